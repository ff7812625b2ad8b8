// The room that you are in, drawn in the terminal. w a s d walk, x stops, space strikes, Enter begins and ends a command such as "take lamp", q quits.
using System.Collections.Concurrent;
using Actors.Client;

const int Columns = 76, Rows = 22;
var ways = new Dictionary<char, (int X, int Y)> { ['w'] = (0, -1), ['a'] = (-1, 0), ['s'] = (0, 1), ['d'] = (1, 0), ['x'] = (0, 0) };
var (keys, said, line) = (new ConcurrentQueue<char>(), new Queue<string>(["", "", "", ""]), (string?)null);

using var game = new GameClient(args.FirstOrDefault() ?? "ws://localhost:3000", new GameClientOptions { Name = args.ElementAtOrDefault(1) });
game.Happened += happened => Say(happened.Line);
game.ConnectionChanged += change => Say($"{change.State} {change.Reason}");
game.Connect();
_ = Task.Run(ReadKeys);
for (; game.Ending is null; await Task.Delay(50))
{
    while (keys.TryDequeue(out var key))
        Press(key);
    game.Update();
    if (game is { Room: { } room, State: { } state, Me: { } me })
        Console.Write($"\e[H{string.Join("\e[K\n", Draw(room, state, me))}\e[K");
}
Console.WriteLine($"\n{game.Ending.Reason}");

void ReadKeys()
{
    for (int key; (key = Console.IsInputRedirected ? Console.Read() : Console.ReadKey(intercept: true).KeyChar) >= 0;)
        keys.Enqueue((char)key);
}

async void Press(char key)
{
    var typed = line;
    line = (typed, key) switch { (null, '\r' or '\n') => "", (not null, '\r' or '\n') => null, (not null, _) => typed + key, _ => null };
    if (typed is not null && line is null)
        Say(await game.CommandAsync(typed) is var result && result.IsDone ? result.Room?.Description ?? result.Text : result.ToString());
    else if (typed is null && ways.TryGetValue(key, out var way))
        game.Move(way.X, way.Y);
    else if (typed is null && key == ' ')
        game.Attack();
    else if (typed is null && key == 'q')
        game.Close();
}

void Say(string? text)
{
    if (text is not null)
        said.Enqueue(text);
    while (said.Count > 4)
        said.Dequeue();
}

IEnumerable<string> Draw(Room room, RoomState state, Player me)
{
    var map = Enumerable.Range(0, Rows).Select(static _ => new string(' ', Columns).ToCharArray()).ToArray();
    void Put(Point at, char what) => map[Math.Clamp((int)(((at.Y / room.Height) + 0.5) * Rows), 0, Rows - 1)][Math.Clamp((int)(((at.X / room.Width) + 0.5) * Columns), 0, Columns - 1)] = what;
    foreach (var thing in room.Scenery)
    {
        var (width, height) = thing.Radius > 0 ? (thing.Radius, thing.Radius) : (thing.Width / 2, thing.Height / 2);
        for (var x = -width; x <= width; x += room.Width / Columns)
            for (var y = -height; y <= height; y += room.Height / Rows)
                Put(new Point(thing.X + x, thing.Y + y), '#');
    }
    foreach (var exit in room.Exits)
        Put(new Point(exit.X, exit.Y), '+');
    foreach (var (node, left) in room.Nodes.Zip(state.Nodes))
        Put(new Point(node.X, node.Y), left > 0 ? '*' : '.');
    foreach (var item in state.Items)
        Put(new Point(item.X, item.Y), '!');
    foreach (var creature in state.Creatures.Where(static creature => creature.Health > 0))
        Put(game.PlaceOf(creature), char.ToLowerInvariant(creature.Name[0]));
    foreach (var player in state.Players)
        Put(game.PlaceOf(player), player.Id == me.Id ? '@' : char.ToUpperInvariant(player.Name[0]));
    return [$"{room.Title}   {me.Name}: {me.Health} of {me.MaxHealth}, {me.Score} points   {game.PingMilliseconds:0} ms", .. map.Select(static row => new string(row)), .. said, $"> {line}"];
}
