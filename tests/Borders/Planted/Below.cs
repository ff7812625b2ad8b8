namespace Actors.Borders.Tests.Planted.Below;

/// <summary>Used by what stands in the folder above, in every way that there is.</summary>
internal sealed class Thing
{
    public const int Size = 3;

    public static int Count => Size;
}
