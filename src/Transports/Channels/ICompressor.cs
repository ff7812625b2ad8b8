namespace Actors.Channels;

/// <summary>Makes messages shorter for clients that have agreed on it.</summary>
public interface ICompressor
{
    /// <summary>Of the form: a client that reads what one compressor has made reads what another of the same name has.</summary>
    string Name { get; }

    /// <summary>Null when the message gets no shorter.</summary>
    EncodedMessage? Compress(EncodedMessage message);
}
