using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Tests.Postgres;

/// <summary>A secret as Airflow stores it. https://github.com/fernet/spec/blob/master/Spec.md</summary>
internal static class FernetToken
{
    /// <summary>A new key.</summary>
    public static string NewKey() => Text(RandomNumberGenerator.GetBytes(32));

    /// <summary>Encrypts a text.</summary>
    /// <param name="key">The key, in the URL-safe alphabet.</param>
    /// <param name="text">The text.</param>
    public static string Of(string key, string text)
    {
        var halves = Convert.FromBase64String(key.Replace('-', '+').Replace('_', '/'));
        using var aes = Aes.Create();
        aes.Key = halves[16..];
        var start = new byte[25];
        start[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(start.AsSpan(1), 1_764_000_000);
        RandomNumberGenerator.Fill(start.AsSpan(9));
        byte[] signed = [.. start, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(text), start[9..])];
        return Text([.. signed, .. HMACSHA256.HashData(halves[..16], signed)]);
    }

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
}
