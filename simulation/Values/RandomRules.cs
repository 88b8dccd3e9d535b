using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>The random provider: true randomness, kept in the state alone, made anew when any input changes.</summary>
internal static class RandomRules
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Numeric = "0123456789";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    public static Rule[] Table { get; } =
    [
        Value("random:index/randomPassword:RandomPassword", Password),
        Value("random:index/randomString:RandomString", Password),
        Value("random:index/randomId:RandomId", Number),
        Value("random:index/randomBytes:RandomBytes", Bytes),
        Value("random:index/randomUuid:RandomUuid", static call => call.Id = Set(call, "result", Guid.NewGuid().ToString())),
    ];

    private static Rule Value(string type, Action<Call> draw) =>
        new(type)
        {
            Id = "none",
            InStateAlone = true,
            ForceNew = ["*"],
            OnCreate = draw,
        };

    private static void Password(Call call)
    {
        var sets = new[]
        {
            Set(call, "lower", "minLower", Lower),
            Set(call, "upper", "minUpper", Lower.ToUpperInvariant()),
            Set(call, "numeric", "minNumeric", Numeric),
            Set(call, "special", "minSpecial", call.Inputs.Text("overrideSpecial") is { Length: > 0 } own ? own : Special),
        };
        var length = (int)(call.Inputs.Number("length") ?? 0);
        var allowed = string.Concat(sets.Select(set => set.Letters));
        var least = sets.Sum(set => set.Least);
        if (length < 1 || length < least || allowed.Length == 0)
            throw new Refusal(
                "Invalid attribute combination: length must be at least 1 and at least min_lower + min_upper + min_numeric + min_special "
                    + $"({least}), got {length}"
            );
        char[] drawn =
        [
            .. sets.Where(set => set.Least > 0).SelectMany(set => RandomNumberGenerator.GetItems<char>(set.Letters, set.Least)),
            .. RandomNumberGenerator.GetItems<char>(allowed, length - least),
        ];
        RandomNumberGenerator.Shuffle(drawn.AsSpan());
        Set(call, "result", new string(drawn));
        // Only its look is true: nothing here logs in with it.
        if (call.Shape.Properties.ContainsKey("bcryptHash"))
            Set(call, "bcryptHash", "$2a$10$" + RandomNumberGenerator.GetString("./" + Lower + Lower.ToUpperInvariant() + Numeric, 53));
    }

    private static (string Letters, int Least) Set(Call call, string flag, string least, string letters)
    {
        var wanted = call.Inputs.Flag(flag) ?? true;
        call.State[flag] = wanted;
        call.State[least] = call.Inputs.Number(least) ?? 0;
        return wanted ? (letters, (int)(call.Inputs.Number(least) ?? 0)) : ("", 0);
    }

    private static void Number(Call call)
    {
        var bytes = Drawn(call, "byteLength");
        var prefix = call.Inputs.Text("prefix") ?? "";
        call.Id = Url(bytes);
        Set(call, "b64Url", prefix + Url(bytes));
        Set(call, "b64Std", prefix + Convert.ToBase64String(bytes));
        Set(call, "hex", prefix + Convert.ToHexStringLower(bytes));
        Set(call, "dec", prefix + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    private static void Bytes(Call call)
    {
        var bytes = Drawn(call, "length");
        Set(call, "base64", Convert.ToBase64String(bytes));
        Set(call, "hex", Convert.ToHexStringLower(bytes));
    }

    private static byte[] Drawn(Call call, string length) =>
        call.Inputs.Number(length) is >= 1 and var count
            ? RandomNumberGenerator.GetBytes((int)count)
            : throw new Refusal($"Invalid attribute value: {length} must be at least 1");

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Set(Call call, string name, string value)
    {
        call.State[name] = JsonValue.Create(value);
        return value;
    }
}
