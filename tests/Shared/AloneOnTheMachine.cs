namespace Actors.Tests;

/// <summary>Tests that measure time have the machine to themselves.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
