using System.Globalization;
using Actors.Dispatch;
using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Actors.World;
using Akka.Actor;
using Deed = Actors.Hosts.Simulations.Scale.ScaleGateway.Deed;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>
/// Many players on many nodes, half of them world nodes and half gateways: all log in; then each kind of action is done by itself, then all together; then all leave. Messages
/// between nodes are counted.
/// </summary>
internal sealed class ScaleScenario(int nodes, int players) : IScenario
{
    private const int PlayersARoom = 50;
    private const double StepSeconds = 0.1;
    private const double LoginSeconds = 30;
    private const double MixedSeconds = 30;

    /// <summary>How often each player does it, and for how long it alone is done.</summary>
    private static readonly (Deed Deed, double EverySeconds, double ForSeconds)[] Deeds = [(Deed.Move, 30, 30), (Deed.Whisper, 60, 15), (Deed.Shout, 600, 15), (Deed.Who, 600, 15)];

    private readonly ScaleTally _tally = new();
    private readonly List<double> _carry = [.. Deeds.Select(static _ => 0.0)];
    private SimulationRun _run = null!;
    private ScaleWorld _world = null!;

    public void Play(SimulationRun run)
    {
        _run = run;
        Build();
        var login = Phase("login", LoginSeconds, step => Share(step, LoginSeconds, Deed.Login));
        // A login is a join and its answer, a directory entry and its answer; and the room's frames if nobody of the gateway is in it yet.
        Must(_tally.Of<JoinRoom>() == players && _tally.Of<Joined>() == players && _tally.Of<EnterPlayers>() == players, "each login is one join and one entry in the directory");
        // Each gateway may have asked a bucket at the end that has not answered.
        Must(Math.Abs(_tally.Of<BucketIs>() - players - _tally.Of<BucketCheck>()) <= nodes && _tally.Of<AnnouncePlayers>() == 0, "an entry has one answer, and nothing is told twice");
        Must(login <= 4 + (2.0 * _tally.Of<WatchRoom>() / players) + 0.01, "a login costs nothing else");
        for (var deed = 0; deed < Deeds.Length; deed++)
        {
            var (one, at) = (Deeds[deed], deed);
            Phase(one.Deed.ToString().ToLowerInvariant(), one.ForSeconds, step => Often(at));
            Must(_tally.Of<EnterPlayers>() + _tally.Of<LeavePlayer>() == 0, "the directory does not hear of anything but logins and logouts");
        }
        Phase("all together", MixedSeconds, step =>
        {
            for (var deed = 0; deed < Deeds.Length; deed++)
                Often(deed);
        });
        Phase("logout", LoginSeconds, step => Share(step, LoginSeconds, Deed.Logout));
        Must(_tally.Of<LeavePlayer>() == players, "each logout is one message to the directory");
    }

    private void Build()
    {
        var cluster = new ModelCluster(_run, new ModelSettings
        {
            Config = DispatchConfig.Load().ToString(),
            Dispatchers = [DispatchConfig.InlineDispatcher],
            Copy = _tally.Count,
        });
        _world = new ScaleWorld(players / PlayersARoom) { Cluster = cluster, Tally = _tally };
        _world.Regions = new RegionModel(_run, cluster, _world);
        var worlds = nodes / 2;
        for (var number = 1; number <= worlds; number++)
        {
            var name = ScaleWorld.WorldName(number);
            cluster.Start(name);
            _world.Regions.Start(name);
            _world.Serves(name, cluster.Spawn(name, Props.Create(() => new ScaleEndpoint(_world)), "node"));
        }
        _run.Loop.RunFor(TimeSpan.FromSeconds(1));
        for (var number = 1; number <= nodes - worlds; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"gateway-{number}");
            cluster.Start(name);
            var region = _world.Regions.Start(name);
            var gateway = cluster.Spawn(name, Props.Create(() => new ScaleGateway(_world, name)), "gateway");
            var presence = cluster.Spawn(name, PresenceActor.Props(region, gateway, new ScaleBus(_world)), "presence");
            _run.Loop.Do(() => gateway.Tell(new ScaleGateway.Meet(presence)));
            _world.Gateways.Add(gateway);
            _world.Presences.Add(presence);
        }
        _run.Loop.RunFor(TimeSpan.FromSeconds(1));
        var rooms = _world.Rooms.CountBy(room => _world.HomeOf(room.Value, cluster.Members)).Select(static home => home.Value).ToList();
        _run.Story.Tell("world", string.Create(CultureInfo.InvariantCulture,
            $"{worlds} world nodes and {nodes - worlds} gateways, {players} players, {_world.Rooms.Count} rooms: {rooms.Count} nodes have some, the fullest {rooms.Max()}, "
                + $"{rooms.Max() * (double)worlds / _world.Rooms.Count:F2} of its share"));
    }

    /// <returns>Messages between nodes for each action, without background traffic.</returns>
    private double Phase(string name, double seconds, Action<int> step)
    {
        _tally.Clear();
        ScaleGateway.Done = 0;
        var steps = (int)Math.Round(seconds / StepSeconds);
        for (var number = 0; number < steps; number++)
        {
            var now = number;
            _run.Loop.Do(() => step(now));
            _run.Loop.RunFor(TimeSpan.FromSeconds(StepSeconds));
        }
        _run.Loop.RunFor(TimeSpan.FromSeconds(1));
        var background = (2 * _tally.Of<BucketCheck>()) + _tally.Of<ProbeSessions>();
        var each = (_tally.Total - background) / (double)ScaleGateway.Done;
        _run.Story.Tell(name, string.Create(CultureInfo.InvariantCulture,
            $"{ScaleGateway.Done} done, {each:F2} messages each, {_tally.Inputs / (double)Math.Max(1, _tally.Of<CommandBatch>()):F2} inputs a batch; "
                + $"{(_tally.Total - background) / (seconds + 1) / nodes:F0} a second and node, and in the background {background / (seconds + 1) / nodes:F0}"));
        _run.Story.Tell(name, _tally.Describe(ScaleGateway.Done));
        return each;
    }

    private void Share(int step, double seconds, Deed deed)
    {
        var steps = (int)Math.Round(seconds / StepSeconds);
        for (var player = (long)players * step / steps; player < (long)players * (step + 1) / steps; player++)
            Tell(deed, player);
    }

    private void Often(int deed)
    {
        _carry[deed] += players * StepSeconds / Deeds[deed].EverySeconds;
        for (; _carry[deed] >= 1; _carry[deed]--)
            Tell(Deeds[deed].Deed, _run.Chance.Next(players));
    }

    /// <summary>A player is always on the same gateway, and the next number is one on another.</summary>
    private void Tell(Deed deed, long player) => _world.Gateways[(int)(player % _world.Gateways.Count)].Tell(new ScaleGateway.Do(deed, new PlayerId(player + 1), deed switch
    {
        Deed.Login or Deed.Move => _world.Rooms[_run.Chance.Next(_world.Rooms.Count)].Value,
        Deed.Whisper => ScalePlayers.NameOf(_run.Chance.Next(players) + 1),
        _ => "",
    }));

    private static void Must(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException("Does not hold: " + what);
    }
}
