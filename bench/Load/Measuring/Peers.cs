using System.Globalization;
using Actors.Bench.Load.Wires;

namespace Actors.Bench.Load.Measuring;

internal static class Peers
{
    public const string Reference = "ws";

    /// <summary>Suffix of a server's name if its rooms are on another node.</summary>
    public const string Apart = "-apart";

    public static readonly IReadOnlyList<Peer> All =
    [
        new("ws", "Node ws 8", at => [Node(at, "ws")], work => new PlainWire(work, "/arena"), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("ours-arena", "ours, arena JSON", Ours, work => new PlainWire(work, "/"), WorkKind.States, WorkKind.Apart),
        new("ours-native", "ours, MessagePack deltas", Ours, work => new NativeWire(work), WorkKind.States, WorkKind.Area, WorkKind.Apart),
        new("ours-arena" + Apart, "ours, arena JSON, rooms on another node", OursApart, work => new PlainWire(work, "/"), WorkKind.Apart),
        new("ours-native" + Apart, "ours, MessagePack deltas, rooms on another node", OursApart, work => new NativeWire(work), WorkKind.Apart),
        new("ours-mud", "ours, mud JSON", Ours, work => new MudWire(work), WorkKind.Chat, WorkKind.Idle),
        new("socketio", "Socket.IO 4", at => [Node(at, "socketio")], work => new SocketIOWire(work), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("colyseus", "Colyseus 0.18, schema", at => [Node(at, "colyseus")], work => new ColyseusWire(work), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("signalr", "ASP.NET Core SignalR", at => [DotNet(at, "signalr", "SignalR")], work => new SignalRWire(work), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("kestrel", "Kestrel WebSockets", at => [DotNet(at, "kestrel", "Kestrel")], work => new PlainWire(work, "/arena"), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("websockets", "Python websockets", at => [Python(at)], work => new PlainWire(work, "/arena"), WorkKind.States, WorkKind.Chat, WorkKind.Idle),
        new("channels", "Django Channels, Redis", Channels, work => new PlainWire(work, "/arena"), WorkKind.Chat),
    ];

    private static Launch Node(Place at, string name) =>
        new("node", ["server.mjs"], at.Port, Path.Combine(at.Root, "bench/peers", name), Port(at));

    private static Launch DotNet(Place at, string folder, string name) =>
        new("dotnet", [Path.Combine(at.Root, "bench/peers", folder, $"bin/Release/net10.0/Actors.Bench.{name}.dll")], at.Port, at.Scratch, Port(at));

    private static Launch Python(Place at) =>
        new("/usr/bin/python3", ["server.py"], at.Port, Path.Combine(at.Root, "bench/peers/websockets"), Port(at));

    private static IReadOnlyList<Launch> Channels(Place at)
    {
        var redis = Text(at.SecondPort);
        return
        [
            new("redis-server", ["--port", redis, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], at.SecondPort, at.Scratch, Nothing),
            new("/usr/bin/daphne", ["-v", "0", "-b", "127.0.0.1", "-p", Text(at.Port), "bench_site:application"], at.Port,
                Path.Combine(at.Root, "bench/peers/channels"), new Dictionary<string, string> { ["REDIS_PORT"] = redis }),
        ];
    }

    private static IReadOnlyList<Launch> Ours(Place at) => [Gateway(at, "--Actors:Http:Port=0")];

    /// <summary>A world node and a gateway; each reports over HTTP what it has sent to the other.</summary>
    private static IReadOnlyList<Launch> OursApart(Place at) =>
    [
        new("dotnet", [at.Seed, .. World(at), "--Actors:Cluster:Node=world", $"--Actors:Http:Port={Text(at.SecondPort)}"], at.SecondPort, at.Scratch, Nothing) { MetricsPort = at.SecondPort },
        Gateway(at, "--Actors:Cluster:Node=gateway", $"--Actors:Http:Port={Text(at.ThirdPort)}") with { MetricsPort = at.ThirdPort },
    ];

    private static Launch Gateway(Place at, params string[] more) => new(
        "dotnet",
        [
            at.Gateway, .. World(at), "--Actors:WebSockets:main:Address=127.0.0.1", $"--Actors:WebSockets:main:Port={Text(at.Port)}",
            "--Actors:WebSockets:mud:Port=0", "--Actors:WebSockets:collector:Port=0", "--Actors:WebSockets:packets:Port=0", "--Actors:SocketIO:Enabled=false", "--Actors:Datagram:Enabled=false",
            .. more,
        ],
        at.Port, at.Scratch, Nothing);

    private static string[] World(Place at) => [$"--Actors:Content={Path.Combine(at.Root, "bench/content")}", $"--Actors:Data={Path.Combine(at.Scratch, "world.db")}"];

    private static readonly Dictionary<string, string> Nothing = [];

    private static Dictionary<string, string> Port(Place at) => new() { ["PORT"] = Text(at.Port) };

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
