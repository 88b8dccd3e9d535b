namespace Infra.Platform;

/// <summary>
/// How a script in Python logs in to Postgres. It speaks the protocol itself: the passwords of the deployments then stand in no file, no
/// argument and no second container. https://www.postgresql.org/docs/current/protocol-flow.html
/// </summary>
internal static class PostgresScript
{
    /// <summary>
    /// <c>Postgres(host, port, database, user, password)</c> logs in over TLS, as <c>sslmode=require</c> does, and <c>query</c> gives rows
    /// of texts. <c>Refused</c> has the server's own words; <c>NotYet</c> tells of what may pass.
    /// </summary>
    public const string Functions = """"
        import base64, hashlib, hmac, secrets, socket, struct


        class NotYet(Exception):
            """What may come: it is looked at again."""


        class Fault(Exception):
            """What does not come by waiting."""


        class Refused(Exception):
            """What the server says, and its code of it."""


        class Postgres:
            # It starts, it ends, it has no connection left. https://www.postgresql.org/docs/current/errcodes-appendix.html
            PASSING = ("57P01", "57P03", "53300")

            def __init__(self, host, port, database, user, password):
                where = "the database at %s" % host
                try:
                    plain = socket.create_connection((os.environ.get("PGHOSTADDR", host), port), 10)
                    plain.sendall(struct.pack("!ii", 8, 80877103))
                    if plain.recv(1) != b"S":
                        raise Fault("%s takes no TLS" % where)
                    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
                    self.socket = trust.wrap_socket(plain)
                    self.file = self.socket.makefile("rb")
                    self.send(b"", struct.pack("!i", 196608) + b"".join(part.encode() + b"\0" for part in ("user", user, "database", database, "")))
                    self.enter(user, password)
                except OSError as error:
                    raise NotYet("%s can not be reached: %s" % (where, error))

            def send(self, kind, body):
                self.socket.sendall(kind + struct.pack("!i", len(body) + 4) + body)

            def receive(self):
                head = self.file.read(5)
                if len(head) < 5:
                    raise NotYet("the database closed the connection")
                kind, body = head[:1], self.file.read(struct.unpack("!i", head[1:])[0] - 4)
                if kind == b"E":
                    parts = {part[:1]: part[1:].decode("utf-8", "replace") for part in body.split(b"\0") if part}
                    told, code = parts.get(b"M", "no reason is told"), parts.get(b"C")
                    raise NotYet(told) if code in self.PASSING else Refused(told, code)
                return kind, body

            def enter(self, user, password):
                secret, scram = password.encode(), None
                while True:
                    kind, body = self.receive()
                    if kind == b"Z":
                        return
                    if kind != b"R":
                        continue
                    asked, rest = struct.unpack("!i", body[:4])[0], body[4:]
                    if asked == 3:
                        self.send(b"p", secret + b"\0")
                    elif asked == 5:
                        inner = hashlib.md5(secret + user.encode()).hexdigest().encode()
                        self.send(b"p", b"md5" + hashlib.md5(inner + rest).hexdigest().encode() + b"\0")
                    elif asked == 10:
                        # https://www.rfc-editor.org/rfc/rfc5802#section-5
                        scram = "n=,r=" + secrets.token_urlsafe(18)
                        first = ("n,," + scram).encode()
                        self.send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(first)) + first)
                    elif asked == 11:
                        told = dict(part.split("=", 1) for part in rest.decode().split(","))
                        salted = hashlib.pbkdf2_hmac("sha256", secret, base64.b64decode(told["s"]), int(told["i"]))
                        key = hmac.digest(salted, b"Client Key", "sha256")
                        final = "c=biws,r=" + told["r"]
                        signed = ",".join((scram, rest.decode(), final)).encode()
                        stamp = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
                        proof = bytes(one ^ other for one, other in zip(key, stamp))
                        self.send(b"p", (final + ",p=" + base64.b64encode(proof).decode()).encode())
                    elif asked not in (0, 12):
                        raise Fault("the database asks for a login of kind %d, which nobody here knows" % asked)

            def query(self, sql):
                self.send(b"Q", sql.encode() + b"\0")
                rows = []
                while True:
                    kind, body = self.receive()
                    if kind == b"Z":
                        return rows
                    if kind == b"D":
                        row, at = [], 2
                        for _ in range(struct.unpack("!h", body[:2])[0]):
                            length = struct.unpack("!i", body[at:at + 4])[0]
                            row.append(None if length < 0 else body[at + 4:at + 4 + length].decode())
                            at += 4 + max(length, 0)
                        rows.append(row)

            def __enter__(self):
                return self

            def __exit__(self, *_):
                self.socket.close()
        """";
}
