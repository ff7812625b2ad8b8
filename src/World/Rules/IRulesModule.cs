namespace Actors.World;

/// <summary>
/// A part of a world's rules: verbs, systems, minds, components, behaviours and hooks that belong together. The rules that come with the server are modules like any other.
/// A module and all that it registers have no state of their own: state lives in components.
/// </summary>
public interface IRulesModule
{
    /// <summary>Stands in recordings; all nodes of a cluster must agree on it. Lower case, without blanks.</summary>
    string Name { get; }

    /// <summary>Increase it with every change of what the rules do: a recording made with one version may not play with another.</summary>
    int Version => 1;

    /// <summary>Called once when the server starts.</summary>
    void Register(RulesBuilder rules);
}

/// <summary>A module as recordings and clusters identify it.</summary>
public readonly record struct ModuleVersion(string Name, int Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
