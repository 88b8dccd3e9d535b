using Google.Protobuf.WellKnownTypes;
using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One resource on its way to the engine: its request is sent once its inputs are there, and its outputs resolved.</summary>
internal sealed class Registration(Deployment deployment, Resource resource, ResourceArgs args, ResourceOptions options)
{
    private readonly string _label = $"{resource.GetResourceName()} ({resource.GetResourceType()})";

    public async Task CompleteAsync()
    {
        try
        {
            var answer = await SendAsync().ConfigureAwait(false);
            Resolve(answer);
            // What the engine did not tell is not known yet in a preview, and absent in an update.
            foreach (var output in resource.Unresolved.Pending.Values)
            {
                output.ResolveAbsent(isKnown: answer.IsComplete && !deployment.Settings.IsDryRun);
            }
        }
        catch (Exception e)
        {
            // Nothing may wait for ever for an output.
            foreach (var output in resource.Unresolved.Pending.Values)
            {
                output.Fail(e);
            }
            throw;
        }
    }

    private async Task<Answer> SendAsync()
    {
        // Generated classes give an empty id to say: make it. As upstream, an id that is not known yet is taken for an empty one.
        if (options.Id is not null && await options.Id.ToOutput().ValueOrAsync("").ConfigureAwait(false) is { Length: > 0 } id)
        {
            return await ReadAsync(id).ConfigureAwait(false);
        }
        return await RegisterAsync().ConfigureAwait(false);
    }

    private async Task<Answer> RegisterAsync()
    {
        var request = await new RegistrationRequest(deployment, resource, args, options).CreateAsync().ConfigureAwait(false);
        var response = await deployment.Monitor.RegisterResourceAsync(resource, request).ConfigureAwait(false);
        return new(response.Urn, response.Id, response.Object ?? new())
        {
            IsComplete = response.Result == Result.Success,
            Dependencies = response.PropertyDependencies.ToDictionary(
                property => property.Key,
                property => property.Value.Urns.Select(urn => (Resource)new DependencyResource(urn)).ToList()
            ),
        };
    }

    private async Task<Answer> ReadAsync(string id)
    {
        if (resource is not CustomResource)
        {
            throw new ArgumentException($"{_label} is a component, which has no id to be read by; remove the option Id.");
        }
        var request = await new RegistrationRequest(deployment, resource, args, options).CreateReadAsync(id).ConfigureAwait(false);
        var response = await deployment.Monitor.ReadResourceAsync(resource, request).ConfigureAwait(false);
        return new(response.Urn, id, response.Properties ?? new());
    }

    private void Resolve(Answer answer)
    {
        foreach (var (name, output) in resource.Unresolved.Pending)
        {
            if (name is "urn" or "id")
            {
                var text = name == "urn" ? answer.Urn : answer.Id;
                ((PendingOutput<string>)output).Resolve(text, isKnown: name == "urn" || text.Length > 0);
            }
            else if (answer.Properties.Fields.TryGetValue(name, out var value))
            {
                output.Resolve($"{_label}: {name}", value, answer.Dependencies.GetValueOrDefault(name, []), warning =>
                    Log.Warn(warning, resource)
                );
            }
        }
    }

    private sealed record Answer(string Urn, string Id, Struct Properties)
    {
        /// <summary>Whether what is missing is absent; not so where the resource failed or was skipped while the update went on.</summary>
        public bool IsComplete { get; init; } = true;

        public Dictionary<string, List<Resource>> Dependencies { get; init; } = [];
    }
}
