namespace Actors.Channels;

/// <summary>Makes messages shorter for clients that have agreed on it.</summary>
public interface ICompressor
{
    /// <summary>The name of the format: a client that can read the output of one compressor can read that of any other of the same name.</summary>
    string Name { get; }

    /// <summary>Null if the message gets no shorter.</summary>
    EncodedMessage? Compress(EncodedMessage message);
}
