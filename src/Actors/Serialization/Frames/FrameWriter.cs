using Actors.Serialization.Formats;
using Actors.Streams;
using Actors.World;
using MessagePack;

namespace Actors.Serialization.Frames;

/// <summary>
/// Writes the frames of one stream, many to an element. A frame is written as the difference from the room's last frame on this stream, which the reader has
/// too: a stream loses nothing from its middle, and elements are numbered, so that a reader would notice. The writer alone decides which rooms both ends forget: those that had
/// no frame for <see cref="SilentElements"/> elements, the one that has been silent for longest when there are too many, and those passed to <c>Forget</c>.
/// Not thread-safe.
/// </summary>
public sealed class FrameWriter : IFrameWriter
{
    /// <summary>A minute, at twenty elements a second.</summary>
    public const int SilentElements = 1200;

    private const int LooksForSilentEvery = 64;

    private readonly PackedWriter _bytes = new();
    private readonly System.Buffers.ArrayBufferWriter<byte> _events = new();
    private readonly Dictionary<RoomId, Room> _rooms = [];
    private readonly PriorityQueue<int, int> _freeSlots = new();
    private int _frames;
    private long _element;

    /// <summary>A writer for a stream that has sent nothing yet: the first frame of each room is whole.</summary>
    public FrameWriter() => Begin();

    /// <summary>Rooms that are remembered.</summary>
    public int Rooms => _rooms.Count;

    /// <summary>Whether the element has nothing in it yet.</summary>
    public bool IsEmpty => _frames == 0;

    /// <returns>False when the element would exceed <paramref name="maxBytes"/>: take it first. A frame that is larger than that gets an element of its own.</returns>
    /// <exception cref="System.Runtime.Serialization.SerializationException">The frame has an event that no table names. The element is unchanged.</exception>
    public bool TryAdd(long epoch, RoomFrame frame, int maxBytes)
    {
        var room = _rooms.GetValueOrDefault(frame.Room);
        if (room is null && _rooms.Count == FrameFormat.MaxRooms)
            Forget(_rooms.MinBy(static each => each.Value.Element).Key);
        var mark = _bytes.Length;
        var slot = room?.Slot ?? (_freeSlots.TryPeek(out var free, out _) ? free : _rooms.Count);
        try
        {
            Write(slot, room, epoch, frame);
        }
        catch (MessagePackSerializationException wrong)
        {
            _bytes.Truncate(mark);
            throw new System.Runtime.Serialization.SerializationException($"A frame of {frame.Room} cannot be written.", wrong);
        }
        if (_frames > 0 && _bytes.Length > maxBytes)
        {
            _bytes.Truncate(mark);
            return false;
        }
        if (room is null)
        {
            _freeSlots.TryDequeue(out _, out _);
            _rooms.Add(frame.Room, room = new Room(slot));
        }
        (room.Epoch, room.Frame, room.Element) = (epoch, frame, _element);
        _frames++;
        return true;
    }

    /// <summary>Forgets the room, so that its next frame is written whole.</summary>
    public void Forget(RoomId room)
    {
        if (!_rooms.Remove(room, out var forgotten))
            return;
        _freeSlots.Enqueue(forgotten.Slot, forgotten.Slot);
        _bytes.Number(FrameFormat.Forget);
        _bytes.Count(forgotten.Slot);
    }

    /// <summary>Returns the element and begins the next. Elements of a writer must be sent in order.</summary>
    public byte[] Take()
    {
        var taken = _bytes.Written.ToArray();
        Begin();
        return taken;
    }

    private void Begin()
    {
        _bytes.Truncate(0);
        _frames = 0;
        _element++;
        _bytes.Number(FrameFormat.Version);
        _bytes.Number((ulong)_element);
        if (_element % LooksForSilentEvery != 0)
            return;
        foreach (var silent in _rooms.Where(room => room.Value.Element < _element - SilentElements).Select(static room => room.Key).ToArray())
            Forget(silent);
    }

