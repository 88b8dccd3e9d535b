using System.Text.Json.Nodes;

namespace Infra.Tests.Engine.Sdk;

/// <summary>What is secret stays so, whatever a program builds from it.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task A_secret_is_written_nowhere_in_the_state_and_shown_nowhere_whatever_was_built_from_it()
    {
        await using var program = await EngineProgram.OpenAsync("secrets");
        await program.SucceedAsync("config", "set", "--secret", "programs:token", "t0ken-in-the-configuration");

        var preview = await program.SucceedAsync("preview", "--diff");
        var up = await program.SucceedAsync("up", "--yes", "--diff");
        var outputs = JsonNode.Parse((await program.SucceedAsync("stack", "output", "--json", "--show-secrets")).Output)!;
        var password = outputs["password"]!.GetValue<string>();
        var hidden = (await program.SucceedAsync("stack", "output", "--json")).Output;

        Assert.Equal(24, password.Length);
        foreach (var text in (string[])[program.AllStateFiles(), preview.Output, up.Output, hidden])
        {
            Assert.DoesNotContain(password, text, StringComparison.Ordinal);
            Assert.DoesNotContain("t0ken-in-the-configuration", text, StringComparison.Ordinal);
        }
        Assert.Equal("[secret]", JsonNode.Parse(hidden)!["password"]!.GetValue<string>());
        // And it did arrive in the cloud: nothing was lost on the way either.
        var written = program
            .World.List("gcp:secretmanager/secretVersion:SecretVersion")
            .Select(version => version.Inputs["secretData"]!.GetValue<string>());
        string[] expected =
        [
            $"postgres://admin:{password}@db.example.com",
            $"first/{password}",
            $"projects/tests/secrets/secret={password}",
            $"applied {password}",
            $$"""{"password":"{{password}}"}""",
            "t0ken-in-the-configuration",
        ];
        Assert.Equal(expected.Order(), written.Order());
    }

    [Fact]
    public async Task Beside_a_secret_what_is_plain_stays_readable()
    {
        await using var program = await EngineProgram.OpenAsync("secrets");
        await program.SucceedAsync("config", "set", "--secret", "programs:token", "t0ken");
        await program.UpAsync();

        var labelled = (await program.ResourcesAsync())["labelled-formatted"];

        Assert.Equal("readable", labelled["inputs"]!["annotations"]!["plain"]!.GetValue<string>());
        Assert.NotNull(labelled["inputs"]!["annotations"]!["value"]!["ciphertext"]);
        Assert.Equal("24", (await program.SucceedAsync("stack", "output", "length")).Output.Trim());
    }
}
