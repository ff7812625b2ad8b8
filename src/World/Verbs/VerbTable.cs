using System.Collections.Frozen;

namespace Actors.World;

/// <summary>All verbs, in the order in which help lists them.</summary>
public static class VerbTable
{
    /// <summary>Also those that cannot be typed, whose <see cref="Verb.Usage"/> is empty.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new LookVerb(), new ExamineVerb(), new GoVerb(), new MoveVerb(), new FaceVerb(), new WhoVerb(),
        new SayVerb(), new EmoteVerb(), new WhisperVerb(), new ShoutVerb(), new GlobalVerb(), new NameVerb(),
        new TakeVerb(), new DropVerb(), new UseVerb(), new InventoryVerb(), new GatherVerb(),
        new AttackVerb(), new FireVerb(), new TravelVerb(), new HelpVerb(),
    ];

    private static readonly FrozenDictionary<Type, Verb> ByCommand = All.ToFrozenDictionary(static verb => verb.CommandType);

    /// <summary>By every word that can be typed for it.</summary>
    public static FrozenDictionary<string, Verb> ByWord { get; } = All
        .Where(static verb => verb.Usage.Length > 0)
        .SelectMany(static verb => verb.Aliases.Prepend(verb.Name).Select(word => (word, verb)))
        .ToFrozenDictionary(static entry => entry.word, static entry => entry.verb, StringComparer.OrdinalIgnoreCase);

    internal static Reply Execute(RoomState state, Player actor, long commandId, Command command, RoomEffects effects)
    {
        var verb = ByCommand[command.GetType()];
        if (actor.IsDead && !verb.WhileDead)
            return new Rejected(Codes.Dead, "You are dead; you will be back in a moment.");
        return verb.Execute(new VerbContext(state, actor, commandId, effects), command);
    }
}
