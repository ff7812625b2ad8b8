namespace Actors.Cluster.Links.Tcp;

/// <summary>Why there is no line to whoever is at the other end.</summary>
/// <param name="Reason">One of a few, for the metric.</param>
/// <param name="Detail">For who reads the log.</param>
internal sealed record Refusal(string Reason, string Detail)
{
    public static readonly Refusal Silence = new("silence", "it did not prove who it is in time");
    public static readonly Refusal Closed = new("closed", "it closed the connection before both had proved who they are");
    public static readonly Refusal NoHello = new("no hello", "what it says is nothing that a node says");
    public static readonly Refusal Secret = new("secret", "it does not know the cluster's secret");
    public static readonly Refusal NoSecret = new("no secret", "it is not on this machine, and there is no Link:Secret of 16 characters at least");
    public static readonly Refusal NotJoined = new("not joined", "it is not part of the cluster yet");
    public static readonly Refusal Older = new("older", "a later process of its name has joined the cluster");
    public static readonly Refusal Plain = new("plain", "it speaks without TLS, which this node's Link:Tls demands");
    public static readonly Refusal Encrypted = new("encrypted", "it speaks TLS, for which this node has no Link:Tls");
    public static readonly Refusal Name = new("name", "its certificate does not name the node that it says it is");

    public static Refusal Version(int version) => new("version", $"it speaks version {version} of what nodes say to each other, this node {LinkHandshake.Version}");

    public static Refusal Certificate(string why) => new("certificate", $"TLS failed, its certificate or ours is not what the other wants: {why}");

    public static Refusal OtherNode(string node) => new("other node", $"it is called {node}");

    public static Refusal ByOther(string why) => new("by the other", $"it says of this node: {why}");

    /// <summary>Passes by itself: nothing that an operator should be told of.</summary>
    public bool IsOfPassage => Reason == NotJoined.Reason;
}
