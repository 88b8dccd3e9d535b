using Infra.Configuration;

namespace Infra.Cli.Documents;

/// <summary>The page <c>docs/config.md</c>, written from the declarations of the keys.</summary>
internal static class ConfigPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter page)
    {
        page.Write(
            """
            # Configuration

            Every key of `Pulumi.STACK.yaml`. This page is written by `make docs` from the declarations in `infra/Configuration/`,
            and a test keeps it true.

            ```sh
            pulumi config set infra:prefix astro-prod
            pulumi config set --path 'infra:cluster.generation' 2
            ```

            All faults are reported in one message before anything is registered, and a key that is not on this page is one.
            `make preview STACK=…` checks a stack's file with no cloud and no `pulumi`. An empty value is the same as none.
            A key whose type says *secret* is refused in plain text, and any other one encrypted: `pulumi config set --secret --path …`.
            The clouds' credentials come from the environment, and what can be made up the stack makes itself.
            *Changed later* says what another value does to a stack that stands: **in place**, what stands goes on; **beside**, another one
            stands first and takes its place; **at birth only**, nothing; **refused**, in words and before anything is changed.
            The providers' keys stand only here: `Pulumi.yaml` can give another namespace's key a value, but can not declare it.

            """
        );
        foreach (var group in ConfigurationKeys.Namespaces)
        {
            Write(group, page);
        }
    }

    private static void Write(KeyGroup group, TextWriter page)
    {
        page.Write(
            $"""

            ## {group.Path}

            {group.Description}{(group.Absence is null ? "" : $" May be absent: {group.Absence}.")}

            """
        );
        if (group.Keys.OfType<IValueKey>().Any())
        {
            page.Write(
                """

                | Key | Type | Default | It must be | Example | Meaning | Changed later |
                |---|---|---|---|---|---|---|

                """
            );
        }
        foreach (var key in group.Keys.Where(key => key is IValueKey))
        {
            var value = (IValueKey)key;
            page.WriteLine(
                $"| `{key.Name}` | {key.Type}{(key.HoldsSecret ? ", secret" : "")} | {Default(value)} | {value.Limits} | "
                    + $"`{value.Example}` | {key.Description} | {value.Changed.Text} |"
            );
        }
        foreach (var below in group.Keys.OfType<KeyGroup>())
        {
            Write(below, page);
        }
    }

    private static string Default(IValueKey key) =>
        (key.Fallback, key.Absence) switch
        {
            ({ } fallback, _) => $"`{fallback}`",
            (_, { } absence) => $"none: {absence}",
            _ => "**required**",
        };
}
