namespace Actors.Gateway.Dialects.Native.Reading;

/// <summary>What a client sent, in either encoding. Fields that are missing, or of the wrong type, are null.</summary>
internal struct ClientMessage
{
    public const string NoArguments = "{}";

    public string? Type;
    public double? X;
    public double? Y;
    public double? Angle;
    public double? SentAt;
    public double? Sequence;
    public double? Id;
    public double? Version;
    public double? FromEvent;
    public string? Target;
    public string? Line;
    public string? Verb;
    public string? Name;
    public string? Token;
    public string? Room;
    public string? Resume;

    /// <summary>The verb's arguments as JSON; null: they are not a map, or cannot be read.</summary>
    public string? Arguments;

    /// <summary>Whether it accepts states as deltas.</summary>
    public bool Deltas;

    /// <summary>Whether it accepts deltas of its area of interest in large rooms.</summary>
    public bool Area;

    /// <summary>A whole number that every client can count with; clients that count in floating point may write 5.0.</summary>
    public static long? ToInteger(double? number) =>
        number is { } value && Math.Abs(value) <= 9_007_199_254_740_991 && value == Math.Floor(value) ? (long)value : null;
}
