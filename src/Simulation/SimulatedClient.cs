using System.Net;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;

namespace Actors.Simulation;

/// <summary>An answer to a client.</summary>
/// <param name="Id">The command's number.</param>
public sealed record SimulatedAnswer(long Id, Command Command, Reply Reply);

/// <summary>
/// A player's client. It connects to a gateway, numbers its commands and remembers those that are unanswered. After a break it connects again, perhaps elsewhere,
/// with its token, and sends these again under their numbers.
/// </summary>
public sealed class SimulatedClient
{
    private readonly List<(long Id, Command Command)> _unanswered = [];
    private readonly List<SimulatedAnswer> _answers = [];
    private readonly List<RoomEvent> _seen = [];
    private SimulatedGateway? _gateway;
    private IChannelEvents? _events;
    private Line? _line;
    private long _lastId;

    internal SimulatedClient(string name) => Name = name;

    /// <summary>The client's name, in stories and messages.</summary>
    public string Name { get; }

    internal string? Token { get; private set; }

    /// <summary>The token with which it resumes after a break, if it was given one.</summary>
    internal string? ResumeToken { get; set; }

    /// <summary>The number of the first event that it has not seen; null before its first frame.</summary>
    internal long? NextEvent { get; private set; }

    /// <summary>The player that it plays, as the server said when it came in. A guest that owned nothing and was away for long comes back as another one.</summary>
    public PlayerId Player { get; private set; }

    /// <summary>The player's name, by which others find it.</summary>
    public string PlayerName { get; private set; } = "";

    /// <summary>Where its player is, as far as it knows; null: it is not in.</summary>
    public RoomId? Room { get; private set; }

    /// <summary>What it sees of the room; null: nothing yet.</summary>
    public RoomFrame? Frame { get; private set; }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => _line is { IsOpen: true };

    /// <summary>Commands that it has sent and that are not answered yet: it sends them again after each break, under their numbers.</summary>
    public IReadOnlyList<(long Id, Command Command)> Unanswered => _unanswered;

    /// <summary>All answers that it was given, in their order.</summary>
    public IReadOnlyList<SimulatedAnswer> Answers => _answers;

    /// <summary>All events that it was shown, in their order: those of modules as <see cref="RelayedEvent"/>.</summary>
    public IReadOnlyList<RoomEvent> Events => _seen;

    internal SimulatedGateway? Gateway => _gateway;

    internal List<Notice> Notices { get; } = [];

    internal int FramesSeen { get; private set; }

    /// <summary>Called for each answer, at the moment when the client has it.</summary>
    internal Action<SimulatedClient, SimulatedAnswer>? Answered { get; set; }

    internal Action<SimulatedClient, RoomFrame>? FrameShown { get; set; }

    internal IClient Client => _line!.Session!.Client;

    internal void Connect(SimulatedGateway gateway, string? room = null)
    {
        _gateway = gateway;
        _line = new Line(this, gateway.Dialect);
        _events = gateway.Open(new Opening(gateway.Dialect, _line), _line, Token, room, resume: ResumeToken, fromEvent: NextEvent);
        if (_line.Session is null)
            throw new InvalidOperationException("The gateway opened no session.");
    }

    /// <summary>The socket breaks.</summary>
    public void Disconnect() => Disconnect(tellGateway: true);

    internal void Disconnect(bool tellGateway)
    {
        if (_line is not { IsOpen: true } line)
            return;
        line.IsOpen = false;
        Room = null;
        if (tellGateway)
            _events!.Closed(CloseCode.Abnormal, "");
    }

    /// <summary>Forgets the events so far, because nobody looks at them any more.</summary>
    internal void Forget() => _seen.Clear();

    /// <summary>The client leaves properly: its body does not wait for it.</summary>
    public void Leave()
    {
        if (_line is not { IsOpen: true } line)
            return;
        line.IsOpen = false;
        Room = null;
        _events!.Closed(CloseCode.Normal, "");
    }

    /// <summary>Types a line, as a player at a terminal does.</summary>
    /// <returns>The command's number.</returns>
    public long Type(string line) => Ask(new TypedLine(line));

    /// <summary>Sends a command under the next number, and remembers it until it is answered.</summary>
    /// <returns>The command's number.</returns>
    public long Ask(Command command)
    {
        var id = ++_lastId;
        _unanswered.Add((id, command));
        if (IsConnected && Room is not null)
            Client.Ask(command, id);
        return id;
    }

    /// <summary>Sends real-time input, such as <see cref="Move"/>: without a number, an answer or a second try.</summary>
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
                _seen.Add(happened);
                NextEvent++;
                break;
            case Welcome welcome:
                (Player, PlayerName) = (welcome.You.Id, welcome.You.Name);
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
                var answered = new SimulatedAnswer(asked.Id, asked.Command, answer.Reply);
                _answers.Add(answered);
                Answered?.Invoke(this, answered);
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
            // A client of a simulation never sends too much.
        }

        public void ResumeReading()
        {
            // It was never paused.
        }
    }
}
