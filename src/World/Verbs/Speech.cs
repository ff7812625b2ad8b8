namespace Actors.World;

/// <summary>The rule for what is said, however it is said.</summary>
internal static class Speech
{
    /// <summary>The text as it may be heard, or why it may not.</summary>
    public static Rejected? Check(VerbContext context, string said, out string text)
    {
        text = CommandLine.Clean(said);
        if (text.Length == 0)
            return new Rejected(Codes.BadArgument, "Say what?");
        var limit = context.State.Rules.MaxTextLength;
        return text.Length > limit ? new Rejected(Codes.TextTooLong, $"That is too long: at most {limit} characters.") : null;
    }
}
