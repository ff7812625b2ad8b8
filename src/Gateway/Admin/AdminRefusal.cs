namespace Actors.Gateway.Admin;

/// <summary>Why somebody may not see the operators' page.</summary>
/// <param name="Reason">The reason as metrics count it, and as it appears in the address of the login form.</param>
internal sealed record AdminRefusal(string Reason, int Status, string Text)
{
    public static AdminRefusal WrongToken { get; } = new("token", StatusCodes.Status401Unauthorized, "That is not the token.");

    public static AdminRefusal TooManyTries { get; } = new("too_many", StatusCodes.Status429TooManyRequests, "Too many wrong tokens; wait a minute.");

    public IResult Result => Results.Text(Text, statusCode: Status);

    /// <summary>Null when the text is not a reason.</summary>
    public static AdminRefusal? Of(string? reason) => Array.Find([WrongToken, TooManyTries], refusal => refusal.Reason == reason);
}
