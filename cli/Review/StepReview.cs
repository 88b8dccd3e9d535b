using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Review;

/// <summary>Says what a step means for what the resource holds.</summary>
internal static class StepReview
{
    /// <summary>The review of a step; null where nothing that holds data or identity is touched.</summary>
    public static ReviewedStep? Of(RecordedStep step, RecordedPreview preview)
    {
        if (JudgedHoldings.Of(step) is not { } holding)
        {
            // A thing that holds nothing can still decide how long others are kept, and be kept for the sake of others.
            return
                step.Operation is "update" or "same"
                && Harm(step, $"the {Noun(step.Type)} that others lean on").ToList() is { Count: > 0 } harm
                ? new(step.Urn, step.Name, Noun(step.Type), StepAction.UpdateInPlace, string.Join("; ", harm), IsLoss: true)
                : null;
        }
        return step.Operation switch
        {
            "create" or "import" when Holdings.Of(step.Type, step.Name) is null => null,
            "create" or "import" => Said(
                StepAction.Create,
                (step.Operation == "import" ? "is taken into the program as it is" : "is made") + Birth(step, preview),
                isLoss: false
            ),
            "update" or "same" => Update(step, holding, preview),
            "replace" or "import-replacement" or "create-replacement" => Replace(step, holding, preview),
            "delete" or "discard" => Delete(step, holding, preview),
            // The second half of a replacement, which is reviewed with the first.
            "delete-replaced"
            or "discard-replaced"
            or "remove-pending-replace" when preview.ByUrn[step.Urn].Any(other => other.Operation is "replace" or "create-replacement") =>
                null,
            // It reads, and changes nothing.
            "refresh" or "read" => null,
            _ => Said(
                StepAction.Delete,
                $"the review does not know what the step \"{step.Operation}\" does to it; it may be lost: {holding.Loss}",
                isLoss: true
            ),
        };

        ReviewedStep Said(StepAction action, string says, bool isLoss) => new(step.Urn, step.Name, holding.Noun, action, says, isLoss);
    }

    private static ReviewedStep? Update(RecordedStep step, Holding holding, RecordedPreview preview)
    {
        var harm = Harm(step, holding.Loss).ToList();
        harm.AddRange(
            from setting in KnownSettings.UnknownIn(step)
            // The address of a cluster that is updated is not known before.
            where
                !(
                    step.Type == "pulumi:providers:kubernetes"
                    && setting == "kubeconfig"
                    && preview.Steps.Any(other => other.Operation == "update" && other.Type == "gcp:container/cluster:Cluster")
                )
            select $"the review does not know what is lost by another {setting}"
        );
        // The engine names no setting where the provider of a cluster's objects is not known before; anywhere else it is no evidence.
        if (
            step.Operation == "update"
            && step.Changed.IsEmpty
            && harm.Count == 0
            && !step.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
        )
        {
            harm.Add("the preview does not say which setting changes");
        }
        return harm.Count > 0 ? new(step.Urn, step.Name, holding.Noun, StepAction.UpdateInPlace, string.Join("; ", harm), IsLoss: true)
            : MovedNodes.ByUpdate(step) is { } moved
                ? new(step.Urn, step.Name, holding.Noun, StepAction.UpdateInPlace, moved, IsLoss: false)
            // What has no data of its own and loses nothing is counted with everything else.
            : step.Operation == "same" || Holdings.Of(step.Type, step.Name) is null ? null
            : new(
                step.Urn,
                step.Name,
                holding.Noun,
                StepAction.UpdateInPlace,
                $"goes on with another {Properties(step)}{Upgrade(step)}",
                IsLoss: false
            );
    }

