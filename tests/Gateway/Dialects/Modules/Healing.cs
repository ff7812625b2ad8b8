using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>A module as an author writes one: no dialect knows its verbs, its events or its components.</summary>
internal sealed class Healing : IRulesModule
{
    public static RuleSet Rules { get; } = new RulesBuilder().AddBuiltIn().AddModule<Healing>().Build();

    public string Name => "healing";

    public void Register(RulesBuilder rules) => rules
        .AddComponent(new Mana(10)).AddComponent(new Aura("none", 0)).AddComponent(new Weather("clear"))
        .AddVerb<HealVerb>().AddVerb<PrayVerb>().AddVerb<WeatherVerb>().AddVerb<RingVerb>();
}

[Component("mana", Durable = false, Visibility = ComponentVisibility.Owner)]
internal sealed record Mana(int Points);

[Component("aura", Durable = false)]
internal sealed record Aura(string Colour, int Strength);

[Component("weather", Durable = false)]
internal sealed record Weather(string Sky);

/// <summary>Everybody who sees it can read it, and the two players whom it is about in texts of their own.</summary>
internal sealed record Healed(PlayerId By, string ByName, PlayerId Target, string TargetName, int Points, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("healing.healed", By, ByName, Target);

    public override string? Describe(in Viewer viewer) =>
        $"{viewer.Subject(By, ByName)} {viewer.Verb(By, "heal", "heals")} {viewer.Object(Target, TargetName)}.";
}

/// <summary>Only the actor receives it.</summary>
internal sealed record Prayed(PlayerId Player, string Name, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("healing.prayed", Player, Name, Audience: EventAudience.Actor);

    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? "You hear a voice." : "A secret.";
}

/// <summary>An event for programs alone: it has no text and no actor.</summary>
internal sealed record BellRung(int Strokes, EventAudience Audience, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("healing.bell", Audience: Audience);
}

internal sealed class HealVerb : Verb<HealVerb.Heal>
{
    public sealed record Heal(string Target, int Points = 5, Place? At = null) : Command;

    public sealed record Place(double X, double Y);

    public override string Name => "heal";

    public override string Usage => "heal PLAYER";

    public override string Help => "Heal someone.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Heal(rest);

    protected override Reply Execute(in VerbContext context, Heal command)
    {
        if (context.Room.FindPlayer(command.Target) is not { } target)
            return VerbContext.Reject(Codes.NotHere, "There is nobody of that name here.");
        if (context.Player.Get<Mana>().Points < command.Points)
            return VerbContext.Reject("healing.no_mana", "You are exhausted.");
        context.Player.Set(new Mana(context.Player.Get<Mana>().Points - command.Points));
        target.Set(new Aura("green", command.Points));
        context.Emit(new Healed(
            context.Player.Id, context.Player.Name, target.Id, target.Name, command.Points, command.At is { } at ? new Vector(at.X, at.Y) : context.Player.Position));
        return Reply.Ok;
    }
}

internal sealed class PrayVerb : Verb<PrayVerb.Pray>
{
    public sealed record Pray : Command;

    public override string Name => "pray";

    public override string Usage => "pray";

    public override string Help => "Pray.";

    public override ParseResult Parse(string rest) => new Pray();

    protected override Reply Execute(in VerbContext context, Pray command)
    {
        context.Player.Reset<Mana>();
        context.Emit(new Prayed(context.Player.Id, context.Player.Name, context.Player.Position));
        return new Done("You pray.");
    }
}

internal sealed class WeatherVerb : Verb<WeatherVerb.Change>
{
    public sealed record Change(string Sky) : Command;

    public override string Name => "weather";

    public override string Usage => "weather SKY";

    public override string Help => "Change the weather.";

    public override ParseResult Parse(string rest) => new Change(rest);

    protected override Reply Execute(in VerbContext context, Change command)
    {
        context.Room.Set(new Weather(command.Sky));
        // This is not an event: clients see the component.
        context.Player.Set(new Mana(context.Player.Get<Mana>().Points - 1));
        return Reply.Ok;
    }
}

internal sealed class RingVerb : Verb<RingVerb.Ring>
{
    public sealed record Ring(int Strokes = 1, bool InSecret = false) : Command;

    public override string Name => "ring";

    public override string Usage => "ring";

    public override string Help => "Ring the bell.";

    public override ParseResult Parse(string rest) => new Ring();

    protected override Reply Execute(in VerbContext context, Ring command)
    {
        context.Emit(new BellRung(command.Strokes, command.InSecret ? EventAudience.Actor : EventAudience.Room, Vector.Zero));
        return Reply.Ok;
    }
}
