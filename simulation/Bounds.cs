using System.Text.Json;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What ties things to each other: what must be there before them, and what keeps them from being deleted.</summary>
internal static class Bounds
{
    /// <summary>Refuses a thing that refers to one that does not exist.</summary>
    public static void Require(Call call)
    {
        GcpApis.Require(call);
        foreach (var need in call.Rule.Needs)
        {
            foreach (var reference in call.Inputs.All(need.Path).Where(node => node.GetValueKind() == JsonValueKind.String))
            {
                var name = reference.GetValue<string>();
                if (name.Length > 0 && !call.Content.Objects.Exists(one => one.Type == need.Type && one.IsCalled(name)))
                    throw new Refusal(need.Message.Replace("{0}", name, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Refuses to let go of what is protected, in use or not empty.</summary>
    public static void Release(Call call, WorldObject doomed)
    {
        var rule = call.Rule;
        foreach (var (flag, message) in rule.Protections)
        {
            if (call.Before.Flag(flag) ?? doomed.State.Flag(flag) ?? false)
                throw new Refusal(call.Fill(message));
        }
        foreach (var reference in rule.HeldBy)
        {
            if (call.Content.Objects.Find(one => one.Type == reference.Type && Refers(one, reference.Path, doomed)) is { } holder)
                throw new Refusal(call.Fill(rule.Held).Replace("{0}", holder.Name, StringComparison.Ordinal));
        }
        BucketRules.Expire(call.Content, doomed);
        if (
            rule.NotEmpty is { } full
            && doomed.Versions.Exists(one => one.SoftDeletedAt is null)
            && call.Before.Flag("forceDestroy") != true
        )
            throw new Refusal(call.Fill(full));
        S3ObjectLock.Release(call, doomed);
    }

    /// <summary>Google's deletion policy: what is abandoned stays in the cloud, what is prevented is refused.</summary>
    public static bool IsAbandoned(Call call) =>
        call.Before.Text("deletionPolicy") switch
        {
            "ABANDON" => true,
            "PREVENT" => throw new Refusal(
                $"cannot destroy {call.Name} without setting deletionPolicy to DELETE or ABANDON and applying it first"
            ),
            _ => false,
        };

    public static bool Refers(WorldObject holder, string path, WorldObject to) =>
        holder.Inputs.All(path).Any(node => node.GetValueKind() == JsonValueKind.String && to.IsCalled(node.GetValue<string>()));
}
