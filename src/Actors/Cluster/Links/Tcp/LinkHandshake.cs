using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// How two nodes prove to each other that they know the cluster's secret, before anything else is said. Each chooses a random challenge; each answers with
/// an HMAC (SHA-256) over both challenges, both names and incarnations, and which side it is on. So a proof is good for one line only, cannot be sent
/// back to whom it came from, and cannot be passed on to a third node. The side that was called proves itself first: who calls a wrong address gives nothing away.
/// It also has the last word, for it may have a line from a later process of the caller's name.
/// </summary>
internal static class LinkHandshake
{
    public const int Version = 2;

    private const int ChallengeBytes = 32;
    private const int MaxBytes = 1024;

    private sealed record Hello(int Version, string Node, long Incarnation, byte[] Challenge, byte[]? Proof);

    private sealed record Proven(byte[] Proof);

    private sealed record Verdict(string? Refused);

    /// <param name="expected">Whom the caller means to reach; a later incarnation of it is as good.</param>
    /// <returns>The incarnation of the node that was called, or what is wrong with it.</returns>
    public static async Task<(long Incarnation, Refusal? Problem)> CallAsync(Stream stream, LinkSelf self, LinkPeer expected, string? secret, CancellationToken cancellation)
    {
        var challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        await WriteAsync(stream, new Hello(Version, self.Node, self.Incarnation, challenge, null), cancellation);
        if (await ReadAsync<Hello>(stream, cancellation) is not { Node: not null, Challenge.Length: ChallengeBytes, Proof: { } proof } answer)
            return (0, Refusal.NoHello);
        if (answer.Version != Version)
            return (0, Refusal.Version(answer.Version));
        var called = new Sides(self, new LinkSelf(answer.Node, answer.Incarnation), challenge, answer.Challenge);
        if (!CryptographicOperations.FixedTimeEquals(proof, called.Proof("called", secret)))
            return (0, Refusal.Secret);
        if (answer.Node != expected.Node)
            return (0, Refusal.OtherNode(answer.Node));
        if (answer.Incarnation == 0)
            return (0, Refusal.NotJoined);
        if (answer.Incarnation < expected.Incarnation)
            return (0, Refusal.Older);
        await WriteAsync(stream, new Proven(called.Proof("caller", secret)), cancellation);
        if (await ReadAsync<Verdict>(stream, cancellation) is not { } verdict)
            return (0, Refusal.NoHello);
        return verdict.Refused is null ? (answer.Incarnation, null) : (0, Refusal.ByOther(verdict.Refused));
    }

    /// <summary>All but the last word, which is <see cref="ConcludeAsync"/>'s.</summary>
    /// <returns>The node that has called, or what is wrong with it.</returns>
    public static async Task<(LinkSelf? Caller, Refusal? Problem)> AnswerAsync(Stream stream, LinkSelf self, string? secret, CancellationToken cancellation)
    {
        if (await ReadAsync<Hello>(stream, cancellation) is not { Challenge.Length: ChallengeBytes, Node.Length: > 0 and <= 64 } hello)
            return (null, Refusal.NoHello);
        if (hello.Version != Version)
            return (null, Refusal.Version(hello.Version));
        var challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        var caller = new LinkSelf(hello.Node, hello.Incarnation);
        var sides = new Sides(caller, self, hello.Challenge, challenge);
        await WriteAsync(stream, new Hello(Version, self.Node, self.Incarnation, challenge, sides.Proof("called", secret)), cancellation);
        if (self.Incarnation == 0)
            return (null, Refusal.NotJoined);
        if (await ReadAsync<Proven>(stream, cancellation) is not { Proof: { } proof } || !CryptographicOperations.FixedTimeEquals(proof, sides.Proof("caller", secret)))
            return (null, Refusal.Secret);
        return caller.Incarnation > 0 ? (caller, null) : (null, Refusal.NotJoined);
    }

    public static Task ConcludeAsync(Stream stream, Refusal? problem, CancellationToken cancellation) => WriteAsync(stream, new Verdict(problem?.Detail), cancellation);

    private static async Task WriteAsync<T>(Stream stream, T what, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(what);
        var bytes = new byte[2 + json.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)json.Length);
        json.CopyTo(bytes, 2);
        await stream.WriteAsync(bytes, cancellation);
        await stream.FlushAsync(cancellation);
    }

    private static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken cancellation)
        where T : class
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
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Sides(LinkSelf Caller, LinkSelf Called, byte[] CallerChallenge, byte[] CalledChallenge)
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
                foreach (var (node, challenge) in new[] { (Caller, CallerChallenge), (Called, CalledChallenge) })
                {
                    writer.Write(node.Node);
                    writer.Write(node.Incarnation);
                    writer.Write(challenge.Length);
                    writer.Write(challenge);
                }
            }
            return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""), text.ToArray());
        }
    }
}

/// <summary>Who is at an end of a line.</summary>
/// <param name="Incarnation">0: not part of the cluster.</param>
internal sealed record LinkSelf(string Node, long Incarnation);
