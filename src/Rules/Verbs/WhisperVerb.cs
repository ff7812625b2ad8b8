using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class WhisperVerb : Verb<Whisper>
{
    public override string Name => "whisper";

    public override IReadOnlyList<string> Aliases => ["tell", "w"];

    public override string Usage => "whisper PLAYER TEXT";

    public override string Help => "Say something to one player, wherever it is.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => rest.Split(' ', 2) is [{ Length: > 0 } to, var text] ? new Whisper(to, text) : ShowUsage();

    protected override Reply Execute(in VerbContext context, Whisper command) =>
        Speech.Check(context.Room, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Whisper(PlayerName.Visible(command.To), text));
}
