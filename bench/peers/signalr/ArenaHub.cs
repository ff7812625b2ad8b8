using System.Collections.Concurrent;
using Actors.Bench.Peers;
using Microsoft.AspNetCore.SignalR;

namespace Actors.Bench.SignalR;

/// <summary>SignalR's groups are the rooms: a message to a group is serialised once.</summary>
internal sealed class ArenaHub(ConcurrentDictionary<string, Arena<string>> arenas) : Hub
{
    public async Task Play(string room)
    {
        var arena = arenas.GetOrAdd(room, static name => new(name));
        Context.Items["arena"] = arena;
        Context.Items["body"] = arena.Join(Context.ConnectionId);
        await Groups.AddToGroupAsync(Context.ConnectionId, room);
    }

    public void Input(InputMessage input)
    {
        if (Context.Items["arena"] is Arena<string> arena && Context.Items["body"] is Body body)
            arena.Input(body, input.SequenceNumber, input.Movement.X, input.Movement.Y);
    }

    public Task Chat(string room)
    {
        Context.Items["room"] = room;
        return Groups.AddToGroupAsync(Context.ConnectionId, room);
    }

    public Task Line(string text) => Clients.Group((string)Context.Items["room"]!).SendAsync("said", new { text });

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue("arena", out var arena))
            ((Arena<string>)arena!).Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
