namespace Actors.Borders.Tests.Planted.Below;

/// <summary>Used by the types of the folder above, in every possible way.</summary>
internal sealed class Thing
{
    public const int Size = 3;

    public static int Count => Size;
}
