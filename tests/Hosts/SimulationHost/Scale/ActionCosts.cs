using System.Globalization;
using Actors.Gateway.Dialects;
using Actors.Hosts.Simulations.World;
using Actors.Simulation;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>
/// What each action of a player costs in messages between nodes, with the real server on real Akka nodes: three world nodes and a number of gateways. Frames are not counted,
/// because they are one stream for each pair of nodes whatever players do. Background traffic is counted before each action and subtracted.
/// </summary>
internal sealed class ActionCosts(int gateways) : IScenario
{
    private const int Times = 20;

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    /// <summary>Players who ask who is there within a second share the answer.</summary>
    private static readonly TimeSpan WhoSpacing = TimeSpan.FromSeconds(2);

    /// <summary>The messages of frames and their streams.</summary>
    private static readonly string[] Uncounted = ["frames/1", "frames-offered/1"];

    private readonly List<SimulatedClient> _residents = [];

    public void Play(SimulationRun run)
    {
        using var meter = new MessageMeter();
        var cluster = new AkkaCluster(run, RingScenario.Ring());
        var worlds = Enumerable.Range(1, 3).Select(number => cluster.StartWorldNode($"world-{number}", 1)).ToList();
        var all = Enumerable.Range(1, gateways).Select(number => cluster.StartGateway($"gateway-{number}", 1)).ToList();
        cluster.Advance(TimeSpan.FromSeconds(10));
        // Each gateway has a player in each room: so the counts are the player's own, without the first or last watch of a room.
        foreach (var gateway in all)
        {
            for (var room = 0; room < RingScenario.RoomCount; room++)
                _residents.Add(Enter(cluster, gateway, room));
        }
        cluster.Advance(TimeSpan.FromSeconds(40));

        var players = new List<SimulatedClient>();
        var listener = NameOf(_residents[^1]);
        Measure("login", _ => players.Add(Enter(cluster, all[0], 0)), perAction: 4);
        Measure("move", number => players[number].Ask(new Go("east")), perAction: null);
        Measure("whisper", number => players[number].Ask(new Whisper(listener, "hello")), perAction: gateways > 1 ? 5 : null);
        Measure("shout", number => players[number].Ask(new Shout("hello")), perAction: 2 + (gateways - 1));
        Measure("who", number => players[number].Ask(new Who()), perAction: 2 + (2 * (gateways - 1)), WhoSpacing);
        Measure("logout", number => players[number].Leave(), perAction: 3);
        // In this dialect the list of who is there is not an answer, but a notice of its own.
        if (players.Exists(static player => player.Unanswered.Any(static waiting => waiting.Command is not Who)))
            throw new SimulationException("Somebody was not answered.");

        void Measure(string name, Action<int> act, int? perAction, TimeSpan? spacing = null)
        {
            var period = spacing ?? Spacing;
            meter.Take();
            cluster.Advance(period * Times);
            var idle = meter.Take();
            for (var number = 0; number < Times; number++)
            {
                var one = number;
                cluster.Do(() => act(one));
                cluster.Advance(period);
            }
            var counted = meter.Take();
            // Rounded, because the time may contain a few more or fewer looks at the directory.
            var costs = counted.Keys.Except(Uncounted)
                .Select(kind => (Kind: kind, Each: (int)Math.Round((counted[kind] - idle.GetValueOrDefault(kind)) / (double)Times)))
                .Where(static cost => cost.Each > 0)
                .OrderBy(static cost => cost.Kind, StringComparer.Ordinal)
                .ToList();
            var each = costs.Sum(static cost => cost.Each);
            run.Story.Tell(name, string.Create(
                CultureInfo.InvariantCulture, $"{each} messages: {string.Join(", ", costs.Select(cost => string.Create(CultureInfo.InvariantCulture, $"{cost.Kind} {cost.Each}")))}"));
            if (perAction is { } expected && each != expected)
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"A {name} costs {each} messages with {gateways} gateways, not {expected}."));
        }
    }

    private static SimulatedClient Enter(AkkaCluster cluster, SimulatedGateway gateway, int room)
    {
        var client = new SimulatedClient("player");
        cluster.Do(() => client.Connect(gateway, $"r{room}"));
        return client;
    }

    private static string NameOf(SimulatedClient client) => client.Notices.OfType<Welcome>().First().You.Name;
}
