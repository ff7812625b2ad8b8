using Actors.Clustering;
using Actors.Dispatch;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Tests.Clustering;

public sealed class PromptDowningTests : PatientTestKit
{
    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.cluster.split-brain-resolver.active-strategy = keep-majority
        """);

    public PromptDowningTests()
        : base(Settings.WithFallback(ClusterConfig.Build(new ClusterOptions { Node = "a" }, isGateway: false)).WithFallback(DispatchConfig.Load()))
    {
    }

    /// <summary>When an upgrade of Akka breaks this, a crash costs up to a second more: docs/cluster.md.</summary>
    [Fact]
    public async Task Akkas_resolver_is_where_it_is_told_to_look_and_takes_the_message()
    {
        var (unhandled, deadLetters) = (CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(unhandled.Ref, typeof(Akka.Event.UnhandledMessage));
        Sys.EventStream.Subscribe(deadLetters.Ref, typeof(Akka.Event.DeadLetter));
        // The cluster starts its actors one after the other.
        IActorRef? resolver = null;
        await AwaitAssertAsync(async () => Assert.NotNull(resolver = await FindAsync()), TimeSpan.FromSeconds(30));
        resolver!.Tell(PromptDowning.Tick!, ActorRefs.NoSender);
        Assert.Equal(resolver, (await resolver.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(30))).Subject);
        unhandled.ExpectNoMsg(TimeSpan.Zero);
        deadLetters.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void The_resolver_is_asked_to_look_while_a_member_is_unreachable_and_only_then()
    {
        var resolver = CreateTestProbe();
        var member = AkkaCluster.Get(Sys).SelfMember;
        var prompt = Sys.ActorOf(PromptDowning.Props(resolver.Ref, "look"));
        prompt.Tell(new ClusterEvent.UnreachableMember(member));
        resolver.ExpectMsg("look", TimeSpan.FromSeconds(30));
        resolver.ExpectMsg("look", TimeSpan.FromSeconds(30));
        prompt.Tell(new ClusterEvent.ReachableMember(member));
        // Its answer comes after all that it had sent before.
        prompt.Tell(new Identify(1), resolver.Ref);
        resolver.FishForMessage(static message => message is ActorIdentity, TimeSpan.FromSeconds(30));
        resolver.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    private async Task<IActorRef?> FindAsync() =>
        (await Sys.ActorSelection(PromptDowning.ResolverPath).Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(30))).Subject;
}
