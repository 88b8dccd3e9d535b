using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Infra.Tests.Verification;

/// <summary>
/// Houston's part in a login to the registry: whoever shows a password gets a token for the repositories of that name, signed with the key
/// that the registry trusts. https://distribution.github.io/distribution/spec/auth/jwt/
/// </summary>
internal sealed class HoustonTokens : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly HttpListener _listener = new();

    public HoustonTokens()
    {
        _certificate = new CertificateRequest("CN=houston", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        Address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public string Address { get; }

    /// <summary>The certificate that the registry trusts.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    /// <summary>Who may pull: the password by the name, which the repositories begin with.</summary>
    public ConcurrentDictionary<string, string> Passwords { get; } = new();

    /// <summary>A token for a repository.</summary>
    public string Token(string repository, params string[] actions)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signed =
            Text(
                new JsonObject
                {
                    ["typ"] = "JWT",
                    ["alg"] = "RS256",
                    ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)),
                }
            )
            + "."
            + Text(
                new JsonObject
                {
                    ["iss"] = "houston",
                    ["sub"] = "deployment",
                    ["aud"] = "docker-registry",
                    ["exp"] = now + 300,
                    ["nbf"] = now - 10,
                    ["iat"] = now,
                    ["jti"] = now.ToString(CultureInfo.InvariantCulture),
                    ["access"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "repository",
                            ["name"] = repository,
                            ["actions"] = new JsonArray([.. actions]),
                        }
                    ),
                }
            );
        return $"{signed}.{Base64(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        _listener.Close();
        _certificate.Dispose();
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var repository = context.Request.QueryString["scope"]!.Split(':')[1];
            var login = Encoding
                .UTF8.GetString(Convert.FromBase64String(context.Request.Headers["Authorization"]!["Basic ".Length..]))
                .Split(':', 2);
            var known =
                context.Request.Url!.AbsolutePath == "/v1/registry/authorization"
                && context.Request.QueryString["service"] == "docker-registry"
                && Passwords.TryGetValue(login[0], out var password)
                && password == login[1]
                && repository.StartsWith($"{login[0]}/", StringComparison.Ordinal);
            context.Response.StatusCode = known ? 200 : 401;
            context.Response.Close(
                Encoding.UTF8.GetBytes(known ? new JsonObject { ["token"] = Token(repository, "pull") }.ToJsonString() : "{}"),
                willBlock: false
            );
        }
    }

    private static string Text(JsonObject part) => Base64(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
