using System.ComponentModel.DataAnnotations;
using System.IO.Compression;

namespace Actors.WebSockets.Deflate;

/// <summary>What a listener makes of permessage-deflate (RFC 7692), the compression that clients offer.</summary>
public sealed class DeflateOptions
{
    /// <summary>Off: no offer is taken, and nothing is compressed.</summary>
    public bool Enabled { get; set; }

    /// <summary>Bytes below which a message is sent as it is: it would save little and cost every client an inflation.</summary>
    [Range(0, 1024 * 1024)]
    public int MinBytes { get; set; } = 512;

    /// <summary>How hard to try. A message that goes to clients of several listeners has the level of the one that sent it first.</summary>
    [EnumDataType(typeof(CompressionLevel))]
    public CompressionLevel Level { get; set; } = CompressionLevel.Fastest;

    /// <summary>Whether clients may refer to their earlier messages, which are then kept for that: up to 32 KB a connection.</summary>
    public bool ClientContextTakeover { get; set; }

    /// <summary>With that, how much a client is asked to refer back to, as a power of two: 9 is 512 bytes, 15 is 32 KB. Not every client can be asked.</summary>
    [Range(9, 15)]
    public int ClientWindowBits { get; set; } = 12;

    /// <summary>Bytes of all those windows together. A client for whom nothing is left is told to do without.</summary>
    [Range(0, 16L * 1024 * 1024 * 1024)]
    public long MaxWindowBytes { get; set; } = 16 * 1024 * 1024;
}
