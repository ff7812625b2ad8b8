using System.ComponentModel.DataAnnotations;
using System.IO.Compression;

namespace Actors.WebSockets.Deflate;

/// <summary>How a listener uses permessage-deflate (RFC 7692), the compression that clients offer.</summary>
public sealed class DeflateOptions
{
    /// <summary>Off: no offer is accepted, and nothing is compressed.</summary>
    public bool Enabled { get; set; }

    /// <summary>Shorter messages, in bytes, are sent uncompressed: compression would save little and cost every client an inflation.</summary>
    [Range(0, 1024 * 1024)]
    public int MinBytes { get; set; } = 512;

    /// <summary>How hard to compress. A message that goes to clients of several listeners has the level of the listener that sent it first.</summary>
    [EnumDataType(typeof(CompressionLevel))]
    public CompressionLevel Level { get; set; } = CompressionLevel.Fastest;

    /// <summary>Whether clients may refer to their earlier messages, which are then stored for that: up to 32 KB a connection.</summary>
    public bool ClientContextTakeover { get; set; }

    /// <summary>With that, the window that a client is asked to use, as a power of two: 9 is 512 bytes, 15 is 32 KB. Not every client can be asked.</summary>
    [Range(9, 15)]
    public int ClientWindowBits { get; set; } = 12;

    /// <summary>The most bytes of all those windows together. A client for which nothing is left must do without a window.</summary>
    [Range(0, 16L * 1024 * 1024 * 1024)]
    public long MaxWindowBytes { get; set; } = 16 * 1024 * 1024;
}
