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
    /// Rooms, commits, ticks, gateways, sessions, views and serializers are the real ones. Membership, sharding and streams are models that do the worst they may: a tenth of a second of a core
    /// for a run, so that thousands can be had.
    /// </summary>
    Modelled,

    /// <summary>Akka's cluster, sharding, remoting and streams as well: a few seconds for a run.</summary>
    Akka,
}

/// <summary>
/// A game, played by clients that do what your script says, on world nodes and gateways of which one after the other is killed, paused, cut off, stopped and started anew, and whose
/// database is away or loses its answers. Then everything heals, and what all have seen and were told is held against what the store has. All of it is decided by the seed.
/// <para>
/// Of every game it is required that a room has one owner at a time, that no item that was used up comes back, that every command is answered, in order, and that at the end all see
/// what the store has. What else must hold in yours, <see cref="Committed"/>, <see cref="Answered"/> and <see cref="AtRest"/> say. A new scenario is made for each seed: it may keep a
/// model of the game in its fields.
/// </para>
/// </summary>
/// <param name="world">The game's content with its rules.</param>
public abstract class GameScenario(WorldDefinition world) : IScenario
{
    /// <summary>Content and rules.</summary>
    public WorldDefinition World => world;

    /// <summary>What it is played on.</summary>
    public SimulatedCluster Cluster { get; init; }

    /// <summary>For how long clients play while things fail.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>At most, between two faults: <see cref="Timeout.InfiniteTimeSpan"/> for a run in which nothing fails.</summary>
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
    /// <param name="random">The run's: any other chance would make it another run each time.</param>
    public abstract void Act(SimulatedClient client, Random random);

    /// <summary>A client has been answered, now. Require here what must be in the store by then.</summary>
    public virtual void Answered(SimulatedClient client, SimulatedAnswer answer, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>The store has taken a commit of a room, now, whole. Require here what must never be otherwise in it, not even for a moment.</summary>
    public virtual void Committed(RoomTransaction transaction, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>Nothing fails any more, all are connected, and everything is answered. Require here what the answers of all clients say that the store must have.</summary>
    public virtual void AtRest(IReadOnlyList<SimulatedClient> clients, MemoryWorldStore store)
    {
        // Not every game has something to require.
    }

    /// <summary>At the end: <see cref="SimulationRun.Count"/> what the run has seen of what it is about. One that saw none of it has shown nothing.</summary>
    protected virtual void Count(SimulationRun run)
    {
        // Answers and commits are counted for every game.
    }

    /// <summary>Fails the run if something does not hold.</summary>
    /// <exception cref="SimulationException">With what does not.</exception>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException(what);
    }
}
