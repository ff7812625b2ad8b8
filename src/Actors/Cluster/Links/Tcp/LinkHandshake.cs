using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// How two nodes prove to each other that they know the cluster's secret, before anything else is said. Each chooses a random challenge; each answers with
/// an HMAC (SHA-256) over both challenges, both names and which side it is on. So a proof is good for one line only, cannot be sent
/// back to whom it came from, and cannot be passed on to a third node. The side that was called proves itself first: who calls a wrong address gives nothing away.
/// </summary>
internal static class LinkHandshake
{
    private const int Version = 1;
    private const int ChallengeBytes = 32;
    private const int MaxBytes = 1024;

    private sealed record Hello(int Version, string Node, byte[] Challenge, byte[]? Proof);

    /// <returns>What is wrong; null when the other is the node that was called.</returns>
    public static async Task<string?> CallAsync(Stream stream, string self, string expected, string? secret, CancellationToken cancellation)
    {
        var challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        await WriteAsync(stream, new Hello(Version, self, challenge, null), cancellation);
        if (await ReadAsync(stream, cancellation) is not { Challenge.Length: ChallengeBytes, Proof: { } proof } answer)
            return "no answer";
        if (answer.Version != Version)
            return $"version {answer.Version}";
        if (answer.Node != expected)
            return $"it is called {answer.Node}, not {expected}";
        var called = new Sides(self, expected, challenge, answer.Challenge);
        if (!CryptographicOperations.FixedTimeEquals(proof, called.Proof("called", secret)))
            return "its secret is another";
        await WriteAsync(stream, new Hello(Version, self, [], called.Proof("caller", secret)), cancellation);
        return null;
    }

    /// <returns>The name of the node that has called, or what is wrong with it.</returns>
    public static async Task<(string? Node, string? Problem)> AnswerAsync(Stream stream, string self, string? secret, CancellationToken cancellation)
    {
        if (await ReadAsync(stream, cancellation) is not { Challenge.Length: ChallengeBytes, Node.Length: > 0 and <= 64 } hello)
            return (null, "no hello");
        if (hello.Version != Version)
            return (null, "version");
        var challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        var sides = new Sides(hello.Node, self, hello.Challenge, challenge);
        await WriteAsync(stream, new Hello(Version, self, challenge, sides.Proof("called", secret)), cancellation);
        if (await ReadAsync(stream, cancellation) is not { Proof: { } proof } || !CryptographicOperations.FixedTimeEquals(proof, sides.Proof("caller", secret)))
            return (null, "secret");
        return (hello.Node, null);
    }

    private static async Task WriteAsync(Stream stream, Hello hello, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(hello);
        var bytes = new byte[2 + json.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)json.Length);
        json.CopyTo(bytes, 2);
        await stream.WriteAsync(bytes, cancellation);
        await stream.FlushAsync(cancellation);
    }

    private static async Task<Hello?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, cancellation);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (length is 0 or > MaxBytes)
            return null;
        var json = new byte[length];
        await stream.ReadExactlyAsync(json, cancellation);
        try
        {
            return JsonSerializer.Deserialize<Hello>(json) is { Node: not null, Challenge: not null } hello ? hello : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Sides(string Caller, string Called, byte[] CallerChallenge, byte[] CalledChallenge)
    {
        /// <summary>Each part with its length before it, so that no two different sets of parts are the same bytes.</summary>
        public byte[] Proof(string side, string? secret)
        {
            using var text = new MemoryStream();
            using (var writer = new BinaryWriter(text, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write("actors link");
                writer.Write(Version);
                writer.Write(side);
                writer.Write(Caller);
                writer.Write(Called);
                writer.Write(CallerChallenge.Length);
                writer.Write(CallerChallenge);
                writer.Write(CalledChallenge.Length);
                writer.Write(CalledChallenge);
            }
            return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""), text.ToArray());
        }
    }
}
