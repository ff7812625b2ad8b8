using System.Net;
using Actors.Channels;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>A connection whose speed the test decides: it takes messages at once, or keeps them under way until told otherwise.</summary>
internal sealed class FakeChannel : IClientChannel
{
    public List<EncodedMessage> Taken { get; } = [];

    /// <summary>Whether a message goes through at once.</summary>
    public bool IsFast { get; set; }

    /// <summary>Runs within the next send that does not go through, before its answer: a connection that is writable before it has reported that it is not.</summary>
    public Action? BeforeAnswer { get; set; }

    public List<CloseCode> Closings { get; } = [];

    public bool IsAborted { get; private set; }

    public EndPoint? RemoteEndPoint => null;

    public bool TrySend(EncodedMessage message)
    {
        Taken.Add(message);
        var before = BeforeAnswer;
        BeforeAnswer = null;
        before?.Invoke();
        return IsFast;
    }

    public void Close(CloseCode code, string reason) => Closings.Add(code);

    public void Abort() => IsAborted = true;

    public void PauseReading()
    {
        // Nothing is received on this connection.
    }

    public void ResumeReading()
    {
        // Nothing is received on this connection.
    }
}
