namespace Actors.World;

/// <summary>A place in a content file, counted from 1.</summary>
internal readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>Collects all mistakes, so that an author sees them at once.</summary>
internal sealed class ContentErrors
{
    private readonly List<ContentError> _errors = [];
    private readonly List<ContentError> _warnings = [];
    private int _omitted;

    public bool Any => _errors.Count > 0;

    /// <summary>Messages for the author that do not keep the world from loading, in the order in which they were found.</summary>
    public IReadOnlyList<ContentError> Warnings => _warnings;

    /// <param name="file">The file that is passed over.</param>
    /// <param name="message">Why.</param>
    public void Warn(string file, string message) => _warnings.Add(new ContentError(file, 0, 0, message));

    public void Add(Place at, string message) => Add(new ContentError(at.File, at.Line, at.Column, message));

    /// <param name="file">The file, or the directory, that is wrong as a whole.</param>
    /// <param name="message">What is wrong with it.</param>
    public void AddWhole(string file, string message) => Add(new ContentError(file, 0, 0, message));

    private void Add(ContentError error)
    {
        if (_errors.Count < ContentLimits.Errors)
        {
            _errors.Add(error);
        }
        else
        {
            _omitted++;
        }
    }

    public IReadOnlyList<ContentError> Listed(string root)
    {
        var listed = _errors
            .OrderBy(error => error.File, StringComparer.Ordinal)
            .ThenBy(error => error.Line)
            .ThenBy(error => error.Column)
            .ToList();
        if (_omitted > 0)
        {
            listed.Add(new ContentError(root, 0, 0, $"{_omitted} more errors are not listed"));
        }

        return listed;
    }
}
