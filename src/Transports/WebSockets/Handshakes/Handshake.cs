using System.Buffers;
using System.Net;
using Actors.Channels;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Sockets;

namespace Actors.WebSockets.Handshakes;

/// <summary>
/// A connection from its acceptance until it is a WebSocket or is closed. It gathers the request's head, in a buffer that grows with the head, and checks the
/// request. Then it either makes a <see cref="WebSocketConnection"/> of the socket or refuses: it sends the reason, ends its side, and reads on for a while so
/// that the answer is not lost in a reset.
/// <para>
/// Two threads meet here: the reader and the listener's timer, whose deadline may come at any moment. The one that moves <see cref="_stage"/> on from reading
/// decides how the handshake ends.
/// </para>
/// </summary>
internal sealed class Handshake(ISocketConnection socket, AdmissionLease lease, bool isSecure, ListenerState shared) : ISocketEvents, ITimeoutTarget
{
    private const int FirstBufferBytes = 1024;
    private const int Reading = 0, Opening = 1, Refusing = 2, Gone = 3;

    private byte[]? _buffer;
    private int _length;
    private int _stage = Reading;
    private long _deadlineMs = shared.NowMs + (long)shared.Options.HandshakeTimeout.TotalMilliseconds;

    public int TimeoutIndex { get; set; } = -1;

    /// <summary>Starts reading. The socket is open; its TLS handshake, if any, is done.</summary>
    public void Start()
    {
        if (lease.IsBeyondLimit)
            Refuse(new Refusal((int)HttpStatusCode.ServiceUnavailable, "There are too many connections.", ("Retry-After", "10")));
        Read(isReady: false);
    }

    public void CheckTimeout(long nowMs)
    {
        if (nowMs < Volatile.Read(ref _deadlineMs))
            return;
        if (Volatile.Read(ref _stage) == Refusing)
            Abort();
        else
            Refuse(new Refusal((int)HttpStatusCode.RequestTimeout, "The request did not come in time."));
    }

    public void Close(CloseCode code, string reason) =>
        Refuse(new Refusal((int)HttpStatusCode.ServiceUnavailable, "The server is stopping."));

    public void Abort() => Leave(reset: true);

    void ISocketEvents.OnReadable() => Read(isReady: true);

    void ISocketEvents.OnSendProgress()
    {
    }

    void ISocketEvents.OnSent(bool broken)
    {
        if (broken)
            Leave(reset: true);
        else
            socket.ShutdownSend();
    }

    private void Read(bool isReady)
    {
        while (true)
        {
            if (!isReady && !socket.WaitReadable())
                return;
            var count = Receive(out isReady);
            if (count is ISocketConnection.EndOfStream or ISocketConnection.Broken)
            {
                ReturnBuffer();
                Leave(reset: false);
                return;
            }
            if (count > 0 && Volatile.Read(ref _stage) == Reading && !ProcessHead(count))
                return;
        }
    }

    private int Receive(out bool more)
    {
        if (Volatile.Read(ref _stage) != Reading)
        {
            // A refused client's bytes are discarded
            Span<byte> nowhere = stackalloc byte[512];
            ReturnBuffer();
            return socket.Receive(nowhere, out more);
        }
        if (_buffer is null || _length == _buffer.Length)
            Grow();
        return socket.Receive(_buffer.AsSpan(_length..Math.Min(_buffer!.Length, shared.Options.MaxHandshakeBytes)), out more);
    }

    /// <summary>Checks whether the head is complete; false if the socket now belongs to the connection.</summary>
    private bool ProcessHead(int count)
    {
        // The end of the head may be split between two receives
        var from = Math.Max(0, _length - 3);
        _length += count;
        var end = _buffer.AsSpan(from.._length).IndexOf("\r\n\r\n"u8);
        if (end >= 0)
            return Judge(from + end + 4);

        if (!HeadReader.IsToken(_buffer.AsSpan(0, 1)))
            Refuse(Refusal.Malformed("This is not HTTP."));
        else if (_length >= shared.Options.MaxHandshakeBytes)
            Refuse(TooLarge());
        return true;
    }

    /// <summary>Not sent: the deadline has already been answered.</summary>
    private static Refusal TooLate => new((int)HttpStatusCode.RequestTimeout, "");

