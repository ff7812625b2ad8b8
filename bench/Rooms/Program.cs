using System.CommandLine;
using Actors.Bench.Rooms;
using Actors.Hosting;
using Actors.Rooms;
using Microsoft.Extensions.Logging.Abstractions;

var rooms = new Option<int>("--rooms") { DefaultValueFactory = static _ => 2000 };
var players = new Option<int>("--players") { Description = "In each room", DefaultValueFactory = static _ => 25 };
var turnEvery = new Option<double>("--turn-every") { Description = "Seconds that a player walks before it turns", DefaultValueFactory = static _ => 4 };
var watched = new Option<int>("--watched") { Description = "Rooms of which somebody takes the frames" };
var warmUp = new Option<double>("--warm-up") { Description = "Seconds of the same work before", DefaultValueFactory = static _ => 10 };
var seconds = new Option<double>("--seconds") { Description = "Measured", DefaultValueFactory = static _ => 20 };
var command = new RootCommand("How late the ticks of many rooms are, and what they cost") { rooms, players, turnEvery, watched, warmUp, seconds };
command.SetAction(parsed => RunAsync(new Settings(
    parsed.GetValue(rooms), parsed.GetValue(players), TimeSpan.FromSeconds(parsed.GetValue(turnEvery)), parsed.GetValue(watched),
    TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)))));
return await command.Parse(args).InvokeAsync();

static async Task RunAsync(Settings settings)
{
    var scratch = Directory.CreateTempSubdirectory("actors-bench-").FullName;
    var options = new NodeOptions { Data = Path.Combine(scratch, "world.db") };
    using var meter = new TickMeter();
    try
    {
        await using var node = await WorldNode.OpenAsync(
            options, Field.Of(settings.Rooms), new RoomOptions(), isGateway: true, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        var onlooker = new Onlooker();
        var crowd = new Crowd(settings, onlooker);
        await node.StartAsync(crowd, CancellationToken.None);
        GC.Collect();
        var empty = Moment.Now().Usage.ResidentBytes;
        await crowd.ComeInAsync();
        for (var room = 0; room < settings.Watched; room++)
            crowd.Watch(Field.Room(room));
        using var end = new CancellationTokenSource();
        var walking = crowd.WalkAsync(end.Token);
        await Task.Delay(settings.WarmUp);
        var (turns, frames) = (crowd.Turns, onlooker.Frames);
        var before = Moment.Now();
        meter.Open();
        await Task.Delay(settings.Window);
        meter.Close();
        var after = Moment.Now();
        Console.WriteLine(new Report(settings, before, after, meter, crowd.Turns - turns, onlooker.Frames - frames, after.Usage.ResidentBytes - empty).ToText());
        await end.CancelAsync();
        await walking;
    }
    finally
    {
        Directory.Delete(scratch, recursive: true);
    }
}
