using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>One client, which is shown its room from its start on. The dialect has no error messages: a client sees a failure only by what does not happen.</summary>
internal sealed class PacketsSession(IClient client, PacketsDialect dialect, ConnectRequest request) : IDialectSession
{
    private readonly Lock _lock = new();
    private volatile RoomDefinition? _room;
    private volatile bool _started;
    private readonly Queue<PlayerNotified> _notices = new();
    private bool _hasSeenRoom;
    private bool _isWelcome;
    private string? _wishedName;
    private long _sequence;

    public IRoomEncoding Encoding => _started ? dialect.Encoding : PacketsSilence.Instance;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        if (isText || !PacketsRequest.TryRead(payload, dialect.Codes, out var asked))
        {
            client.Malformed("Known are [code, [args...]] as MessagePack in binary frames.");
            return;
        }
        switch (asked.Kind)
        {
            case PacketKind.Start:
                Start(asked.Hello!);
                break;
            case PacketKind.Move:
                client.Input(new Move(asked.Angle is { } angle ? Direction(angle) : Vector.Zero, ++_sequence));
                break;
            case PacketKind.Face:
                Face(asked.Angle);
                break;
            case PacketKind.Attack when asked.Number == 1:
                client.Input(new Attack(AngleRadians: asked.Angle is { } at ? Direction(at).Angle : null));
                break;
            case PacketKind.Attack:
                Face(asked.Angle);
                break;
            case PacketKind.Select when dialect.Items.KindOf(asked.Number) is { } kind:
                client.Ask(new Use(kind));
                break;
            case PacketKind.Ping:
                client.Send(dialect.Pong);
                break;
            case PacketKind.Buy:
                // There is nothing to buy here. The answer corrects what the client shows as worn: nothing.
                GatewayMetrics.Instance.Unsupported(dialect.Name);
                client.Send(dialect.Messages().WearsNothing((int)asked.Number));
                break;
            case PacketKind.Chat:
                client.Ask(new Say(asked.Text!));
                break;
            default:
                // A valid message, but this world does not have the other features of such games.
                GatewayMetrics.Instance.Unsupported(dialect.Name);
                break;
        }
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Welcome:
                BecomeWelcome();
                break;
            case Entered entered:
                _room = entered.Definition;
                _hasSeenRoom = false;
                break;
            case RoomReloaded reloaded:
                _room = reloaded.Definition;
                break;
            case RoomShown when _started:
                _hasSeenRoom = true;
                while (_notices.TryDequeue(out var waiting))
                    Say(waiting);
                client.Ask(new ShowInventory());
                break;
            case Answer { Asked: Use, Reply: Done }:
                client.Ask(new ShowInventory());
                break;
            case Answer { Reply: InventoryShown shown }:
                client.Send(dialect.Messages().ItemBar(shown.Items));
                break;
            case PlayerNotified notified when _hasSeenRoom:
                Say(notified);
                break;
            case PlayerNotified notified:
                _notices.Enqueue(notified);
                break;
            case WhisperHeard heard:
                client.Send(dialect.Messages().Chat(heard.From, heard.Text));
                break;
        }
    }

    /// <summary>The protocol's only message for it is a player's chat, and only from a player that the client has been shown.</summary>
    private void Say(PlayerNotified notified) => client.Send(dialect.Messages().Chat(notified.You.Id, notified.Notice.Text));

    private void Start(Hello hello)
    {
        if (!_started && !request.IsPlayer)
        {
            _started = true;
            client.Start(new Hello(hello.Name ?? request["name"], hello.Token ?? request["token"], hello.Room ?? request["room"]));
            return;
        }
        if (hello.Name is { Length: > 0 } name)
            TakeName(name);
        if (_started)
            client.Resync();
        else
        {
            _started = true;
            client.UpdateEncoding();
        }
    }

    /// <summary>At once, or as soon as there is a player to take it.</summary>
    private void TakeName(string name)
    {
        lock (_lock)
        {
            if (!_isWelcome)
            {
                _wishedName = name;
                return;
            }
        }
        client.Ask(new TakeName(name));
    }

    private void BecomeWelcome()
    {
        string? name;
        lock (_lock)
        {
            _isWelcome = true;
            (name, _wishedName) = (_wishedName, null);
        }
        if (name is not null)
            client.Ask(new TakeName(name));
    }

    private void Face(double? angle)
    {
        if (angle is { } radians)
            client.Input(new Face(Direction(radians).Angle));
    }

    private Vector Direction(double angle)
    {
        var (y, x) = Math.SinCos(angle);
        return _room is { } room ? Projection.OntoScreen(room, PacketsDialect.FieldSize, PacketsDialect.FieldSize).DirectionToWorld(x, y) : new Vector(x, y);
    }
}
