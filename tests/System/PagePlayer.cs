using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>A person at the page who has never seen it before: it points at what it sees, or uses the keyboard or a finger alone.</summary>
internal sealed class PagePlayer : IAsyncDisposable
{
    // Where a thing is on the screen, and whether nothing lies over it there: "item dice" is the nearest thing of that name, "at 3 4" a place.
    private const string Spot = """
        asked => {
          const { scene: { picture }, camera } = globalThis.actors, [kind, ...rest] = asked.split(' '), name = rest.join(' ');
          if (!picture?.me) return null;
          const far = one => Math.hypot(one.x - picture.me.x, one.y - picture.me.y);
          const all = { item: picture.items, creature: picture.creatures.filter(one => !one.isDead), exit: picture.room.exits.map(one => ({ ...one, name: one.direction })) }[kind];
          const thing = kind === 'at' ? { x: Number(rest[0]), y: Number(rest[1]) } : all.filter(one => one.name === name).sort((one, other) => far(one) - far(other))[0];
          if (!thing) return null;
          const isClear = ({ x, y }) => document.elementFromPoint(x, y)?.id === 'map', at = camera.toScreen(thing), from = camera.toScreen(picture.me);
          if (isClear(at)) return [1, at.x, at.y];
          // As far towards it as one sees bare ground.
          for (let share = 0.95; share > 0.1; share -= 0.05) {
            const on = { x: from.x + (at.x - from.x) * share, y: from.y + (at.y - from.y) * share };
            if (isClear(on)) return [0, on.x, on.y];
          }
          return null;
        }
        """;

    private readonly List<IWebSocketRoute> _sockets = [];
    private bool _isCut;

    private PagePlayer(IPage page, string name)
    {
        Page = page;
        Client = new WebClient(page, name);
    }

    public IPage Page { get; }

    public WebClient Client { get; }

    public ILocator Lost => Page.Locator("#lost");

    /// <summary>Opens the page in a browser that has never been there: the page asks who plays.</summary>
    public static async Task<PagePlayer> ArriveAsync(IPage page, ServerProcess server, string name, string room)
    {
        var player = new PagePlayer(page, name);
        player.Client.Listen();
        await page.RouteWebSocketAsync(static _ => true, player.Route);
        await page.GotoAsync(new Uri(server.Http, $"/?room={room}&hour=12").ToString());
        return player;
    }

    /// <summary>The line to the server is cut, and stays so until it is mended.</summary>
    public async Task CutAsync()
    {
        _isCut = true;
        foreach (var socket in _sockets.ToArray())
            await socket.CloseAsync(new() { Code = 1012 });
    }

    public void Mend() => _isCut = false;

    /// <summary>Waits until a thing is visible, clear of panels, or until its purpose is achieved; until then <paramref name="walk"/> is called with a place towards it.</summary>
    public async Task<(float X, float Y)> FindAsync(string thing, Func<float, float, Task> walk, Func<Task<bool>>? isFound = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));
        while (true)
        {
            if (isFound is not null && await isFound())
                return default;
            if (await Page.EvaluateAsync<float[]?>(Spot, thing) is [var isClear, var x, var y])
            {
                if (isClear > 0 && isFound is null)
                    return (x, y);
                await walk(x, y);
            }
            patience.Token.ThrowIfCancellationRequested();
            await FramesAsync(12);
        }
    }

    /// <summary>Points at a thing until the terminal shows the line: things that walk may step aside.</summary>
    public async Task UntilReadAsync(string line, Func<Task> act)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));
        while (await Page.Locator("#terminal-log p").GetByText(line, new() { Exact = true }).CountAsync() == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await act();
            await FramesAsync(10);
        }
    }

    public Task<string> RoomAsync() => Page.EvaluateAsync<string>("() => globalThis.actors?.game.room?.id ?? ''");

    public Task IsInAsync(string room) => Page.WaitForFunctionAsync("room => globalThis.actors?.game.room?.id === room", room, new() { Timeout = Chromium.PatienceMilliseconds });

    public Task HasHealthAsync(string how) =>
        Page.WaitForFunctionAsync("text => document.getElementById('health-text').textContent.includes(text)", how, new() { Timeout = Chromium.PatienceMilliseconds });

    /// <summary>Lets the page draw.</summary>
    public Task FramesAsync(int count) => Page.EvaluateAsync("async count => { while (count-- > 0) await new Promise(requestAnimationFrame); }", count);

    public async ValueTask DisposeAsync() => await Client.DisposeAsync();

    private void Route(IWebSocketRoute socket)
    {
        if (_isCut)
        {
            _ = socket.CloseAsync(new() { Code = 1012 });
            return;
        }
        socket.ConnectToServer();
        _sockets.Add(socket);
    }
}
