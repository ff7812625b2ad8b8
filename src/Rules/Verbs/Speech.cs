using Actors.World;

namespace Actors.Rules.Verbs;

/// <summary>The rule for all speech, by whatever verb.</summary>
internal static class Speech
{
    /// <summary>Gives the text as others may read it, or why they may not.</summary>
    public static Rejected? Check(RoomState room, string said, out string text)
    {
        text = CommandLine.Clean(said);
        if (text.Length == 0)
            return new Rejected(Codes.BadArgument, "Say what?");
        var limit = room.Rules.MaxTextLength;
        return text.Length > limit ? new Rejected(Codes.TextTooLong, $"That is too long: at most {limit} characters.") : null;
    }
}
