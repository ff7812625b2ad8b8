namespace Actors.World;

/// <summary>One mistake in the content, and its place.</summary>
/// <param name="File">The path, beginning with the directory as the loader got it: <c>content/zones/harbour.yaml</c>.</param>
/// <param name="Line">From 1. 0 when the error concerns the file as a whole, or a missing file.</param>
/// <param name="Column">From 1; 0 together with <paramref name="Line"/>.</param>
/// <param name="Message">One line, without a full stop.</param>
public sealed record ContentError(string File, int Line, int Column, string Message)
{
    /// <summary>In the form that editors and terminals turn into a link: <c>content/zones/harbour.yaml:12:5: message</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
