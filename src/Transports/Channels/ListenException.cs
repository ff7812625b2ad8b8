namespace Actors.Channels;

/// <summary>A listener could not start; the message names the options to change.</summary>
public sealed class ListenException(string message, Exception inner) : Exception(message, inner);
