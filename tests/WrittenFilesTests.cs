using Infra.Cli.Documents;

namespace Infra.Tests;

/// <summary>What is written from code is what the code says.</summary>
public sealed class WrittenFilesTests
{
    public static TheoryData<string> Paths => [.. WrittenFile.All.Select(file => file.Path)];

    [Theory, MemberData(nameof(Paths))]
    public async Task A_file_that_is_written_from_code_is_up_to_date(string path)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, path), TestContext.Current.CancellationToken);

        Assert.True(
            await WrittenFile.All.Single(file => file.Path == path).Text(Repository.Root, text) == text,
            $"{path} is old: run make docs."
        );
    }
}
