using Actors.Client.Values;

namespace Actors.Client.Commands;

/// <summary>Refuses a command that can never succeed, before it is sent.</summary>
internal static class CommandText
{
    private const int MaxLength = 2000;

    public static CommandResult? Check(string line)
    {
        if (line.Length > MaxLength)
            return CommandResult.Refused(ErrorCode.TextTooLong, $"A line has at most {MaxLength} characters.");
        return Utf8.IsWhole(line) ? null : CommandResult.Refused(ErrorCode.BadMessage, "A command is text, and this has half a character in it.");
    }

    public static CommandResult? Check(string verb, GameValue args)
    {
        if (!Utf8.IsWhole(verb))
            return CommandResult.Refused(ErrorCode.BadMessage, "A verb is text, and this has half a character in it.");
        if (args.IsNull)
            return null;
        if (args.Kind != GameValueKind.Map || !IsWhole(args))
            return CommandResult.Refused(ErrorCode.BadArgument, "The args of a command are a map of texts, numbers, flags, lists and maps.");
        return JsonWriter.Text(args).Length <= MaxLength ? null : CommandResult.Refused(ErrorCode.TextTooLong, $"Args have at most {MaxLength} characters as JSON.");
    }

    private static bool IsWhole(GameValue value) => value.Kind switch
    {
        GameValueKind.Text => Utf8.IsWhole(value.AsText()),
        GameValueKind.List => value.Items.All(IsWhole),
        GameValueKind.Map => value.Entries.All(static entry => Utf8.IsWhole(entry.Key) && IsWhole(entry.Value)),
        _ => true,
    };
}
