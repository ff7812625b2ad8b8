using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Actors.TestKit.Simulation.Model;

/// <summary>One node's region.</summary>
internal sealed class RegionActor(RegionModel model, string node, RegionActor.MembersAre first) : UntypedActor, IWithTimers
{
    private const int MaxHops = 4;
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Entity> _entities = [];
    private MembersAre _view = first;
    private long _late;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // News of two changes may come in the wrong order.
            case MembersAre old when old.Version <= _view.Version:
                break;
            case MembersAre now:
                _view = now;
                foreach (var (id, entity) in _entities.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList())
                {
                    if (entity.Actor is not null && !entity.IsStopping && HomeOf(id) is { } home && home != node)
                        HandOff(id, entity);
                }
                break;
            case Forwarded forwarded:
                Route(forwarded);
                break;
            case Passivate passivate when Of(Sender) is { } id:
                Stop(id, _entities[id], passivate.StopMessage);
                break;
            case Terminated gone when Of(gone.ActorRef) is { } id:
                Gone(id);
                break;
            case Look look:
                if (_entities.TryGetValue(look.Id, out var waiting) && waiting.Actor is null)
                    StartIfFree(look.Id, waiting);
                break;
            case Late late:
                late.Region.Tell(late.Message);
                break;
            case Overdue overdue:
                if (_entities.TryGetValue(overdue.Id, out var slow) && ReferenceEquals(slow.Actor, overdue.Actor))
                    Context.Stop(overdue.Actor);
                break;
            default:
                if (model.Extractor.EntityId(message) is { } entityId)
                    Route(new Forwarded(entityId, message, Sender, 0));
                else
                    Unhandled(message);
                break;
        }
    }

    private void Route(Forwarded forwarded)
    {
        if (_entities.TryGetValue(forwarded.Id, out var entity) && (entity.IsStopping || entity.Actor is null))
        {
            Keep(forwarded, entity);
            return;
        }
        if (entity is null && HomeOf(forwarded.Id) is var home && home != node)
        {
            Forward(forwarded, home);
            return;
        }
        if (entity is null)
        {
            _entities[forwarded.Id] = entity = new Entity();
            Keep(forwarded, entity);
            StartIfFree(forwarded.Id, entity);
            return;
        }
        entity.Actor!.Tell(model.Extractor.EntityMessage(forwarded.Message), forwarded.Sender);
    }

    private void Keep(Forwarded forwarded, Entity entity)
    {
        if (entity.IsStopping && model.Happens(model.Faults.DropsInHandOff))
            model.Dropped++;
        else
            entity.Kept.Add(forwarded);
    }

    /// <summary>
    /// An entity starts when it runs on no other member, or when a fault says that nobody waits for that. A removed node is not waited for: nobody knows that it is still alive.
    /// </summary>
    private void StartIfFree(string id, Entity entity)
    {
        if (model.HomesOf(id).Any(home => home != node && model.Cluster.Members.Contains(home)))
        {
            entity.Overlaps ??= model.Happens(model.Faults.Overlaps);
            if (entity.Overlaps == false)
            {
                Timers.StartSingleTimer(("look", id), new Look(id), LooksAgain);
                return;
            }
        }
        if (HomeOf(id) != node)
        {
            _entities.Remove(id);
            foreach (var kept in entity.Kept)
                Route(kept);
            return;
        }
        entity.Actor = Context.ActorOf(model.Extractor.Props(node, id));
        entity.IsStopping = false;
        Context.Watch(entity.Actor);
        model.Running(id, node, isRunning: true);
        foreach (var kept in entity.Kept)
            entity.Actor.Tell(model.Extractor.EntityMessage(kept.Message), kept.Sender);
        entity.Kept.Clear();
    }

    private void HandOff(string id, Entity entity)
    {
        model.HandOffs++;
        Stop(id, entity, model.Extractor.StopMessage);
    }

    private void Stop(string id, Entity entity, object stopMessage)
    {
        if (entity.Actor is null || entity.IsStopping)
            return;
        entity.IsStopping = true;
        entity.Actor.Tell(stopMessage);
        Timers.StartSingleTimer(("overdue", id), new Overdue(id, entity.Actor), model.Faults.HandOffTimeout);
    }

    private void Gone(string id)
    {
        var entity = _entities[id];
        _entities.Remove(id);
        Timers.Cancel(("overdue", id));
        model.Running(id, node, isRunning: false);
        foreach (var kept in entity.Kept)
            Route(kept);
    }

    private void Forward(Forwarded forwarded, string? home)
    {
        // Views differ for a while. A message that goes round in circles is lost, as is one that no member takes; its sender asks again.
        if (forwarded.Hops >= MaxHops || home is null)
        {
            model.Dropped++;
            return;
        }
        var onward = forwarded with { Hops = forwarded.Hops + 1 };
        var region = model.On(home);
        if (model.Happens(model.Faults.Late))
            Timers.StartSingleTimer(("late", ++_late), new Late(region, onward), TimeSpan.FromTicks((long)(model.Faults.LateBy.Ticks * model.Run.Chance.NextDouble())));
        else
            region.Tell(onward);
    }

    private string? HomeOf(string id) => _view.Members.Count == 0 ? node : model.Extractor.HomeOf(id, _view.Members);

    private string? Of(IActorRef actor) => _entities.FirstOrDefault(pair => actor.Equals(pair.Value.Actor)).Key;

    internal sealed record MembersAre(long Version, IReadOnlyList<string> Members);

    /// <summary>Wrapped, so that code which counts the messages between nodes can look inside.</summary>
    internal sealed record Forwarded(string Id, object Message, IActorRef Sender, int Hops) : IWrappedMessage;

    private sealed record Look(string Id);

    private sealed record Late(IActorRef Region, Forwarded Message);

    private sealed record Overdue(string Id, IActorRef Actor);

    private sealed class Entity
    {
        public IActorRef? Actor { get; set; }
        public bool IsStopping { get; set; }
        public bool? Overlaps { get; set; }
        public List<Forwarded> Kept { get; } = [];
    }
}
