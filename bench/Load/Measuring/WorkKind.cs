namespace Actors.Bench.Load.Measuring;

internal enum WorkKind
{
    /// <summary>Work A.</summary>
    States,

    /// <summary>Work B.</summary>
    Chat,

    /// <summary>Work C.</summary>
    Idle,

    /// <summary>Work E.</summary>
    Area,

    /// <summary>Work F: work A on servers of one and of two nodes.</summary>
    Apart,
}
