using System.Reflection;

namespace Actors.Bench.Micro.Gateway;

/// <summary>An object of an interface that does nothing, whatever the interface asks for.</summary>
public class Silent : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
}
