using System.Net;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;

namespace Actors.Hosts.Simulations.World;

/// <summary>
/// A player's client: connects to a gateway, numbers its commands, keeps those that are unanswered, and after a break connects again, perhaps elsewhere, with its
/// token, and asks them again under their numbers.
/// </summary>
internal sealed class SimulatedClient(string name)
{
    private readonly List<(long Id, Command Command)> _unanswered = [];
    private SimulatedGateway? _gateway;
    private IChannelEvents? _events;
    private Line? _line;
    private long _lastId;

    public string Name { get; } = name;

    public string? Token { get; private set; }

    /// <summary>What it shows to go on after a break, if it was told one.</summary>
    public string? ResumeToken { get; set; }

    /// <summary>The number of the first event that it has not seen; null before its first frame.</summary>
    public long? NextEvent { get; private set; }

    public PlayerId Player { get; private set; }

    public RoomId? Room { get; private set; }

    public RoomFrame? Frame { get; private set; }

    public bool IsConnected => _line is { IsOpen: true };

    public SimulatedGateway? Gateway => _gateway;

    public IReadOnlyList<(long Id, Command Command)> Unanswered => _unanswered;

    public List<(long Id, Command Command, Reply Reply)> Answers { get; } = [];

    public List<RoomEvent> Events { get; } = [];

    public List<Notice> Notices { get; } = [];

    public int FramesSeen { get; private set; }

    /// <summary>Called at each answer, at the moment at which the client has it.</summary>
    public Action<SimulatedClient, long, Command, Reply>? Answered { get; set; }

    public Action<SimulatedClient, RoomFrame>? FrameShown { get; set; }

    public IClient Client => _line!.Session!.Client;

    public void Connect(SimulatedGateway gateway, string? room = null)
    {
        _gateway = gateway;
        _line = new Line(this, gateway.Dialect);
        _events = gateway.Open(new Opening(gateway.Dialect, _line), _line, Token, room, resume: ResumeToken, fromEvent: NextEvent);
        if (_line.Session is null)
            throw new InvalidOperationException("The gateway opened no session.");
    }

    /// <summary>The socket breaks.</summary>
    public void Disconnect(bool tellGateway = true)
    {
        if (_line is not { IsOpen: true } line)
            return;
        line.IsOpen = false;
        Room = null;
        if (tellGateway)
            _events!.Closed(CloseCode.Abnormal, "");
    }

    /// <summary>The client says goodbye: its body does not wait for it.</summary>
    public void Leave()
    {
        if (_line is not { IsOpen: true } line)
            return;
        line.IsOpen = false;
        Room = null;
        _events!.Closed(CloseCode.Normal, "");
    }

    public long Ask(Command command)
    {
        var id = ++_lastId;
        _unanswered.Add((id, command));
        if (IsConnected && Room is not null)
            Client.Ask(command, id);
        return id;
    }

    public void Input(Command command)
    {
        if (IsConnected)
            Client.Input(command);
    }

    private void Take(object content)
    {
        switch (content)
        {
            case RoomFrame frame:
                Frame = frame;
                NextEvent = frame.NextEvent;
                FramesSeen++;
                FrameShown?.Invoke(this, frame);
                break;
            case RoomEvent happened:
                Events.Add(happened);
                NextEvent++;
                break;
            case Welcome welcome:
                Player = welcome.You.Id;
                Token = welcome.Token ?? Token;
                Notices.Add(welcome);
                break;
            case Entered entered:
                Room = entered.Room;
                ResumeToken = entered.ResumeToken;
                Frame = null;
                if (entered.First)
                {
                    foreach (var (id, command) in _unanswered.ToArray())
                        Client.Ask(command, id);
                }
                break;
            case Answer answer:
                var at = _unanswered.FindIndex(waiting => waiting.Id == answer.Id);
                if (at < 0)
                    break;
                var asked = _unanswered[at];
                _unanswered.RemoveAt(at);
                Answers.Add((asked.Id, asked.Command, answer.Reply));
                Answered?.Invoke(this, asked.Id, asked.Command, answer.Reply);
                break;
            case Notice notice:
                Notices.Add(notice);
                break;
        }
    }

    /// <summary>Passes the dialect's session on to the line that it is for.</summary>
    private sealed class Opening(ObjectDialect dialect, Line line) : IDialect
    {
        public string Name => dialect.Name;

        public IDialectSession Open(IClient client, ConnectRequest request) => line.Session = (ObjectDialect.Session)dialect.Open(client, request);

        public Hello? HelloOf(ConnectRequest request) => dialect.HelloOf(request);

        public EncodedMessage? Encode(WorldMessage message) => dialect.Encode(message);
    }

    private sealed class Line(SimulatedClient client, ObjectDialect dialect) : IClientChannel
    {
        public bool IsOpen { get; set; } = true;

        public ObjectDialect.Session? Session { get; set; }

        public EndPoint? RemoteEndPoint => null;

        public bool TrySend(EncodedMessage message)
        {
            if (IsOpen)
                client.Take(dialect.Read(message));
            return true;
        }

        public void Close(CloseCode code, string reason) => Abort();

        public void Abort()
        {
            if (!IsOpen)
                return;
            client.Disconnect(tellGateway: false);
            // A channel never calls from within a call to it.
            client._gateway!.Later(() => client._events!.Closed(CloseCode.Abnormal, ""));
        }

        public void PauseReading()
        {
            // What a client of a simulation sends is never too much.
        }

        public void ResumeReading()
        {
            // It was never paused.
        }
    }
}
