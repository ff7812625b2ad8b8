namespace Actors.Hosting.Startup;

/// <summary>Properties of the group's class that the server sets itself, whatever configuration says: as options they would have no effect.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithoutOptionsAttribute(params string[] names) : Attribute
{
    /// <summary>The names of these properties.</summary>
    public IReadOnlyList<string> Names => names;
}
