using System.Text.Json;

namespace Actors.SocketIO;

/// <summary>A binary packet whose attachments are still coming, each in a message of its own.</summary>
internal sealed class BinaryAssembly(SocketIOHeader header, JsonElement? json, int maxBytes)
{
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private long _bytes;

    public SocketIOHeader Header => header;

    public JsonElement? Json => json;

    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => _attachments;

    public bool IsComplete => _attachments.Count == header.Attachments;

    /// <summary>Copies the next attachment; false when all of them are too much.</summary>
    public bool TryAdd(ReadOnlySpan<byte> attachment)
    {
        _bytes += attachment.Length;
        if (_bytes > maxBytes)
            return false;
        _attachments.Add(attachment.ToArray());
        return true;
    }
}
