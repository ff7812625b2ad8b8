namespace Actors.Hosting.Startup;

/// <summary>A word before the options that makes a program do something else.</summary>
/// <param name="Meaning">For help: what the program does then.</param>
public sealed record ProgramCommand(string Name, string Meaning);
