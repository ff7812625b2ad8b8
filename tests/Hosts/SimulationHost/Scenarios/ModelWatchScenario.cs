using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>What the model promises of messages and of death watch between nodes.</summary>
internal sealed class ModelWatchScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        var cluster = new ModelCluster(run);
        foreach (var name in new[] { "a", "b", "c" })
            cluster.Start(name);
        var echo = cluster.Spawn("a", Props.Create(() => new Echo(run.Story, "a")), "echo");
        var second = cluster.Spawn("a", Props.Create(() => new Echo(run.Story, "a")), "second");
        var watcher = cluster.Spawn("b", Props.Create(() => new Watcher(run.Story, echo, second)), "watcher");

        run.Loop.Do(() => watcher.Tell("say"));
        Must(run.Story.Count("b: re") == 0, "an answer from another node takes time");
        run.Loop.RunFor(TimeSpan.FromMilliseconds(10));
        Must(run.Story.Count("b: re 1") == 1, "an answer comes");

        run.Network.Cut("a", "b");
        run.Loop.Do(() => watcher.Tell("say"));
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(run.Story.Count("a: 2") == 1 && run.Story.Count("b: re 2") == 0, "a cut of one way holds back the answer");
        run.Network.Heal();
        run.Loop.RunFor(TimeSpan.FromMilliseconds(10));
        Must(run.Story.Count("b: re 2") == 1, "a cut that heals in time loses nothing");

        run.Loop.Do(() => second.Tell(PoisonPill.Instance));
        run.Loop.RunFor(TimeSpan.FromMilliseconds(10));
        Must(run.Story.Count("b: second is gone") == 1, "a watcher is told of an actor that stops");

        cluster.Pause("a");
        run.Loop.Do(() => watcher.Tell("say"));
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(run.Story.Count("b: re 3") == 0, "a node that stands still answers nothing");
        cluster.Resume("a");
        run.Loop.RunFor(TimeSpan.FromMilliseconds(10));
        Must(run.Story.Count("b: re 3") == 1, "it answers when it goes on");

        cluster.Kill("a");
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(run.Story.Count("b: echo is gone") == 0, "a dead node is not missed at once");
        run.Loop.RunFor(TimeSpan.FromSeconds(2));
        Must(run.Story.Count("b: echo is gone") == 1 && !cluster.Members.Contains("a"), "a dead node's actors are terminated for their watchers");

        cluster.Start("a");
        var again = cluster.Spawn("a", Props.Create(() => new Echo(run.Story, "a")), "echo");
        cluster.Spawn("b", Props.Create(() => new Watcher(run.Story, again, again)), "watcher-2");
        run.Network.Partition(["a"], ["b", "c"]);
        run.Loop.RunFor(TimeSpan.FromSeconds(3));
        Must(run.Story.Count("b: echo is gone") == 2, "so are those of a node that is cut off for long");
        run.Loop.RunFor(TimeSpan.FromSeconds(4));
        Must(!cluster.Nodes["a"].IsAlive, "a node that has been removed ends");
    }

    private static void Must(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException("Does not hold: " + what);
    }

    private sealed class Watcher : UntypedActor
    {
        private readonly Story _story;
        private readonly IActorRef _echo;
        private int _number;

        public Watcher(Story story, IActorRef echo, IActorRef second)
        {
            (_story, _echo) = (story, echo);
            Context.Watch(echo);
            if (!echo.Equals(second))
                Context.Watch(second);
        }

        protected override void OnReceive(object message)
        {
            if (message is "say")
                _echo.Tell($"{++_number}");
            else if (message is string answer)
                _story.Tell("b", answer);
            else if (message is Terminated gone)
                _story.Tell("b", $"{gone.ActorRef.Path.Name} is gone");
        }
    }
}
