namespace Infra.Configuration;

/// <summary>What becomes of a stack that stands when a key has another value.</summary>
internal enum ChangeKind
{
    /// <summary>What stands goes on, with other settings.</summary>
    InPlace,

    /// <summary>Another stands beside it first, and takes its place.</summary>
    Beside,

    /// <summary>It counts when something is born, and later not at all.</summary>
    AtBirth,

    /// <summary>It is refused in words, in the preview too, before anything is changed.</summary>
    Refused,
}

/// <summary>
/// What another value of a key does to a stack that stands; declared with the key, and held to it by a preview of each change.
/// </summary>
/// <param name="OnGcp">On Google Cloud.</param>
/// <param name="OnAws">On AWS.</param>
/// <param name="Text">For people: what happens, and how long it takes where that is longer than a minute or two.</param>
internal sealed record LaterChange(ChangeKind OnGcp, ChangeKind OnAws, string Text)
{
    /// <summary>What stands goes on.</summary>
    /// <param name="more">What else there is to know.</param>
    public static LaterChange InPlace(string more = "") => Of(ChangeKind.InPlace, more);

    /// <summary>Another stands beside it first.</summary>
    /// <param name="what">What is made.</param>
    public static LaterChange Beside(string what) => Of(ChangeKind.Beside, what);

    /// <summary>It counts at a birth alone.</summary>
    /// <param name="more">Whose birth.</param>
    public static LaterChange AtBirth(string more = "") => Of(ChangeKind.AtBirth, more);

    /// <summary>It is refused.</summary>
    /// <param name="instead">What to do instead.</param>
    public static LaterChange Refused(string instead = "") => Of(ChangeKind.Refused, instead);

    /// <summary>The clouds differ.</summary>
    public static LaterChange Differs(LaterChange gcp, LaterChange aws) =>
        new(gcp.OnGcp, aws.OnAws, $"Google Cloud: {gcp.Text}; AWS: {aws.Text}");

    private static LaterChange Of(ChangeKind kind, string more)
    {
        var word = kind switch
        {
            ChangeKind.InPlace => "in place",
            ChangeKind.Beside => "beside",
            ChangeKind.AtBirth => "at birth only",
            _ => "refused",
        };
        return new(kind, kind, more.Length == 0 ? word : $"{word}: {more}");
    }
}