    private static IEnumerable<string> Harm(RecordedStep step, string loss)
    {
        if (
            step
            is { Before.Protect: true, After: not { Protect: true } }
                or { Before.RetainOnDelete: true, After: not { RetainOnDelete: true } }
        )
        {
            yield return "loses its protection: from now on it can be deleted, and then is lost: " + loss;
        }
        if (step is { Before: { Provider.Length: > 0 } before, After: { } after } && before.Provider != after.Provider)
        {
            yield return "is handed to another provider, which may look for it in another account, region or cluster";
        }
        foreach (var harm in HarmfulChange.In(step))
        {
            yield return harm;
        }
    }

    private static ReviewedStep Replace(RecordedStep step, Holding holding, RecordedPreview preview)
    {
        if (MovedNodes.ByReplacement(step, preview) is { } moved)
        {
            return new(step.Urn, step.Name, holding.Noun, StepAction.Replace, moved, IsLoss: false);
        }
        var remains =
            holding.InStateAlone ? "a new value takes its place"
            : step.Before?.RetainOnDelete == true
                ? "a new and empty one takes its place; the old one stays in the cloud, and nothing leads to it"
            : "it is deleted, and a new and empty one takes its place";
        return new(
            step.Urn,
            step.Name,
            holding.Noun,
            StepAction.Replace,
            $"{remains}, because of {Properties(step)}; lost: {holding.Loss}{Refused(step)}",
            IsLoss: true
        );
    }

    private static ReviewedStep? Delete(RecordedStep step, Holding holding, RecordedPreview preview)
    {
        var successor = holding.Lifetime == Lifetime.Permanent ? null : preview.Generations.NextOf(step);
        if (step.Before?.RetainOnDelete == true && !holding.InStateAlone)
        {
            return successor is null
                ? Said(
                    StepAction.LeftInCloud,
                    $"stays in the cloud as {PhysicalName(step.Before)}, and the platform uses it no more; out of reach: {holding.Loss}",
                    isLoss: true
                )
                : Said(
                    StepAction.LeftInCloud,
                    $"stays in the cloud as {PhysicalName(step.Before)} with everything it holds; {successor.Name} takes its place, and "
                        + $"has nothing that was written after the instant it is born from{Birth(successor, preview)}",
                    isLoss: false
                );
        }
        if (successor is not null && Holdings.Of(step.Type, step.Name) is null)
        {
            return null;
        }
        return successor is null
            ? Said(StepAction.Delete, $"lost: {holding.Loss}", isLoss: true)
            // A relaunch is meant to lose what the table in the README says it loses.
            : Said(
                StepAction.Delete,
                $"{successor.Name} takes its place; lost: {holding.Loss}",
                isLoss: holding.Lifetime != Lifetime.ClusterGeneration && holding.Noun == "database"
            );

        ReviewedStep Said(StepAction action, string says, bool isLoss) =>
            new(step.Urn, step.Name, holding.Noun, action, says + Refused(step), isLoss);
    }

    // The record that is made beside a database names what that database is born from: whose data, and of which instant.
    private static string Birth(RecordedStep database, RecordedPreview preview)
    {
        var record = database.Name.EndsWith("-birth", StringComparison.Ordinal)
            ? database
            : preview.ByName[$"{database.Name}-birth"].FirstOrDefault(other => other.Operation == "create");
        return record?.After?.Inputs.Text("keepers.source") is { } source ? $", born from {source}" : "";
    }

    private static string PhysicalName(RecordedState thing) =>
        new[] { "identifier", "name", "bucket" }.Select(property => thing.Inputs.Text(property)).FirstOrDefault(name => name is not null)
        ?? thing.Id;

    private static string Upgrade(RecordedStep step) =>
        step.Changed.Any(path => path is "engineVersion" or "databaseVersion")
            ? "; a major version never goes back, but by a restore from before it"
            : "";

    private static string Refused(RecordedStep step) => step.Before?.Protect == true ? " (it is protected; the engine will refuse)" : "";

    private static string Properties(RecordedStep step) => step.Changed.IsEmpty ? "setting" : string.Join(", ", step.Changed);

    private static string Noun(string type) => type.Split(':')[^1];
}
