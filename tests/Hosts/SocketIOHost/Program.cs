using Actors.Hosts.SocketIO;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;

// What the published protocol test suites expect of a server: an echo on /engine.io/ and on /socket.io/, with the short
// heartbeat that they wait for. The one argument is the port, 3000 if there is none.
var port = args.Length > 0 ? int.Parse(args[0]) : 3000;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
builder.Services.AddSocketIO(options =>
{
    options.PingInterval = TimeSpan.FromMilliseconds(300);
    options.PingTimeout = TimeSpan.FromMilliseconds(200);
    options.ConnectTimeout = TimeSpan.FromSeconds(1);
});

var app = builder.Build();
var engine = new EngineIOOptions { PingInterval = TimeSpan.FromMilliseconds(300), PingTimeout = TimeSpan.FromMilliseconds(200) };
app.MapEngineIO("/engine.io/", engine, session => new Echo(session));
app.MapSocketIO("/socket.io/", server =>
{
    server.Namespace("/").OnConnection(OnConnection);
    server.Namespace("/custom").OnConnection(OnConnection);
});
await app.RunAsync();

static void OnConnection(SocketIOSocket socket)
{
    socket.Emit("auth", socket.Auth);
    socket.On("message", (args, _) => socket.Emit("message-back", args));
    socket.On("message-with-ack", (args, ack) => ack.Reply(args));
}
