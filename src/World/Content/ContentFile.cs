namespace Actors.World;

/// <summary>One file of a world, in memory.</summary>
/// <param name="Name">Relative to the content's root, with slashes: <c>world.yaml</c>, <c>zones/harbour.yaml</c>.</param>
/// <param name="Text">YAML.</param>
public sealed record ContentFile(string Name, string Text);