    private Refusal TooLarge() => _buffer.AsSpan(0, _length).Contains((byte)'\n')
        ? new Refusal((int)HttpStatusCode.RequestHeaderFieldsTooLarge, $"The headers may have {shared.Options.MaxHandshakeBytes} bytes.")
        : new Refusal((int)HttpStatusCode.RequestUriTooLong, $"The request may have {shared.Options.MaxHandshakeBytes} bytes.");

    private bool Judge(int headLength)
    {
        WebSocketRequest? request = null;
        var refusal = RequestHead.TryParse(_buffer.AsSpan(0, headLength), out var head);
        refusal ??= UpgradeRules.TryAccept(head!, shared.Options.AllowedOrigins, socket.RemoteEndPoint, isSecure, out request);
        refusal ??= Decide(request!, headLength);
        if (refusal is null)
            return false;
        Refuse(refusal);
        return true;
    }

    private Refusal? Decide(WebSocketRequest request, int headLength)
    {
        WebSocketConnection connection;
        DeflateTerms? deflate = null;
        byte[] answer;
        try
        {
            var decision = shared.Acceptor.Decide(request);
            if (decision is not WebSocketDecision.Accepted accepted)
                return ToRefusal(decision);
            Check(accepted, request);
            // From here on neither the sweep nor a stop answers in our place
            if (Interlocked.CompareExchange(ref _stage, Opening, Reading) != Reading)
                return TooLate;
            deflate = shared.Deflate?.Negotiate(request.Extensions);
            answer = Answers.Accept(request.Headers["Sec-WebSocket-Key"]!, accepted.Subprotocol, deflate?.Answer, accepted.Headers);
            connection = new WebSocketConnection(socket, lease, shared, accepted.MaxMessageBytes ?? shared.Options.MaxMessageBytes, deflate);
            connection.Connect(accepted.Connect);
        }
        catch (Exception e)
        {
            deflate?.Release();
            Log.AcceptorFailed(shared.Logger, e, socket.RemoteEndPoint);
            Interlocked.CompareExchange(ref _stage, Reading, Opening);
            return new Refusal((int)HttpStatusCode.InternalServerError, "Internal error.");
        }
        shared.Timeouts.Replace(this, connection);
        connection.Start(answer, _buffer.AsSpan(headLength.._length));
        ReturnBuffer();
        return null;
    }

    private static void Check(WebSocketDecision.Accepted accepted, WebSocketRequest request)
    {
        if (accepted.Subprotocol is { } chosen && !request.Subprotocols.Contains(chosen))
            throw new InvalidOperationException($"The acceptor chose the subprotocol {chosen}, which was not offered.");
        CheckHeaders(accepted.Headers);
    }

    private static Refusal ToRefusal(WebSocketDecision? decision)
    {
        if (decision is not WebSocketDecision.Refused refused)
            throw new InvalidOperationException("The acceptor decided nothing.");
        CheckHeaders(refused.Headers);
        return new Refusal((int)refused.Status, refused.Reason, [.. refused.Headers.Select(header => (header.Key, header.Value))]);
    }

    private static void CheckHeaders(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (!HeadReader.IsToken(name) || !HeadReader.IsValue(value))
                throw new InvalidOperationException($"The acceptor answered with a header that cannot be sent: {name}.");
        }
    }

    private void Refuse(Refusal refusal)
    {
        if (Interlocked.CompareExchange(ref _stage, Refusing, Reading) != Reading)
            return;
        shared.Metrics.Refused(refusal.Status);
        Volatile.Write(ref _deadlineMs, shared.NowMs + (long)shared.Options.CloseTimeout.TotalMilliseconds);
        var sent = socket.Send(Answers.Refuse(refusal));
        if (sent != SendResult.Pending)
            ((ISocketEvents)this).OnSent(sent == SendResult.Broken);
    }

    private void Leave(bool reset)
    {
        if (Interlocked.Exchange(ref _stage, Gone) == Gone)
            return;
        socket.Close(reset);
        shared.Admission.Leave(lease);
        shared.Timeouts.Remove(this);
    }

    private void Grow()
    {
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBufferBytes, _length * 2));
        _buffer.AsSpan(0, _length).CopyTo(bigger);
        ReturnBuffer();
        _buffer = bigger;
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
