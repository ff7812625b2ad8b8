using System.Collections;

namespace Actors.WebSockets;

/// <summary>
/// Names and values in the order they came; a name may occur again. There are few, bounded by the size of a request, so they are searched one by one.
/// </summary>
public sealed class WebSocketFields : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _fields = [];
    private readonly StringComparison _comparison;

    internal WebSocketFields(StringComparison comparison) => _comparison = comparison;

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <summary>The first value of that name, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _fields)
            {
                if (key.Equals(name, _comparison))
                    return value;
            }
            return null;
        }
    }

    /// <summary>All values of that name.</summary>
    public IEnumerable<string> All(string name) => _fields.Where(field => field.Key.Equals(name, _comparison)).Select(field => field.Value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string name, string value) => _fields.Add(new(name, value));
}
