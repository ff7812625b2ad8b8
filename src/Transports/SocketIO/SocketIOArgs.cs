using System.Collections;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Actors.SocketIO;

/// <summary>
/// The arguments of an event or of an acknowledgement, as they came. A binary argument is represented by its placeholder; <see cref="TryGetBinary"/> gives its
/// bytes. Both remain valid after the call.
/// </summary>
public sealed class SocketIOArgs : IReadOnlyList<JsonElement>
{
    private readonly JsonElement[] _items;

    internal SocketIOArgs(JsonElement[] items, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        _items = items;
        Attachments = attachments;
    }

    /// <summary>No arguments.</summary>
    public static SocketIOArgs Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>All binary attachments, in the order of their placeholders' numbers.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; }

    /// <inheritdoc/>
    public JsonElement this[int index] => _items[index];

    /// <summary>The bytes that a placeholder stands for, wherever in the arguments it is; false if the value is not binary.</summary>
    public bool TryGetBinary(JsonElement value, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (Attachments.Count == 0 || !SocketIOJson.TryGetPlaceholder(value, out var number) || (uint)number >= (uint)Attachments.Count)
            return false;
        bytes = Attachments[number];
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<JsonElement> GetEnumerator() => ((IEnumerable<JsonElement>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes them as elements of the array that is open, byte for byte as they came.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        foreach (var item in _items)
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(item), skipInputValidation: true);
    }
}
