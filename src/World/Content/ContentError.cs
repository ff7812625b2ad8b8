namespace Actors.World;

/// <summary>One thing that is wrong with the content, and where.</summary>
/// <param name="File">As the directory was named to the loader: <c>content/zones/harbour.yaml</c>.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole, or a file that is not there.</param>
/// <param name="Column">From 1; 0 together with <paramref name="Line"/>.</param>
/// <param name="Message">One line, no full stop.</param>
public sealed record ContentError(string File, int Line, int Column, string Message)
{
    /// <summary>In the form that editors and terminals make a link of: <c>content/zones/harbour.yaml:12:5: message</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
