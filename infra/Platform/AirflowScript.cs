namespace Infra.Platform;

/// <summary>
/// What a script in Python asks of one Airflow deployment, as its pods would: by the secrets that they name, with the login that stands
/// there.
/// https://github.com/apache/airflow/tree/main/chart/templates/secrets
/// </summary>
internal static class AirflowScript
{
    /// <summary>
    /// <c>Airflow(release)</c> has three checks, <c>role</c>, <c>images</c> and <c>closed</c>: each gives a sentence or raises what is
    /// wrong.
    /// </summary>
    public const string Functions = """"
        CONNECTIONS = ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "AIRFLOW__CORE__SQL_ALCHEMY_CONN", "AIRFLOW_CONN_AIRFLOW_DB")


        def administrator(database):
            return Postgres(os.environ["PGHOST"], int(os.environ["PGPORT"]), database, os.environ["PGUSER"], os.environ["PGPASSWORD"])


        class Airflow:
            def __init__(self, release):
                self.release, self.space = release, PREFIX + release

            def get(self, path, missing):
                try:
                    return call(path)
                except urllib.error.HTTPError as error:
                    if error.code == 404:
                        raise NotYet(missing)
                    raise

            def secret(self, title, key):
                path = "/api/v1/namespaces/%s/secrets/%s" % (self.space, urllib.parse.quote(title, ""))
                data = self.get(path, "its secret %s is missing from namespace %s" % (title, self.space)).get("data") or {}
                if key not in data:
                    raise Fault("its secret %s has no %s" % (title, key))
                return base64.b64decode(data[key]).decode()

            def pods(self):
                self.get("/api/v1/namespaces/" + self.space, "Houston knows it, and there is no namespace %s" % self.space)
                kinds = ("deployments", "statefulsets")
                things = [one for kind in kinds for one in call("/apis/apps/v1/namespaces/%s/%s" % (self.space, kind))["items"]]
                if not things:
                    raise NotYet("nothing is installed in namespace %s" % self.space)
                return [one["spec"]["template"]["spec"] for one in things]

            def containers(self):
                return [one for pod in self.pods() for one in pod.get("initContainers", []) + pod["containers"]]

            # The pods say which secret it is; the chart's own name is the usual one.
            def connection(self):
                for container in self.containers():
                    for variable in container.get("env", []):
                        named = (variable.get("valueFrom") or {}).get("secretKeyRef")
                        if variable["name"] in CONNECTIONS and named:
                            return named["name"], named["key"]
                return self.release + "-metadata", "connection"

            def login(self):
                title, key = self.connection()
                uri = self.secret(title, key)
                try:
                    parts = urllib.parse.urlsplit(uri)
                    user, password = urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password)
                    host, port, database = parts.hostname, parts.port or 5432, parts.path.strip("/")
                except (ValueError, TypeError):
                    # The reason would quote the password.
                    raise Fault("its secret %s holds no URI of a database" % title) from None
                # Its own PgBouncer stands between, whose configuration says where the name leads to.
                if host and host.split(".")[0] == self.release + "-pgbouncer":
                    title = self.release + "-pgbouncer-config"
                    for line in self.secret(title, "pgbouncer.ini").splitlines():
                        known, _, rest = line.partition("=")
                        if known.strip() == database:
                            fields = dict(part.split("=", 1) for part in rest.split() if "=" in part)
                            return title, fields.get("host", ""), int(fields.get("port", 5432)), fields.get("dbname", database), user, password
                    raise Fault("its secret %s does not say where %s is" % (title, database))
                return title, host or "", port, database, user, password

            def role(self):
                title, host, port, database, user, password = self.login()
                if host.rstrip(".") not in os.environ["NAMES"].split():
                    raise Fault("its secret %s leads to %s, and the platform's database is %s" % (title, host or "nowhere", os.environ["PGHOST"]))
                try:
                    with Postgres(host, port, database, user, password):
                        return "its role %s logs in" % user
                except Refused as refused:
                    with administrator("postgres") as admin:
                        known = admin.query("select from pg_roles where rolname = '%s'" % user.replace("'", "''"))
                    if not known:
                        raise Fault("its role %s is gone from the database" % user)
                    told, code = refused.args
                    # https://www.postgresql.org/docs/current/errcodes-appendix.html
                    how = " with the password that its secret holds" if code == "28P01" else ""
                    raise Fault("its role %s can not log in%s: %s" % (user, how, told))

            def images(self):
                own = sorted({one["image"] for one in self.containers() if one["image"].startswith(REGISTRY_HOST + "/")})
                if not own:
                    return "none of its images is in the platform's registry"
                title = next((one["name"] for pod in self.pods() for one in pod.get("imagePullSecrets", [])), self.release + "-registry")
                known = json.loads(self.secret(title, ".dockerconfigjson")).get("auths", {}).get(REGISTRY_HOST)
                if not known:
                    raise Fault("its secret %s holds no login of %s" % (title, REGISTRY_HOST))
                plain = "%s:%s" % (known.get("username"), known.get("password"))
                registry = Registry(known.get("auth") or base64.b64encode(plain.encode()).decode(), title)
                for image in own:
                    registry.prove(image)
                if registry.faults:
                    raise Fault("; ".join(registry.faults))
                return "%d images with %d parts are whole in the registry: %s" % (len(own), len(registry.layers), ", ".join(own))

            # Policies add up: another one that lets anything out opens what this one closes.
            def closed(self):
                mine = call("/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies" % self.space)["items"]
                policies = {name(one): one["spec"].get("egress") for one in mine}
                if os.environ["CLOSED"] not in policies:
                    raise NotYet("its namespace has no network policy %s, so it reaches whatever the real one does" % os.environ["CLOSED"])
                others = sorted(one for one in policies if policies[one] and one != os.environ["CLOSED"])
                if others:
                    raise Fault("its network policy %s lets it out" % ", ".join(others))
                return "it reaches its own pods, the platform and the database alone"
        """";
}
