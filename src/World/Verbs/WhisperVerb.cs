namespace Actors.World;

internal sealed class WhisperVerb : Verb<Whisper>
{
    public override string Name => "whisper";

    public override IReadOnlyList<string> Aliases => ["tell", "w"];

    public override string Usage => "whisper PLAYER TEXT";

    public override string Help => "Say something to one player, wherever it is.";

    internal override ParsedLine Parse(string rest) => rest.Split(' ', 2) is [{ Length: > 0 } to, var text] ? Parsed(new Whisper(to, text)) : Missing();

    protected override Reply Execute(VerbContext context, Whisper command) =>
        Speech.Check(context, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Whisper(PlayerName.Visible(command.To), text));
}
