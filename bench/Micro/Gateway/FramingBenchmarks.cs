using System.Buffers.Binary;
using Actors.Channels;
using Actors.WebSockets;
using Actors.WebSockets.Framing;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Gateway;

/// <summary>WebSocket frames: a client's masked message read in place, and a state framed once for all.</summary>
[MemoryDiagnoser]
public class FramingBenchmarks
{
    private const uint Key = 0x3d21fa37;
    private readonly Sink _sink = new();
    private readonly MessageReader _reader = new(1 << 16, new PartialBudget(1 << 20));
    private byte[] _came = [];
    private byte[] _bytes = [];
    private byte[] _payload = [];

    /// <summary>Bytes of the payload: an input, or a state of fifty players.</summary>
    [Params(120, 5500)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _payload = new byte[Length];
        Array.Fill(_payload, (byte)'a');
        var header = Length < 126 ? 6 : 8;
        _came = new byte[header + Length];
        _came[0] = 0x81;
        _came[1] = (byte)(0x80 | (Length < 126 ? Length : 126));
        if (header == 8)
            BinaryPrimitives.WriteUInt16BigEndian(_came.AsSpan(2), (ushort)Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_came.AsSpan(header - 4), Key);
        _payload.CopyTo(_came, header);
        Mask.Apply(_came.AsSpan(header), Key);
        _bytes = new byte[_came.Length];
        if (Read() != 1)
            throw new InvalidOperationException("The message was not read.");
    }

    /// <summary>Includes the copy that gives the next run masked bytes again.</summary>
    [Benchmark]
    public int Read()
    {
        _sink.Messages = 0;
        _came.CopyTo(_bytes, 0);
        _reader.Read(_bytes, _sink, out _);
        return _sink.Messages;
    }

    [Benchmark]
    public ReadOnlyMemory<byte> Frame() => EncodedMessage.Copy(_payload, isText: true).FramedBy(ServerFraming.Plain);

    private sealed class Sink : IMessageSink
    {
        public int Messages { get; set; }

        public bool OnMessage(ReadOnlySpan<byte> payload, bool isText)
        {
            Messages++;
            return true;
        }

        public void OnPing(ReadOnlySpan<byte> payload)
        {
        }

        public void OnPong(ReadOnlySpan<byte> payload)
        {
        }

        public void OnClose(CloseCode code, string reason)
        {
        }
    }
}
