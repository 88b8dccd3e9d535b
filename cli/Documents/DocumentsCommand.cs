using System.CommandLine;

namespace Infra.Cli.Documents;

/// <summary>The command <c>docs</c>.</summary>
internal static class DocumentsCommand
{
    public static Command Make()
    {
        var docs = new Command("docs", "Writes the files that are written from code; run it in the folder of Pulumi.yaml");
        docs.SetAction(
            async (_, _) =>
            {
                foreach (var file in WrittenFile.All)
                {
                    await file.WriteAsync(".");
                }
            }
        );
        return docs;
    }
}
