namespace Actors.Tools.Load.Play;

/// <summary>A numbered command on its way.</summary>
/// <param name="Item">What a take or a drop is about.</param>
internal sealed record PlayCommand(long Id, string Verb, string? Item, string Line);
