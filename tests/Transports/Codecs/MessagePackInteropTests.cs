using System.Diagnostics;
using Actors.Codecs.MessagePack;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Transports.Tests.Codecs;

/// <summary>Python's msgpack reads what we write and writes the same bytes: two independent readings of one specification.</summary>
public sealed class MessagePackInteropTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>
    /// Each line in, a message as hex; each line out, the same message decoded and encoded again. A map comes back as a list
    /// of pairs, which keeps keys that Python cannot hash or that come twice, and is built again as a map.
    /// </summary>
    private const string Echo = """
        import sys, msgpack
        class Pairs(list): pass
        def put(p, v):
            if isinstance(v, Pairs):
                out = p.pack_map_header(len(v))
                for k, x in v: out += put(p, k) + put(p, x)
                return out
            if isinstance(v, list):
                out = p.pack_array_header(len(v))
                for x in v: out += put(p, x)
                return out
            return p.pack(v)
        for line in sys.stdin:
            v = msgpack.unpackb(bytes.fromhex(line.strip()), raw=False, strict_map_key=False, object_pairs_hook=Pairs,
                                ext_hook=lambda t, d: msgpack.ExtType(t, d))
            print(put(msgpack.Packer(use_bin_type=True), v).hex(), flush=True)
        """;

    [Fact]
    public async Task Python_msgpack_round_trips_our_values()
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", Echo])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            var values = Gen.Sample(MessagePackValues.Any.Generator.Where(IsPythons), 300, 30).ToArray();
            foreach (var value in values)
            {
                await python.StandardInput.WriteLineAsync(Convert.ToHexString(MessagePackValues.Encode(value)));
                await python.StandardInput.FlushAsync();
                var line = await python.StandardOutput.ReadLineAsync().Soon();
                Assert.NotNull(line);
                var reader = new MessagePackReader(Convert.FromHexString(line));
                Assert.True(MessagePackValue.TryRead(ref reader, out var back), line);
                Assert.Equal(value, back);
            }
        }
        finally
        {
            python.StandardInput.Close();
            await python.WaitForExitAsync().Soon();
        }
    }

    /// <summary>Python's library turns type -1 into its own timestamp and refuses other negative types: those are the table tests' part.</summary>
    private static bool IsPythons(MessagePackValue value) => value switch
    {
        MessagePackValue.Extension extension => extension.Type >= 0,
        MessagePackValue.Array array => array.Items.All(IsPythons),
        MessagePackValue.Map map => map.KeysAndValues.All(IsPythons),
        _ => true,
    };
}
