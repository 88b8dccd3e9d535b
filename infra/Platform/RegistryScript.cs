namespace Infra.Platform;

/// <summary>
/// How a script in Python proves that an image is whole, as one who pulls it would find out. A registry's memory may know a layer whose
/// object is gone from the bucket, and a redirection to the bucket is given without a look; so the last byte of every layer is read,
/// wherever it lies. https://distribution.github.io/distribution/spec/api/
/// </summary>
internal static class RegistryScript
{
    /// <summary><c>Registry(login, secret).prove(image)</c> counts what is there, and keeps the faults that it finds.</summary>
    public const string Functions = """"
        import concurrent.futures, http.client, re

        REGISTRY, REGISTRY_HOST, HOUSTON = os.environ["REGISTRY"], os.environ["REGISTRY_HOST"], os.environ["HOUSTON"]
        KINDS = ", ".join((
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"))


        def reach(what, request):
            try:
                return urllib.request.urlopen(request, timeout=30)
            except urllib.error.HTTPError as error:
                if error.code == 429 or error.code >= 500:
                    raise NotYet("%s answers %d" % (what, error.code))
                raise
            except (OSError, http.client.HTTPException) as error:
                raise NotYet("%s can not be reached: %s" % (what, getattr(error, "reason", error)))


        class Registry:
            def __init__(self, login, secret):
                self.login, self.secret, self.tokens, self.faults = login, secret, {}, []
                self.manifests, self.layers = set(), {}

            def open(self, repository, path, head):
                request = urllib.request.Request("%s/v2/%s/%s" % (REGISTRY, repository, path), headers=head)
                for attempt in (1, 2):
                    if repository in self.tokens:
                        # The bucket, which a layer's request may be sent on to, takes no second credential.
                        request.add_unredirected_header("Authorization", "Bearer " + self.tokens[repository])
                    try:
                        return reach("the registry", request)
                    except urllib.error.HTTPError as error:
                        if error.code == 401 and attempt == 1:
                            self.tokens[repository] = self.enter(error.headers.get("WWW-Authenticate", ""), repository)
                        elif error.code in (401, 403) and error.url.startswith(REGISTRY):
                            raise Fault("the registry refuses the credentials of its secret %s for %s" % (self.secret, repository))
                        else:
                            raise

            # The realm's name leads to the old platform until the names move; its path is asked of this one.
            def enter(self, challenge, repository):
                told = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
                if not challenge.startswith("Bearer ") or "realm" not in told:
                    raise Fault("the registry asks for a login that nobody here knows")
                query = urllib.parse.urlencode({"service": told.get("service", ""), "scope": "repository:%s:pull" % repository})
                address = HOUSTON + urllib.parse.urlsplit(told["realm"]).path + "?" + query
                try:
                    with reach("Houston", urllib.request.Request(address, headers={"Authorization": "Basic " + self.login})) as answer:
                        told = json.load(answer)
                        return told.get("token") or told["access_token"]
                except urllib.error.HTTPError:
                    raise Fault("Houston refuses the credentials of its secret %s for %s" % (self.secret, repository))

            def prove(self, image):
                path, _, digest = image[len(REGISTRY_HOST) + 1:].partition("@")
                repository, _, tag = path.rpartition(":") if ":" in path else (path, "", "latest")
                self.manifest(image, repository, digest or tag, None)
                with concurrent.futures.ThreadPoolExecutor(8) as pool:
                    wanted = [key for key, state in self.layers.items() if state is None]
                    for key, fault in zip(wanted, pool.map(lambda key: self.layer(*key), wanted)):
                        self.layers[key] = fault or ""
                        if fault:
                            self.faults.append("%s: %s" % (image, fault))

            def manifest(self, image, repository, reference, size):
                if (repository, reference) in self.manifests:
                    return
                self.manifests.add((repository, reference))
                what = reference if size is not None else "its manifest"
                try:
                    with self.open(repository, "manifests/" + reference, {"Accept": KINDS}) as answer:
                        body, told = answer.read(), answer.headers.get("Docker-Content-Digest", "")
                except urllib.error.HTTPError as error:
                    return self.faults.append("%s: %s is missing from the registry (%d)" % (image, what, error.code))
                digest = reference if reference.startswith("sha256:") else told
                if "sha256:" + hashlib.sha256(body).hexdigest() != digest or size not in (None, len(body)):
                    return self.faults.append("%s: %s is not what its digest %s says" % (image, what, digest))
                document = json.loads(body)
                if not document.get("manifests") and not document.get("layers"):
                    return self.faults.append("%s: %s names no layer" % (image, what))
                for child in document.get("manifests", []):
                    self.manifest(image, repository, child["digest"], child["size"])
                parts = [document["config"]] if "config" in document else []
                # What has addresses of its own was never in a registry.
                for part in parts + [one for one in document.get("layers", []) if not one.get("urls")]:
                    self.layers.setdefault((repository, part["digest"], part["size"]), None)

            def layer(self, repository, digest, size):
                last = max(size - 1, 0)
                try:
                    with self.open(repository, "blobs/" + digest, {"Range": "bytes=%d-%d" % (last, last)}) as answer:
                        found = answer.headers.get("Content-Range", "").rpartition("/")[2] or answer.headers.get("Content-Length", "")
                        if answer.status == 206 and len(answer.read()) != 1:
                            return "the object of layer %s is cut off" % digest
                except http.client.IncompleteRead:
                    return "the object of layer %s is gone or cut off, though the registry remembers it" % digest
                except urllib.error.HTTPError as error:
                    found = (error.headers.get("Content-Range") or "").rpartition("/")[2]
                    if error.code != 416:
                        return "layer %s is missing (%d)" % (digest, error.code)
                return None if found == str(size) else "layer %s has %s bytes, and its manifest says %d" % (digest, found or "fewer", size)
        """";
}
