namespace Actors.Tools.Load.Play;

/// <summary>A numbered command that is still unanswered.</summary>
/// <param name="Item">The item that is taken or dropped.</param>
internal sealed record PlayCommand(long Id, string Verb, string? Item, string Line);
