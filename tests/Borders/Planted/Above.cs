using Actors.Borders.Tests.Planted.Below;

namespace Actors.Borders.Tests.Planted.Above;

internal interface Signature
{
    List<Thing> Things { get; }
}

internal static class Body
{
    public static int Count() => Thing.Count;
}

internal static class Lambda
{
    public static Func<int> Count => static () => Thing.Count;
}

internal static class Constant
{
    public static int Size() => Thing.Size;
}
