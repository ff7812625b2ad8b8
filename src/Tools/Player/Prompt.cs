namespace Actors.Tools.Player;

/// <summary>The line that a player types, with its history and the completion of names.</summary>
internal sealed class Prompt
{
    private const int MaxLength = 2000, MaxHistory = 100;

    private readonly List<string> _history = [];
    private int _at;

    public string Text { get; private set; } = "";

    public void Type(char letter) => Text = Text.Length < MaxLength ? Text + letter : Text;

    public void Erase() => Text = Text.Length > 0 ? Text[..^(Text.Length > 1 && char.IsLowSurrogate(Text[^1]) ? 2 : 1)] : "";

    public void Clear() => (Text, _at) = ("", _history.Count);

    /// <summary>Ends the line and returns it; null if it is empty.</summary>
    public string? Enter()
    {
        var line = Text.Trim();
        if (line.Length > 0 && (_history.Count == 0 || _history[^1] != line))
            _history.Add(line);
        if (_history.Count > MaxHistory)
            _history.RemoveAt(0);
        Clear();
        return line.Length > 0 ? line : null;
    }

    /// <param name="step">-1: the previous line; 1: the next one; after the last there is an empty one.</param>
    public void Recall(int step)
    {
        _at = Math.Clamp(_at + step, 0, _history.Count);
        Text = _at < _history.Count ? _history[_at] : "";
    }

    /// <summary>
    /// Completes the end of the line to the only name that begins with it, or to the common beginning of all that do. Names may have several words.
    /// </summary>
    public void Complete(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
        for (var start = 0; start < Text.Length; start = NextWord(start))
        {
            var begun = Text[start..];
            string[] fitting = [.. all.Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))];
            if (fitting.Length == 0)
                continue;
            var common = fitting.Aggregate(static (one, other) => one[..one.Zip(other).TakeWhile(static pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count()]);
            Text = Text[..start] + (fitting.Length == 1 ? common + " " : common.Length > begun.Length ? common : begun);
            return;
        }
    }

    private int NextWord(int start) => Text.IndexOf(' ', start) is >= 0 and var blank ? blank + 1 : Text.Length;
}
