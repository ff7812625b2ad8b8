using System.Reflection;

namespace Actors.Bench.Micro.Gateway;

/// <summary>Implements an interface and does nothing, whatever is called.</summary>
public class Silent : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
}
