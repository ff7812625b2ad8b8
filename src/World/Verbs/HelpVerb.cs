namespace Actors.World;

internal sealed class HelpVerb : Verb<Help>
{
    public override string Name => "help";

    public override IReadOnlyList<string> Aliases => ["?"];

    public override string Usage => "help [VERB]";

    public override string Help => "List what you can do, or tell more of one thing.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) => Parsed(new Help(rest.Length == 0 ? null : rest));

    protected override Reply Execute(VerbContext context, Help command)
    {
        if (command.Topic is not { } topic)
            return new Done(Overview());
        return VerbTable.ByWord.TryGetValue(topic, out var verb)
            ? new Done($"{verb.Usage}: {verb.Help}" + (verb.Aliases.Count == 0 ? "" : $" Also: {string.Join(", ", verb.Aliases)}."))
            : new Rejected(Codes.Unknown, $"There is no help on \"{topic}\". Type help for what you can do.");
    }

    private static string Overview() => string.Join('\n', VerbTable.ByWord.Values.Distinct()
        .OrderBy(static verb => verb.Name, StringComparer.Ordinal).Select(static verb => $"{verb.Usage}: {verb.Help}"));
}
