using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Infra.Tests.Verification;

/// <summary>A real registry with the configuration that the chart gives it, but for the storage: a folder in place of a bucket.</summary>
internal sealed class ImageRegistry(LoopbackServer started, HoustonTokens houston) : IAsyncDisposable
{
    private LoopbackServer _server = started;
    private readonly HttpClient _client = new() { BaseAddress = new(started.Address) };

    /// <summary>Where it answers.</summary>
    public string Address => _server.Address;

    /// <summary>Where it keeps its objects.</summary>
    public string Storage => Path.Combine(_server.Folder.FullName, "storage");

    /// <summary>Starts it.</summary>
    public static Task<ImageRegistry> StartAsync(HoustonTokens houston) => StartAsync(houston, null, "");

    /// <summary>
    /// Starts another one on the same storage, which sends who reads a layer on to the bucket, as the registry does on AWS.
    /// </summary>
    /// <param name="bucket">The bucket's address.</param>
    public Task<ImageRegistry> RedirectingToAsync(string bucket) =>
        StartAsync(houston, Storage, $$"""middleware: { storage: [{ name: redirect, options: { baseurl: "{{bucket}}" } }] }""");

    private static async Task<ImageRegistry> StartAsync(HoustonTokens houston, string? storage, string more)
    {
        LoopbackServer.Require("docker-registry", "docker-registry");
        var folder = Directory.CreateTempSubdirectory("registry-");
        var (port, bundle, file) = (
            LoopbackPort.Free(),
            Path.Combine(folder.FullName, "tls.crt"),
            Path.Combine(folder.FullName, "config.yml")
        );
        await File.WriteAllTextAsync(bundle, houston.Certificate);
        await File.WriteAllTextAsync(
            file,
            $$"""
            version: 0.1
            log: { level: error }
            storage:
              cache: { blobdescriptor: inmemory }
              filesystem: { rootdirectory: {{storage ?? Path.Combine(folder.FullName, "storage")}} }
              delete: { enabled: true }
            {{more}}
            http: { addr: "127.0.0.1:{{port}}" }
            auth:
              token: { realm: "https://houston.astro.example.com/v1/registry/authorization", service: docker-registry, issuer: houston, rootcertbundle: {{bundle}} }
            """
        );
        return new(await LoopbackServer.StartAsync($"http://127.0.0.1:{port}", "/v2/", folder, "docker-registry", "serve", file), houston);
    }

    /// <summary>Pushes an image of a configuration and two layers, and gives the digests: the manifest's first.</summary>
    public async Task<string[]> PushAsync(string repository, string tag)
    {
        var parts = new List<JsonObject>();
        foreach (var part in (string[])["configuration", "lower", "upper"])
        {
            parts.Add(
                await UploadAsync(
                    repository,
                    Encoding.UTF8.GetBytes($"{part} of {repository}:{tag} {Guid.NewGuid()}"),
                    "application/octet-stream"
                )
            );
        }
        var digests = parts.Select(part => part["digest"]!.GetValue<string>()).ToList();
        parts[0]["mediaType"] = "application/vnd.oci.image.config.v1+json";
        const string Kind = "application/vnd.oci.image.manifest.v1+json";
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Kind,
            ["config"] = parts[0],
            ["layers"] = new JsonArray([.. parts[1..]]),
        };
        return [await PutAsync(repository, tag, manifest, Kind), .. digests];
    }

    /// <summary>Pushes a list of two images for two kinds of machines, and gives the list's digest and that of every part.</summary>
    public async Task<string[]> PushListAsync(string repository, string tag)
    {
        var (one, other) = (await PushAsync(repository, $"{tag}-amd64"), await PushAsync(repository, $"{tag}-arm64"));
        const string Kind = "application/vnd.oci.image.index.v1+json";
        var list = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Kind,
            ["manifests"] = new JsonArray(Listed(one[0], "amd64"), Listed(other[0], "arm64")),
        };
        return [await PutAsync(repository, tag, list, Kind), .. one, .. other];

        JsonObject Listed(string digest, string machine) =>
            new()
            {
                ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
                ["digest"] = digest,
                ["size"] = new FileInfo(FileOf(digest)).Length,
                ["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = machine },
            };
    }

    /// <summary>The file that stands for an object of the bucket.</summary>
    public string FileOf(string digest)
    {
        var hex = digest["sha256:".Length..];
        return Path.Combine(Storage, "docker", "registry", "v2", "blobs", "sha256", hex[..2], hex, "data");
    }

    /// <summary>Starts it anew, as a relaunch does: it remembers nothing that its storage does not have.</summary>
    public async Task ForgetAsync() => _server = await _server.AgainAsync();

    /// <summary>Has the registry remember a layer, as one that has served it does.</summary>
    public async Task RememberAsync(string repository, string digest)
    {
        using var answer = await SendAsync(HttpMethod.Head, repository, new($"/v2/{repository}/blobs/{digest}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    private async Task<JsonObject> UploadAsync(string repository, byte[] content, string kind)
    {
        using var begun = await SendAsync(HttpMethod.Post, repository, new($"/v2/{repository}/blobs/uploads/", UriKind.Relative), null);
        var digest = Digest(content);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new(kind) } };
        using var ended = await SendAsync(
            HttpMethod.Put,
            repository,
            new($"{begun.Headers.Location}&digest={digest}", UriKind.RelativeOrAbsolute),
            body
        );
        ended.EnsureSuccessStatusCode();
        return new()
        {
            ["mediaType"] = "application/vnd.oci.image.layer.v1.tar+gzip",
            ["digest"] = digest,
            ["size"] = content.Length,
        };
    }

    private async Task<string> PutAsync(string repository, string tag, JsonObject manifest, string kind)
    {
        var content = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new(kind) } };
        using var answer = await SendAsync(HttpMethod.Put, repository, new($"/v2/{repository}/manifests/{tag}", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return Digest(content);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string repository, Uri address, HttpContent? body) =>
        _client.SendAsync(
            new(method, address)
            {
                Content = body,
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", houston.Token(repository, "pull", "push")) },
            }
        );

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
