using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class HelpVerb : Verb<Help>
{
    public override string Name => "help";

    public override IReadOnlyList<string> Aliases => ["?"];

    public override string Usage => "help [VERB]";

    public override string Help => "List what you can do, or tell more of one thing.";

    public override bool WhileDead => true;

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => new Help(rest.Length == 0 ? null : rest);

    protected override Reply Execute(in VerbContext context, Help command)
    {
        var rules = context.Room.RuleSet;
        if (command.Topic is not { } topic)
            return new Done(Overview(rules));
        return rules.Words.TryGetValue(topic, out var verb)
            ? new Done($"{verb.Usage}: {verb.Help}" + (verb.Aliases.Count == 0 ? "" : $" Also: {string.Join(", ", verb.Aliases)}."))
            : new Rejected(Codes.Unknown, $"There is no help on \"{topic}\". Type help for what you can do.");
    }

    private static string Overview(RuleSet rules) => string.Join('\n', rules.Verbs.Where(static verb => verb.IsTyped)
        .OrderBy(static verb => verb.Name, StringComparer.Ordinal).Select(static verb => $"{verb.Usage}: {verb.Help}"));
}
