namespace Actors.Tests.Kit;

/// <summary>For tests that measure memory or use all processors: they would disturb one another.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
