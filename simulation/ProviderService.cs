using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Schemas;
using Infra.Simulation.Protocol;
using Microsoft.AspNetCore.Connections.Features;

namespace Infra.Simulation;

/// <summary>
/// The provider protocol over the world. The engine gives every provider of a program a connection of its own and
/// configures it there, so that the settings belong to the connection.
/// </summary>
internal sealed class ProviderService(World world, Cancellation cancellation) : ResourceProvider.ResourceProviderBase
{
    internal const string Package = "package";
    private const string Settings = "settings";

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse());

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = PackageSchema.Of(PackageOf(context)).Version });

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var known = PackageSchema.Of(PackageOf(context)).Provider.InputProperties;
        var faults = request
            .News.Fields.Keys.Where(name => name is not "version" and not "pluginDownloadURL" && !known.ContainsKey(name))
            .Select(name => new CheckFailure
            {
                Property = name,
                Reason = "could not validate provider configuration: Invalid or unknown key",
            });
        return Task.FromResult(new CheckResponse { Inputs = request.News, Failures = { faults } });
    }

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(
            PackageOf(context) == "kubernetes"
                ? KubernetesAccess.DiffProvider(Wire.Read(request.OldInputs ?? request.Olds), Wire.Read(request.News))
                : Told(
                    [.. Difference.Between(Decoded(request.OldInputs ?? request.Olds), [], Decoded(request.News))],
                    static _ => false,
                    false
                )
        );

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        var settings = new ProviderSettings(PackageOf(context), Wire.Read(request.Args), world);
        if (settings.Package == "aws")
            RequireAccount(settings);
        Items(context)[Settings] = settings;
        return Task.FromResult(new ConfigureResponse { SupportsPreview = true });
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var type = Call.TypeOf(request.Urn);
        var faults = Resources(context)
            .Faults(type, Wire.Read(request.News))
            .Select(fault => new CheckFailure
            {
                Property = fault.Path.Split('.', '[')[0],
                Reason = $"{fault.Reason}. Examine values at '{Call.LogicalNameOf(request.Urn)}.{fault.Path}'.",
            });
        return Task.FromResult(new CheckResponse { Inputs = request.News, Failures = { faults } });
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => Answer(context, "diffing", request.Urn, _ =>
        {
            var (resources, settings, type) = (Resources(context), SettingsOf(context), Call.TypeOf(request.Urn));
            var (news, before) = (Wire.Read(request.News), Wire.Read(request.OldInputs ?? request.Olds));
            var rule = RuleBook.Of(type, resources.Schema.Resources[type]);
            var state = settings.Package == "kubernetes" ? before : Wire.Read(request.Olds);
            var differences = Difference
                .Between(before, state, news)
                .Where(difference => !IsIgnored(difference, request.IgnoreChanges))
                .ToList();
            // The provider asks the API server for the outcome of a change, so that it needs it even in a preview.
            if (differences.Count > 0 && settings.Package == "kubernetes")
                resources.Plan(settings, request.Urn, news, before, state);
            var written = rule.Name is { } name && news.At(name) is not null;
            return Task.FromResult(
                Told(differences, difference => rule.Replaces(difference, settings), rule.DeletesBeforeReplace ?? written)
            );
        });

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        Answer(context, "creating", request.Urn, async token =>
        {
            var (resources, settings, inputs) = (Resources(context), SettingsOf(context), Wire.Read(request.Properties));
            if (request.Preview)
                return new CreateResponse
                {
                    Properties = Wire.Write(resources.Plan(settings, request.Urn, inputs, [], []), Secrets(context, request.Urn)),
                };
            var made = await resources.CreateAsync(settings, request.Urn, inputs, request.Timeout, token);
            return new CreateResponse { Id = made.Id, Properties = Wire.Write(made.State, Secrets(context, request.Urn)) };
        });

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        Answer(context, "reading", request.Urn, async token =>
        {
            var (inputs, state) = (Wire.Read(request.Inputs), Wire.Read(request.Properties));
            var found = await Resources(context).ReadAsync(SettingsOf(context), request.Urn, request.Id, inputs, state, token);
            return found is null
                ? new ReadResponse()
                : new ReadResponse
                {
                    Id = found.Id,
                    Properties = Wire.Write(found.State, Secrets(context, request.Urn)),
                    Inputs = Wire.Write(found.Inputs),
                };
        });

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        Answer(context, "updating", request.Urn, async token =>
        {
            var (resources, settings) = (Resources(context), SettingsOf(context));
            var (inputs, before, state) = (Wire.Read(request.News), Wire.Read(request.OldInputs), Wire.Read(request.Olds));
            var after = request.Preview
                ? resources.Plan(settings, request.Urn, inputs, before, state)
                : (await resources.UpdateAsync(settings, request.Urn, request.Id, inputs, before, state, request.Timeout, token)).State;
            return new UpdateResponse { Properties = Wire.Write(after, Secrets(context, request.Urn)) };
        });

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        Answer(context, "deleting", request.Urn, async token =>
        {
            await Resources(context)
                .DeleteAsync(SettingsOf(context), request.Urn, request.Id, Wire.Read(request.Properties), request.Timeout, token);
            return new Empty();
        });

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context)
    {
        try
        {
            return Task.FromResult(
                new InvokeResponse { Return = Wire.Write(Functions.Answer(request.Tok, SettingsOf(context), Wire.Read(request.Args))) }
            );
        }
        catch (Refusal refusal)
        {
            throw new RpcException(new Status(StatusCode.Unknown, $"invoking {request.Tok}: {refusal.Message}"));
        }
    }

    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        cancellation.Now();
        return Task.FromResult(new Empty());
    }

    private async Task<T> Answer<T>(ServerCallContext context, string doing, string urn, Func<CancellationToken, Task<T>> act)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, cancellation.Token);
        try
        {
            return await act(either.Token);
        }
        catch (Refusal refusal)
        {
            throw new RpcException(
                new Status(StatusCode.Unknown, $"{doing} {Call.TypeOf(urn)} ({Call.LogicalNameOf(urn)}): {refusal.Message}")
            );
        }
        catch (HalfMade half)
        {
            var detail = new ErrorResourceInitFailed
            {
                Id = half.Made.Id,
                Properties = Wire.Write(half.Made.State, Secrets(context, urn)),
                Inputs = Wire.Write(half.Made.Inputs),
                Reasons = { half.Message },
            };
            var told = new StatusDetails
            {
                Code = (int)StatusCode.Unknown,
                Message = half.Message,
                Details = { Any.Pack(detail) },
            };
            throw new RpcException(
                new Status(StatusCode.Unknown, half.Message),
                new Metadata { { "grpc-status-details-bin", told.ToByteArray() } }
            );
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(
                new Status(StatusCode.Cancelled, $"{doing} {Call.TypeOf(urn)} ({Call.LogicalNameOf(urn)}) was cancelled")
            );
        }
    }

    private static DiffResponse Told(List<Difference> differences, Func<Difference, bool> replaces, bool deletesFirst)
    {
        var replacing = differences.Where(replaces).ToHashSet();
        var told = new DiffResponse
        {
            Changes = differences.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone,
            Diffs = { differences.Select(Top).Distinct() },
            Replaces = { replacing.Select(Top).Distinct() },
            DeleteBeforeReplace = deletesFirst && replacing.Count > 0,
            HasDetailedDiff = true,
        };
        // Every kind is followed by its replacing form.
        foreach (var difference in differences)
            told.DetailedDiff[difference.Path] = new PropertyDiff
            {
                Kind = replacing.Contains(difference) ? difference.Kind + 1 : difference.Kind,
            };
        return told;
    }

    private static string Top(Difference difference) => difference.Path.Split('.', '[')[0];

    private static bool IsIgnored(Difference difference, IEnumerable<string> ignored) =>
        ignored.Any(path => $"{Rule.Plain(difference.Path)}.".StartsWith($"{Rule.Plain(path)}.", StringComparison.Ordinal));

    // What is not text travels as JSON text, in which the order of the keys means nothing.
    private static JsonObject Decoded(Struct configuration) =>
        new(
            Wire.Read(configuration)
                .Select(setting =>
                    KeyValuePair.Create(
                        setting.Key,
                        setting.Value?.GetValueKind() == JsonValueKind.String
                        && setting.Value.GetValue<string>() is ['{' or '[', ..] and var json
                            ? JsonNode.Parse(json)
                            : setting.Value?.DeepClone()
                    )
                )
        );

    private static void RequireAccount(ProviderSettings settings)
    {
        if (settings.Values["allowedAccountIds"] is not { } allowed)
            return;
        var accounts = allowed as JsonArray ?? JsonNode.Parse(allowed.GetValue<string>())!.AsArray();
        if (!accounts.Any(account => account?.GetValue<string>() == settings.World.Account))
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"AWS account ID not allowed: {settings.World.Account}"));
    }

    private Resources Resources(ServerCallContext context) => new(world, PackageOf(context));

    private static HashSet<string> Secrets(ServerCallContext context, string urn) =>
        PackageSchema.Of(PackageOf(context)).Resources[Call.TypeOf(urn)].Secrets;

    private static string PackageOf(ServerCallContext context) => (string)Items(context)[Package]!;

    private static ProviderSettings SettingsOf(ServerCallContext context) =>
        Items(context).TryGetValue(Settings, out var settings) && settings is ProviderSettings configured
            ? configured
            : throw new RpcException(new Status(StatusCode.FailedPrecondition, "the provider was not configured on this connection"));

    private static IDictionary<object, object?> Items(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<IConnectionItemsFeature>()!.Items;
}
