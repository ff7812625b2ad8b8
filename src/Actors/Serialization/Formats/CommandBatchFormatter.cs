using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>
/// Players' inputs, thousands per second, each in as few bytes as possible: <c>[gateway's endpoint, gateway's number, rooms, inputs]</c>. Each activation that an input is for
/// is listed once in <c>rooms</c>, as a room followed by an epoch. An input is <c>[slot, player, connection, attempt, number, command's id, command]</c>, followed by the command's
/// <c>traceparent</c> if it is traced. Its slot is twice the activation's index in <c>rooms</c>. A <see cref="LeaveRoom"/> is <c>[slot + 1, player, connection, cut off]</c>.
/// A connection is its number alone, or the gateway's number and its own if the gateway is not the batch's. A <see cref="Move"/> is its four numbers. It has no code, which
/// distinguishes it from all other commands.
/// </summary>
internal sealed class CommandBatchFormatter : IMessagePackFormatter<CommandBatch?>
{
    private const int Parts = 4;
    private const int CommandParts = 7;
    private const int LeaveParts = 4;
    private const int MoveParts = 4;
    private const int MaxTrusted = 4096;

    public void Serialize(ref MessagePackWriter writer, CommandBatch? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }
        var inputs = value.Inputs;
        var gateway = inputs.Count == 0 ? 0 : ConnectionOf(inputs[0].Message).Gateway;
        var (rooms, slots) = Slots(inputs);

        writer.WriteArrayHeader(Parts);
        options.Resolver.GetFormatterWithVerify<IActorRef>().Serialize(ref writer, value.Gateway, options);
        writer.Write(gateway);
        writer.WriteArrayHeader(rooms.Count * 2);
        foreach (var (room, epoch) in rooms)
        {
            writer.Write(room.Value);
            writer.Write(epoch);
        }
        writer.WriteArrayHeader(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
            Write(ref writer, inputs[i].Message, slots[i] * 2, gateway, options);
    }

