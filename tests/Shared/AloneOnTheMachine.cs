namespace Actors.Tests;

/// <summary>What measures time has the machine to itself.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
