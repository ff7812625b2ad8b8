using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.World;

namespace Actors.Tests.Cluster.Links;

/// <summary>A node's end of its lines, and all that it has been told.</summary>
internal sealed class LinkEnd(string name, long incarnation, ILinks links) : ILinkHandler
{
    private readonly ConcurrentQueue<(string Node, string What)> _story = new();
    private readonly ConcurrentQueue<(string Node, LinkMessage Message)> _received = new();

    public string Name => name;

    public long Incarnation => incarnation;

    public ILinks Links => links;

    public Action? OnReceived { get; set; }

    /// <summary>"up" and "down", by turns if all is well.</summary>
    public string[] Story(LinkEnd other) => [.. _story.Where(told => told.Node == other.Name).Select(static told => told.What)];

    public bool HasLine(LinkEnd other) => Story(other) is [.., "up"];

    public T[] Received<T>(LinkEnd from)
        where T : LinkMessage => [.. _received.Where(told => told.Node == from.Name).Select(static told => told.Message).OfType<T>()];

    public long[] Numbers(LinkEnd from) => [.. Received<ToConnection>(from).Select(static message => message.Connection)];

    public bool Say(LinkEnd to, long number) => links.Send(to.Name, new ToConnection(number, new RoomLost(new RoomId("plaza"))));

    public bool Show(LinkEnd to, string room, long sequence, long epoch = 1) => links.Send(to.Name, new FrameOf(epoch, Frame(room, sequence)));

    public static RoomFrame Frame(string room, long sequence, string? said = null) => new()
    {
        Room = new RoomId(room),
        Sequence = sequence,
        Tick = sequence,
        Players = [],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Events = [new Said(new PlayerId(1), "Ada", said ?? sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), Vector.Zero)],
    };

    void ILinkHandler.LinkUp(string node) => _story.Enqueue((node, "up"));

    void ILinkHandler.LinkDown(string node) => _story.Enqueue((node, "down"));

    void ILinkHandler.Received(string node, LinkMessage message)
    {
        OnReceived?.Invoke();
        _received.Enqueue((node, message));
    }
}