    public CommandBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return null;
        options.Security.DepthStep(ref reader);
        var parts = Header(ref reader, Parts);
        var sender = options.Resolver.GetFormatterWithVerify<IActorRef>().Deserialize(ref reader, options) ?? throw new MessagePackSerializationException("A batch has a gateway.");
        var gateway = reader.ReadInt64();
        var rooms = new (RoomId Room, long Epoch)[Math.DivRem(reader.ReadArrayHeader(), 2, out var odd)];
        if (odd != 0)
            throw new MessagePackSerializationException("A room has an epoch.");
        for (var i = 0; i < rooms.Length; i++)
            rooms[i] = (new RoomId(reader.ReadString() ?? throw new MessagePackSerializationException("A room has an id.")), reader.ReadInt64());
        var count = reader.ReadArrayHeader();
        var inputs = new List<RoomInputFor>(Math.Min(count, MaxTrusted));
        for (; count > 0; count--)
        {
            var message = Read(ref reader, gateway, out var slot, options);
            if (slot < 0 || slot >= rooms.Length)
                throw new MessagePackSerializationException("An input is for a room that the batch does not have.");
            inputs.Add(new RoomInputFor(rooms[slot].Room, rooms[slot].Epoch, message));
        }
        Skip(ref reader, parts - Parts);
        reader.Depth--;
        return new CommandBatch(sender, inputs);
    }

    /// <returns>The activations that the inputs are for, and for each input the index of its activation.</returns>
    private static (List<(RoomId Room, long Epoch)> Rooms, int[] Slots) Slots(IReadOnlyList<RoomInputFor> inputs)
    {
        List<(RoomId, long)> rooms = [];
        Dictionary<(RoomId, long), int> known = [];
        var slots = new int[inputs.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var room = (inputs[i].Room, inputs[i].Epoch);
            if (!known.TryGetValue(room, out slots[i]))
            {
                known.Add(room, slots[i] = rooms.Count);
                rooms.Add(room);
            }
        }
        return (rooms, slots);
    }

    private static void Write(ref MessagePackWriter writer, RoomMessage message, int slot, long gateway, MessagePackSerializerOptions options)
    {
        if (message is ExecuteCommand command)
        {
            writer.WriteArrayHeader(command.TraceParent is null ? CommandParts : CommandParts + 1);
            writer.Write(slot);
            writer.Write(command.Player.Value);
            Write(ref writer, command.Connection, gateway);
            writer.Write(command.Attempt);
            writer.Write(command.Number);
            writer.Write(command.CommandId);
            Write(ref writer, command.Command, options);
            if (command.TraceParent is not null)
                writer.Write(command.TraceParent);
        }
        else
        {
            var leave = (LeaveRoom)message;
            writer.WriteArrayHeader(LeaveParts);
            writer.Write(slot + 1);
            writer.Write(leave.Player.Value);
            Write(ref writer, leave.Connection, gateway);
            writer.Write(leave.CutOff);
        }
    }

    private static RoomMessage Read(ref MessagePackReader reader, long gateway, out int slot, MessagePackSerializerOptions options)
    {
        options.Security.DepthStep(ref reader);
        var parts = Header(ref reader, LeaveParts);
        slot = reader.ReadInt32();
        var isCommand = (slot & 1) == 0;
        slot >>= 1;
        if (isCommand && parts < CommandParts)
            throw new MessagePackSerializationException("A part of an input is missing.");
        var player = new PlayerId(reader.ReadInt64());
        var connection = ReadConnection(ref reader, gateway);
        RoomMessage message = isCommand
            ? new ExecuteCommand(player, connection, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), ReadCommand(ref reader, options), parts > CommandParts ? reader.ReadString() : null)
            : new LeaveRoom(player, connection, reader.ReadBoolean());
        Skip(ref reader, parts - (isCommand ? CommandParts + 1 : LeaveParts));
        reader.Depth--;
        return message;
    }

    private static void Write(ref MessagePackWriter writer, Command command, MessagePackSerializerOptions options)
    {
        if (command is not Move move)
        {
            options.Resolver.GetFormatterWithVerify<Command>().Serialize(ref writer, command, options);
            return;
        }
        writer.WriteArrayHeader(MoveParts);
        ExactNumber.Write(ref writer, move.Direction.X);
        ExactNumber.Write(ref writer, move.Direction.Y);
        writer.Write(move.Sequence);
        writer.Write(move.HoldTicks);
    }

    private static Command ReadCommand(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        var ahead = reader.CreatePeekReader();
        var parts = Header(ref ahead, 2);
        if (ahead.NextMessagePackType == MessagePackType.String)
            return options.Resolver.GetFormatterWithVerify<Command>().Deserialize(ref reader, options) ?? throw new MessagePackSerializationException("An input has a command.");
        if (parts < MoveParts)
            throw new MessagePackSerializationException("A part of a move is missing.");
        reader.ReadArrayHeader();
        var move = new Move(new Vector(ExactNumber.Read(ref reader), ExactNumber.Read(ref reader)), reader.ReadInt64(), reader.ReadInt32());
        Skip(ref reader, parts - MoveParts);
        return move;
    }

    private static void Write(ref MessagePackWriter writer, ConnectionId connection, long gateway)
    {
        if (connection.Gateway != gateway)
        {
            writer.WriteArrayHeader(2);
            writer.Write(connection.Gateway);
        }
        writer.Write(connection.Number);
    }

    private static ConnectionId ReadConnection(ref MessagePackReader reader, long gateway)
    {
        if (reader.NextMessagePackType == MessagePackType.Array)
        {
            Header(ref reader, 2);
            gateway = reader.ReadInt64();
        }
        return new ConnectionId(gateway, reader.ReadInt64());
    }

    private static ConnectionId ConnectionOf(RoomMessage message) => message switch
    {
        ExecuteCommand command => command.Connection,
        LeaveRoom leave => leave.Connection,
        _ => throw new MessagePackSerializationException($"{message.GetType().Name} does not travel in batches."),
    };

    private static int Header(ref MessagePackReader reader, int least) =>
        reader.ReadArrayHeader() is var count && count >= least ? count : throw new MessagePackSerializationException("A part is missing.");

    private static void Skip(ref MessagePackReader reader, int extra)
    {
        for (; extra > 0; extra--)
            reader.Skip();
    }
}
