using System.Runtime.Serialization;
using Actors.Serialization.Formats;
using Actors.Streams;
using Actors.World;
using MessagePack;

namespace Actors.Serialization.Frames;

/// <summary>
/// Reads the frames of one stream. Parts that have not changed from a room's frame to its next are the same object, as they were at the writer. A reader that gets bytes that do not
/// fit what it has read before throws, and then throws at every call: its stream has to start over. Not thread-safe.
/// </summary>
public sealed class FrameReader : IFrameReader
{
    private readonly Dictionary<int, (RoomFrame Frame, long Epoch)> _rooms = [];
    private long _element;
    private bool _isBroken;

    /// <summary>Rooms that are remembered.</summary>
    public int Rooms => _rooms.Count;

    /// <param name="element">The result of <see cref="FrameWriter.Take"/>.</param>
    /// <returns>The frames in the order in which they were added.</returns>
    /// <exception cref="SerializationException">These bytes are not the writer's next.</exception>
    public IReadOnlyList<(long Epoch, RoomFrame Frame)> Read(ReadOnlySpan<byte> element)
    {
        if (_isBroken)
            throw PackedReader.Garbled("what came before them was none");
        _isBroken = true;
        var read = ReadAll(new PackedReader(element));
        _isBroken = false;
        return read;
    }

    private List<(long Epoch, RoomFrame Frame)> ReadAll(PackedReader reader)
    {
        if (reader.Byte() != FrameFormat.Version)
            throw PackedReader.Garbled("they have another version");
        if (reader.Number() != (ulong)++_element)
            throw PackedReader.Garbled("an element is missing");
        List<(long, RoomFrame)> read = [];
        while (!reader.AtEnd)
        {
            var kind = reader.Byte();
            var slot = reader.Count(FrameFormat.MaxRooms - 1);
            switch (kind)
            {
                case FrameFormat.FirstOfRoom when !_rooms.ContainsKey(slot):
                    read.Add(ReadFrame(ref reader, slot, FrameFormat.Empty with { Room = new RoomId(reader.Text()) }, 0));
                    break;
                case FrameFormat.NextOfRoom when _rooms.TryGetValue(slot, out var last):
                    read.Add(ReadFrame(ref reader, slot, last.Frame, last.Epoch));
                    break;
                case FrameFormat.Forget when _rooms.Remove(slot):
                    break;
                default:
                    throw PackedReader.Garbled("they do not fit those before them");
            }
        }
        return read;
    }

    private (long Epoch, RoomFrame Frame) ReadFrame(ref PackedReader reader, int slot, RoomFrame last, long epoch)
    {
        var fields = (FrameFields)reader.Number();
        if ((fields & ~FrameFields.All) != 0)
            throw PackedReader.Garbled("a frame has unknown parts");
        var (sequence, tick, firstEvent) = (last.Sequence + 1, last.Tick + 1, last.NextEvent);
        if (fields.HasFlag(FrameFields.Times))
        {
            sequence = reader.Difference(last.Sequence);
            tick = reader.Difference(last.Tick);
        }
        if (fields.HasFlag(FrameFields.Origin))
        {
            epoch = reader.Signed();
            firstEvent = reader.Difference(last.NextEvent);
        }
        // In the order of writing, because member initialisers run from top to bottom.
        var frame = new RoomFrame
        {
            Room = last.Room,
            Sequence = sequence,
            Tick = tick,
            FirstEvent = firstEvent,
            Players = fields.HasFlag(FrameFields.Players) ? ArrayDelta<PlayerView, PlayerPart>.Read(ref reader, last.Players) : last.Players,
            Creatures = fields.HasFlag(FrameFields.Creatures) ? ArrayDelta<CreatureView, CreaturePart>.Read(ref reader, last.Creatures) : last.Creatures,
            Items = fields.HasFlag(FrameFields.Items) ? ArrayDelta<ItemView, ItemPart>.Read(ref reader, last.Items) : last.Items,
            Nodes = fields.HasFlag(FrameFields.Nodes) ? ArrayDelta<int, NodePart>.Read(ref reader, last.Nodes) : last.Nodes,
            Projectiles = fields.HasFlag(FrameFields.Projectiles) ? ArrayDelta<ProjectileView, ProjectilePart>.Read(ref reader, last.Projectiles) : last.Projectiles,
            Components = fields.HasFlag(FrameFields.Components) ? ArrayDelta<ComponentView, ComponentPart>.Read(ref reader, last.Components) : last.Components,
            Events = fields.HasFlag(FrameFields.Events) ? ReadEvents(reader.Bytes()) : [],
        };
        _rooms[slot] = (frame, epoch);
        return (epoch, frame);
    }

    private static RoomEvent[] ReadEvents(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes.ToArray());
            var events = WireOptions.WithoutRefs.Resolver.GetFormatterWithVerify<RoomEvent[]>().Deserialize(ref reader, WireOptions.WithoutRefs);
            return reader.End && events is not null ? events : throw PackedReader.Garbled("the events have no end");
        }
        catch (Exception wrong) when (wrong is not SerializationException)
        {
            throw new SerializationException("These are no events.", wrong);
        }
    }
}
