namespace Actors.Hosting.Startup;

/// <summary>A word before the options, by which a program is something else than without it.</summary>
/// <param name="Meaning">For help: what the program does then.</param>
public sealed record ProgramCommand(string Name, string Meaning);
