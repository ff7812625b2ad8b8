using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>Accepts whatever it is sent, and asks for nothing.</summary>
internal sealed class NobodyClient : IClient
{
    public void Start(Hello hello)
    {
    }

    public void Input(Command command)
    {
    }

    public void Ask(Command command, long? id = null)
    {
    }

    public void AskLine(string line, long? id = null)
    {
    }

    public void Send(EncodedMessage message)
    {
    }

    public void Malformed(string why, long? id = null)
    {
    }

    public void UpdateEncoding()
    {
    }

    public void Settle()
    {
    }

    public IDialectSession Become(IDialect dialect, ConnectRequest request) => dialect.Open(this, request);

    public void Resync()
    {
    }

    public void Close(CloseCode code, string reason)
    {
    }
}