    private void Write(int slot, Room? room, long epoch, RoomFrame frame)
    {
        var last = room?.Frame ?? FrameFormat.Empty;
        _bytes.Number(room is null ? FrameFormat.FirstOfRoom : FrameFormat.NextOfRoom);
        _bytes.Count(slot);
        if (room is null)
            _bytes.Text(frame.Room.Value);
        var fields = Changed(room, epoch, frame, last);
        _bytes.Number((ulong)fields);
        if (fields.HasFlag(FrameFields.Times))
        {
            _bytes.Difference(frame.Sequence, last.Sequence);
            _bytes.Difference(frame.Tick, last.Tick);
        }
        if (fields.HasFlag(FrameFields.Origin))
        {
            _bytes.Signed(epoch);
            _bytes.Difference(frame.FirstEvent, last.NextEvent);
        }
        if (fields.HasFlag(FrameFields.Players))
            ArrayDelta<PlayerView, PlayerPart>.Write(_bytes, frame.Players, last.Players);
        if (fields.HasFlag(FrameFields.Creatures))
            ArrayDelta<CreatureView, CreaturePart>.Write(_bytes, frame.Creatures, last.Creatures);
        if (fields.HasFlag(FrameFields.Items))
            ArrayDelta<ItemView, ItemPart>.Write(_bytes, frame.Items, last.Items);
        if (fields.HasFlag(FrameFields.Nodes))
            ArrayDelta<int, NodePart>.Write(_bytes, frame.Nodes, last.Nodes);
        if (fields.HasFlag(FrameFields.Projectiles))
            ArrayDelta<ProjectileView, ProjectilePart>.Write(_bytes, frame.Projectiles, last.Projectiles);
        if (fields.HasFlag(FrameFields.Components))
            ArrayDelta<ComponentView, ComponentPart>.Write(_bytes, frame.Components, last.Components);
        if (fields.HasFlag(FrameFields.Events))
            WriteEvents(frame.Events);
    }

    private void WriteEvents(RoomEvent[] events)
    {
        _events.ResetWrittenCount();
        var writer = new MessagePackWriter(_events);
        WireOptions.WithoutRefs.Resolver.GetFormatterWithVerify<RoomEvent[]>().Serialize(ref writer, events, WireOptions.WithoutRefs);
        writer.Flush();
        _bytes.Bytes(_events.WrittenSpan);
    }

    private static FrameFields Changed(Room? room, long epoch, RoomFrame frame, RoomFrame last) =>
        If(IsChanged(frame.Players, last.Players), FrameFields.Players)
        | If(IsChanged(frame.Creatures, last.Creatures), FrameFields.Creatures)
        | If(IsChanged(frame.Items, last.Items), FrameFields.Items)
        | If(IsChanged(frame.Nodes, last.Nodes), FrameFields.Nodes)
        | If(IsChanged(frame.Projectiles, last.Projectiles), FrameFields.Projectiles)
        | If(IsChanged(frame.Components, last.Components), FrameFields.Components)
        | If(frame.Events.Length > 0, FrameFields.Events)
        | If(frame.Sequence != last.Sequence + 1 || frame.Tick != last.Tick + 1, FrameFields.Times)
        | If(epoch != (room?.Epoch ?? 0) || frame.FirstEvent != last.NextEvent, FrameFields.Origin);

    /// <summary>An equal array counts as unchanged, even if it is a different object. That saves work when the frame is encoded.</summary>
    private static bool IsChanged<T>(T[] after, T[] before)
        where T : IEquatable<T> =>
        !ReferenceEquals(after, before) && !after.AsSpan().SequenceEqual(before);

    private static FrameFields If(bool changed, FrameFields field) => changed ? field : 0;

    private sealed class Room(int slot)
    {
        public int Slot => slot;

        public long Epoch { get; set; }

        public RoomFrame Frame { get; set; } = FrameFormat.Empty;

        /// <summary>The element that contains its last frame.</summary>
        public long Element { get; set; }
    }
}
