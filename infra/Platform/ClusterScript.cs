namespace Infra.Platform;

/// <summary>What the scripts in Python share: how they ask the API server, with the account of their pod, and how they speak.</summary>
internal static class ClusterScript
{
    /// <summary>
    /// Imports and functions. <c>call(path)</c> gives an object of the API server, and with a body makes one; <c>say</c> prints a line at
    /// once.
    /// </summary>
    public const string Functions = """"
        import json, os, ssl, sys, time, urllib.error, urllib.parse, urllib.request

        ACCOUNT = os.environ.get("ACCOUNT", "/var/run/secrets/kubernetes.io/serviceaccount")
        SERVER = "https://%s:%s" % (os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"])
        TRUST = ssl.create_default_context(cafile=ACCOUNT + "/ca.crt")
        PREFIX, STEP = os.environ["PREFIX"], float(os.environ.get("STEP_SECONDS", "5"))
        VELERO = "/apis/velero.io/v1/namespaces/%s/" % os.environ["VELERO"]
        WANTED, PAIR = os.environ["SET"], os.environ["GENERATIONS"]
        ENDED = ("Completed", "PartiallyFailed", "Failed", "FailedValidation")


        def call(path, body=None):
            with open(ACCOUNT + "/token") as token:
                head = {"Authorization": "Bearer " + token.read().strip(), "Content-Type": "application/json"}
            request = urllib.request.Request(SERVER + path, json.dumps(body).encode() if body else None, head)
            with urllib.request.urlopen(request, timeout=30, context=TRUST) as answer:
                return json.load(answer)


        def say(text):
            print(text, flush=True)


        def name(thing):
            return thing["metadata"]["name"]


        def phase(thing):
            return thing.get("status", {}).get("phase", "New")


        def restores():
            """The restores of this pair of generations, oldest first."""
            mine = call(VELERO + "restores?labelSelector=infra%2Fgenerations%3D" + PAIR)["items"]
            return sorted(mine, key=lambda one: int(name(one).rsplit("-", 1)[1]))


        def is_wanted(one):
            return WANTED in ("newest", one["spec"]["backupName"])
        """";
}
