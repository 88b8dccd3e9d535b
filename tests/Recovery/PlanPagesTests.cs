using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli.Recovery;

namespace Infra.Tests.Recovery;

/// <summary>A plan is read by a person in need, kept on a page, and taken by a program.</summary>
public sealed class PlanPagesTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_text_holds_what_is_typed_and_no_colour_where_there_is_no_terminal(string cloud)
    {
        var plan = await PlannedRecovery.MakeAsync(cloud, Loss.Rows);
        using var page = new StringWriter();
        PlanPage.WritePlain(cloud, [plan], page);

        Assert.Contains($"  edit         Pulumi.{cloud}.yaml: ", page.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "                   restore: { pointInTime: \"YYYY-MM-DDTHH:MM:SSZ\" }\n",
            page.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains($"                 pulumi up --stack {cloud}\n", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("  time         29 min\n", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page.ToString());
    }

    [Fact]
    public async Task On_a_terminal_the_lines_are_wrapped_and_coloured()
    {
        using var page = new StringWriter();
        PlanPage.WriteColours("gcp", [await PlannedRecovery.MakeAsync("gcp", Loss.Redis)], page, width: 60);

        Assert.Contains('\u001b', page.ToString());
        Assert.Contains("never restored", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("empty after every relaunch and never restored", page.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_page_has_a_heading_for_each_loss_and_closes_every_fence(string cloud)
    {
        using var page = new StringWriter();
        PlanMarkdown.Write(cloud, await RecoveryPlans.AllAsync(SampleStack.Values(cloud), cloud), page);
        var lines = page.ToString().Split('\n');

        Assert.Equal(
            LossName.Losses.Select(loss => $"## {LossTitle.Of(loss).Words}"),
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))
        );
        Assert.Equal(0, lines.Count(line => line.TrimStart().StartsWith("```", StringComparison.Ordinal)) % 2);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_JSON_holds_the_whole_of_each_plan(string cloud)
    {
        var plans = await RecoveryPlans.AllAsync(SampleStack.Values(cloud), cloud);
        using var text = new StringWriter();
        PlanJson.Write(cloud, plans, text);

        Assert.All(plans.Zip(JsonNode.Parse(text.ToString())!["plans"]!.AsArray()), pair =>
        {
            var (plan, json) = (pair.First, pair.Second!);
            Assert.Equal(LossName.Of(plan.Loss), json["loss"]!.GetValue<string>());
            Assert.Equal((plan.Survives, plan.IsLost), (json["survives"]!.GetValue<string>(), json["isLost"]!.GetValue<string>()));
            Assert.Equal(plan.RowsLost?.TotalSeconds, json["rowsLostSeconds"]?.GetValue<double>());
            Assert.Equal(plan.Time.Total.TotalSeconds, json["time"]!["seconds"]!.GetValue<double>());
            Assert.Equal(
                plan.Time.CriticalPath.Select(one => one.Name),
                json["time"]!["criticalPath"]!.AsArray().Select(one => one!["name"]!.GetValue<string>())
            );
            Assert.Equal(plan.PreviewShows, json["previewShows"]!.AsArray().Select(line => line!.GetValue<string>()));
            Assert.Equal(plan.Steps.Select(step => step.Why), json["steps"]!.AsArray().Select(step => step!["why"]!.GetValue<string>()));
            Assert.Equal(
                plan.Steps.OfType<RecoveryStep.Edit>().SelectMany(edit => edit.Lines.Select(line => line.Path)),
                json["steps"]!
                    .AsArray()
                    .Where(step => step!["kind"]!.GetValue<string>() == "edit")
                    .SelectMany(step => step!["lines"]!.AsArray())
                    .Select(line => line!["path"]!.GetValue<string>())
            );
        });
    }

    [Fact]
    public async Task The_command_needs_no_certificate_and_tells_the_names_that_there_are_when_one_is_wrong()
    {
        var (good, output, _) = await RunAsync("plan", "--stack", "gcp", "--loss", "cluster-gone", "--format", "json");
        var (bad, nothing, errors) = await RunAsync("plan", "--stack", "gcp", "--loss", "claster");

        Assert.Equal((0, 1), (good, bad));
        Assert.Equal("gcp", JsonNode.Parse(output)!["stack"]!.GetValue<string>());
        Assert.Empty(nothing);
        Assert.Equal(
            "There is no loss named 'claster'. There are rows, instance, cluster-dead, cluster-gone, cluster-and-database, zone, "
                + "prometheus, redis, images, region, state, killed-up, destroy.",
            errors.Trim()
        );
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Infra.Cli.dll"), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
