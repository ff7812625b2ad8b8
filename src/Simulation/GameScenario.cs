using Actors.Simulation.Modelled;
using Actors.Storage;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Simulation;

/// <summary>What a game is played on.</summary>
public enum SimulatedCluster
{
    /// <summary>
    /// Rooms, commits, ticks, gateways, sessions, views and serializers are the real ones. Membership, sharding and streams are models that do the worst they may. A
    /// run takes a tenth of a second of a core, so that thousands are affordable.
    /// </summary>
    Modelled,

    /// <summary>Akka's cluster, sharding, remoting and streams are real as well: a run takes a few seconds.</summary>
    Akka,
}

/// <summary>
/// A game played by clients that do what your script says, on world nodes and gateways. One after the other of these is killed, paused, cut off, stopped and
/// restarted, and their database is away or loses its answers. Then everything heals, and what all clients have seen and were answered is checked against what the
/// store has. The seed decides all of it.
/// <para>
/// Of every game it is required that a room has one owner at a time, that no item that was used up comes back, that every command is answered, in order, and that at
/// the end everybody sees what the store has. Override <see cref="Committed"/>, <see cref="Answered"/> and <see cref="AtRest"/> for what else must hold in yours. A
/// new scenario is made for each seed, so it may keep a model of the game in its fields.
/// </para>
/// </summary>
/// <param name="world">The game's content with its rules.</param>
public abstract class GameScenario(WorldDefinition world) : IScenario
{
    /// <summary>Content and rules.</summary>
    public WorldDefinition World => world;

    /// <summary>What it is played on.</summary>
    public SimulatedCluster Cluster { get; init; }

    /// <summary>How long clients play while things fail.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest time between two faults: <see cref="Timeout.InfiniteTimeSpan"/> for a run in which nothing fails.</summary>
    public TimeSpan FaultInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many clients play.</summary>
    public int Clients { get; init; } = 6;

    /// <summary>A bug of the server's that is to be caught.</summary>
    internal Action<IWorldCluster>? Planted { get; init; }

    /// <inheritdoc/>
    public void Play(SimulationRun run)
    {
        IWorldCluster cluster = Cluster == SimulatedCluster.Akka ? new AkkaCluster(run, world) : new ModelWorld(run, world);
        Planted?.Invoke(cluster);
        var play = new GamePlay(this, run, cluster);
        play.Play();
        run.Count("answer", play.Answers);
        run.Count("commit", play.Commits);
        cluster.CountAll();
        Count(run);
    }

    /// <summary>The room that a client asks for when it first comes in; null: the world's default.</summary>
    public virtual string? RoomFor(SimulatedClient client, Random random) => null;

    /// <summary>What a client does next, ten times a second while its player is in a room: <see cref="SimulatedClient.Type"/>, <see cref="SimulatedClient.Ask"/>, or nothing.</summary>
    /// <param name="random">The run's own generator: any other randomness would make it another run each time.</param>
    public abstract void Act(SimulatedClient client, Random random);

    /// <summary>A client has just been answered. Require here what must be in the store by then.</summary>
    public virtual void Answered(SimulatedClient client, SimulatedAnswer answer, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>The store has just taken a whole commit of a room. Require here what must hold in it at every moment.</summary>
    public virtual void Committed(RoomTransaction transaction, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>
    /// Nothing fails any more, all clients are connected, and everything is answered. Require here what the store must have according to the answers of all clients.
    /// </summary>
    public virtual void AtRest(IReadOnlyList<SimulatedClient> clients, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>Called at the end: <see cref="SimulationRun.Count"/> what the run has seen of what it is about. A run that saw none of it has shown nothing.</summary>
    protected virtual void Count(SimulationRun run)
    {
        // Answers and commits are counted for every game.
    }

    /// <summary>Fails the run if something does not hold.</summary>
    /// <exception cref="SimulationException">It does not hold; the message says what.</exception>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException(what);
    }
}
