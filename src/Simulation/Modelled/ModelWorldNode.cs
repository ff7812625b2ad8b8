using System.Globalization;
using Actors.Clustering;
using Actors.Gateway.Connections;
using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Hosting;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Streams;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Simulation.Modelled;

/// <summary>
/// One node's process: its part of the model's ActorSystem is recreated when the others have removed it, and what outlives an ActorSystem in production does so
/// here.
/// </summary>
internal sealed class ModelWorldNode : IWorldNode
{
    private readonly ModelWorld _world;
    private readonly double _clockRate;
    private readonly NodeContext _context;
    private ModelNode _model = null!;
    private NodeParts? _parts;
    private int _lives;

    public ModelWorldNode(ModelWorld world, string name, double clockRate, bool isGateway, int number)
    {
        (_world, Name, _clockRate, IsGateway) = (world, name, clockRate, isGateway);
        Store = new FaultyStore(world.Store, world.Run.Loop.Time, (int)world.Run.Seed + number);
        var time = new NodeTime(() => _model?.Time ?? world.Run.Loop.Time);
        var options = new ClusterOptions { Node = name, Preset = ClusterPreset.Fast };
        _context = new NodeContext(
            name, $"run-{name}", options, isGateway, world.World, SimulatedRooms.Options,
            new RoomTime(time, SimulationProcess.Epoch, world.World.Rules), Store, Store, Store, time, NullLoggerFactory.Instance, new ClusterNodes());
        if (isGateway)
            Gateway = new SimulatedGateway(this, world.World, world.Dialect, world.Limits, time, world.Run.Loop.Time, number, NullLogger.Instance);
    }

    public string Name { get; }

    public bool IsGateway { get; }

    public SimulatedGateway? Gateway { get; }

    public LocalRooms? Rooms => IsGateway ? null : _parts?.LocalRooms;

    public FaultyStore Store { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsPaused => _model.IsPaused;

    public bool HasEnded => IsAlive && !_model.IsAlive;

    public void Begin()
    {
        _model = _world.Cluster.Start(Name, new ClockSkew(_clockRate, TimeSpan.Zero));
        _lives++;
        var parts = _parts = new NodeParts(_context);
        _world.Run.Loop.Do(() =>
        {
            if (IsGateway)
                BeginGateway(parts);
            else
                BeginRooms(parts);
        });
    }

    public void MakeAnew()
    {
        _world.Run.Story.Tell(Name, "makes its ActorSystem anew");
        _world.Run.Count("rejoin");
        Begin();
    }

    public void Kill()
    {
        if (!IsAlive)
            return;
        IsAlive = false;
        Store.IsReachable = false;
        _world.Gateways.Remove(Name);
        _world.Cluster.Kill(Name);
    }

    public void Pause() => _world.Cluster.Pause(Name);

    public void Resume()
    {
        if (IsAlive)
            _world.Cluster.Resume(Name);
    }

    public void Leave() => _world.Cluster.Leave(Name);

    /// <summary>As RoomsHosting does it, below this node.</summary>
    private void BeginRooms(NodeParts parts)
    {
        var factory = _model.Factory;
        var run = string.Create(CultureInfo.InvariantCulture, $"{_context.Run}-{_lives}");
        var streams = Props.Create(() => new ModelFrames(parts.Sinks, parts.LocalRooms, _context.Time, gateway => _world.Locator.Beside(gateway, ModelInlet.Name)));
        var services = factory.StartRoomServices(_context, parts, run, streams);
        if (_world.AnswersBeforeCommit)
            parts.Actors.Commits = factory.ActorOf(Props.Create(() => new EagerCommits(parts.Actors.Commits)));
        _world.RoomHomes.Services[Name] = services;
        parts.Actors.Rooms = _world.Rooms.Start(Name);
        _world.Directory.Start(Name);
    }

    /// <summary>As GatewayPart does it, below this node.</summary>
    private void BeginGateway(NodeParts parts)
    {
        var (factory, system) = (_model.Factory, _world.Cluster.System);
        parts.Actors.Rooms = _world.Rooms.Start(Name);
        var directory = _world.Directory.Start(Name);
        var views = new RoomViews(factory, parts.Actors, _world.World, _world.Limits);
        var ticks = new NodeTicks(_context.Time);
        var endpoint = factory.ActorOf(GatewayEndpoint.Props(Gateway!.Connections, views, _context.Time, ticks), GatewayEndpoint.Name);
        views.Begin(endpoint);
        factory.ActorOf(Props.Create(() => new ModelInlet(_context.Time, views, ticks, _world.Locator)), ModelInlet.Name);
        var presence = factory.ActorOf(PresenceActor.Props(directory, endpoint, new ModelGatewayBus(_world, endpoint)), PresenceActor.Name);
        var link = _context.Cluster!.Link;
        var inputs = new RoomInputs(system, endpoint, ticks, TimeSpan.FromMilliseconds(link.InputWindowMilliseconds), TimeSpan.FromMilliseconds(link.InputLeadMilliseconds), _world.Locator);
        var node = new GatewayNode(system, parts.Actors, views, inputs, endpoint, new WorldPlayers(presence), new ConnectionParents(factory, count: 2));
        _world.Gateways[Name] = node;
        Gateway.Connections.Attach(node);
    }

    /// <summary>A bug to be caught: commits are acknowledged to the room before the store gets them.</summary>
    private sealed class EagerCommits(IActorRef commits) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Storage.CommitRequest request)
                Sender.Tell(new Storage.CommitEnded(request.Number, Storage.CommitOutcome.Committed));
            commits.Tell(message, ActorRefs.NoSender);
        }
    }
}
