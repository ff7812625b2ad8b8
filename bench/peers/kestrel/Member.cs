using System.Net.WebSockets;

namespace Actors.Bench.Kestrel;

/// <summary>One connection. Only one send runs at a time, so a state is dropped while the previous one is still being sent; lines wait their turn.</summary>
internal sealed class Member(WebSocket socket)
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    public WebSocket Socket => socket;

    public void Latest(ReadOnlyMemory<byte> state)
    {
        if (_sending.Wait(0))
            _ = SendHeldAsync(state);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> line)
    {
        await _sending.WaitAsync();
        await SendHeldAsync(line);
    }

    private async Task SendHeldAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, default);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or IOException)
        {
        }
        finally
        {
            _sending.Release();
        }
    }
}
