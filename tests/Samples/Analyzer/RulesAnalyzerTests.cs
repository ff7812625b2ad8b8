namespace Actors.Samples.Tests;

/// <summary>Code that would make a replay of a room come out differently is a build error, with advice on what to use.</summary>
public class RulesAnalyzerTests
{
    [Theory]
    [InlineData("var now = DateTime.UtcNow;", "ACT001", "DateTime.UtcNow", "room.Tick")]
    [InlineData("var now = DateTimeOffset.Now;", "ACT001", "DateTimeOffset.Now", "room.StartTimer")]
    [InlineData("var now = Environment.TickCount64;", "ACT001", "Environment.TickCount64", "room.Tick")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew();", "ACT001", "Stopwatch.StartNew", "room.Tick")]
    [InlineData("Func<long> clock = TimeProvider.System.GetTimestamp;", "ACT001", "TimeProvider", "room.Tick")]
    [InlineData("var die = Random.Shared.Next(6);", "ACT002", "Random", "use room.Random")]
    [InlineData("var die = new Random(1);", "ACT002", "Random", "use room.Random")]
    [InlineData("var id = Guid.NewGuid();", "ACT002", "Guid.NewGuid", "component of the room")]
    [InlineData("var bucket = player.Name.GetHashCode() % 4;", "ACT002", "String.GetHashCode", "another in each process")]
    [InlineData("var bucket = HashCode.Combine(1, 2);", "ACT002", "HashCode.Combine", "another in each process")]
    [InlineData("File.AppendAllText(\"log\", \"greeted\");", "ACT003", "File.AppendAllText", "come in as a command")]
    [InlineData("Console.WriteLine(\"greeted\");", "ACT003", "Console.WriteLine", "go out as an event")]
    [InlineData("var home = Environment.GetEnvironmentVariable(\"HOME\");", "ACT003", "Environment.GetEnvironmentVariable", "come in as a command")]
    [InlineData("using var http = new System.Net.Http.HttpClient();", "ACT003", "HttpClient", "come in as a command")]
    [InlineData("_ = Task.Run(() => room.Tick);", "ACT004", "Task.Run", "room.StartTimer")]
    [InlineData("Thread.Sleep(10);", "ACT004", "Thread.Sleep", "room.StartTimer")]
    [InlineData("lock (player) { }", "ACT004", "lock", "one at a time")]
    [InlineData("foreach (var id in new HashSet<int> { 1 }) { }", "ACT006", "new HashSet<int> { 1 }", "sort it first")]
    [InlineData("foreach (var kind in room.World.ItemKinds.Values) { }", "ACT006", "room.World.ItemKinds.Values", "sort it first")]
    [InlineData("var first = room.World.ItemKinds.First();", "ACT006", "room.World.ItemKinds", "sort it first")]
    [InlineData("var names = string.Join(' ', room.World.ItemKinds.Keys.Where(id => id.Length > 3));", "ACT006", "room.World.ItemKinds.Keys.Where", "sort it first")]
    [InlineData("int[] ids = [.. new HashSet<int> { 1 }];", "ACT006", "new HashSet<int> { 1 }", "sort it first")]
    public async Task Nondeterminism_in_a_verb_fails_with_advice(string planted, string id, string names, string advice)
    {
        var found = await Planted.InVerbAsync(planted);
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.Equal(id, one.Id));
        Assert.Contains(found, one => one.Message.Contains(names, StringComparison.Ordinal) && one.Message.Contains(advice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("var due = room.Tick + 20;")]
    [InlineData("var die = room.Random.Next(6);")]
    [InlineData("foreach (var other in room.Players) other.Heal(1);")]
    [InlineData("var sorted = room.World.ItemKinds.Keys.Where(id => id.Length > 3).OrderBy(id => id, StringComparer.Ordinal).ToArray();")]
    [InlineData("foreach (var kind in room.World.ItemKinds.Values.OrderBy(kind => kind.Id, StringComparer.Ordinal)) { }")]
    [InlineData("var any = room.World.ItemKinds.Keys.Any(id => id == \"lamp\") || new HashSet<int> { 1 }.Contains(1);")]
    [InlineData("var most = new HashSet<int> { 1 }.Max() + new Dictionary<int, int>().Values.Sum();")]
    [InlineData("using var text = new StringWriter(); text.Write(player.Name);")]
    [InlineData("if (room.Tick < 0) throw new InvalidDataException();")]
    [InlineData("var date = new DateTime(2026, 1, 1); var name = Path.GetFileName(\"a/b\");")]
    public async Task Deterministic_code_is_allowed(string statements) => Assert.Empty(await Planted.InVerbAsync(statements));

    [Theory]
    [InlineData("private static int _count;", "Greeter._count", "component")]
    [InlineData("private int _count;", "Greeter._count", "component")]
    [InlineData("public int Count { get; set; }", "Greeter.Count", "component")]
    [InlineData("private static readonly Dictionary<int, int> Seen = [];", "Greeter.Seen", "FrozenDictionary")]
    [InlineData("private readonly List<int> _seen = [];", "Greeter._seen", "IReadOnlyList")]
    public async Task A_rule_with_a_mutable_field_is_an_error(string member, string names, string advice)
    {
        var (id, message, _) = Assert.Single(await Planted.FindAsync($"public sealed class Greeter : RoomHook {{ {member} }}"));
        Assert.Equal("ACT005", id);
        Assert.StartsWith($"{names} can change: ", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private const int Most = 3;")]
    [InlineData("private static readonly string[] Words = [\"a\"];")]
    [InlineData("private static readonly IReadOnlyList<string> Words = [\"a\"];")]
    [InlineData("private static readonly FrozenDictionary<string, int> Prices = FrozenDictionary<string, int>.Empty;")]
    [InlineData("private readonly int _most = 3; public int Most => _most;")]
    public async Task Immutable_fields_are_allowed(string member) => Assert.Empty(await Planted.FindAsync($"public sealed class Greeter : RoomHook {{ {member} }}"));

    [Fact]
    public async Task A_mutable_component_is_an_error()
    {
        var (id, message, _) = Assert.Single(await Planted.FindAsync("[Component(\"mana\")] public sealed record Mana(int Points) { public int Most { get; set; } }"));
        Assert.Equal(("ACT005", true), (id, message.Contains("init in place of set", StringComparison.Ordinal)));
        Assert.Empty(await Planted.FindAsync("[Component(\"mana\")] public sealed record Mana(int Points) { public int Most { get; init; } }"));
    }

    [Fact]
    public async Task A_component_with_a_list_may_define_equality() =>
        Assert.Empty(await Planted.FindAsync("""
            [Component("doors")]
            public sealed record Doors(IReadOnlyList<string> Open)
            {
                public bool Equals(Doors? other) => other is not null && other.Open.SequenceEqual(Open);
                public override int GetHashCode() => HashCode.Combine(Open.Count);
            }
            """));

    [Theory]
    [InlineData("public sealed class Mind : CreatureMind { public override void Think(in MindContext mind) { @ } }")]
    [InlineData("public sealed class System1 : RoomSystem { public override long? NextTick(RoomState room) { @ return null; } public override void Update(RoomState room) { } }")]
    [InlineData("public sealed class Lamp : ItemBehaviour { public override Reply Use(in VerbContext context, ItemRecord item) { @ return Reply.Ok; } }")]
    [InlineData("public sealed class Door : ExitBehaviour { public override Rejected? Passing(RoomState room, Player player, ExitDefinition exit) { @ return null; } }")]
    [InlineData("public sealed class Game : IRulesModule { public string Name => \"game\"; public void Register(RulesBuilder rules) => rules.AddTimer(\"t\", (room, data) => { @ }); }")]
    [InlineData("public sealed record Rang(Vector At) : RoomEvent(At) { public override EventHeader Header { get { @ return new(\"game.rang\"); } } }")]
    [InlineData("[Component(\"mana\")] public sealed record Mana(int Points) { public bool IsFull() { @ return true; } }")]
    [InlineData("public static class Bells { public static void Ring(RoomState room) => Toll(1); private static void Toll(int times) { @ } }")]
    [InlineData("public sealed class Anything { public void Ring(RoomState room) { @ } }")]
    public async Task Clock_reads_are_found_in_all_code_rooms_run(string code) =>
        Assert.Equal("ACT001", Assert.Single(await Planted.FindAsync(code.Replace("@", "var now = DateTime.UtcNow;", StringComparison.Ordinal))).Id);

    [Fact]
    public async Task Code_outside_the_rules_is_unrestricted() =>
        Assert.Empty(await Planted.FindAsync("""
            public static class Service
            {
                private static int _calls;

                public static async Task CallAsync(RulesBuilder rules)
                {
                    _calls++;
                    await Task.Delay(new Random().Next(10));
                    Console.WriteLine(DateTime.UtcNow);
                    foreach (var id in new HashSet<int> { 1 })
                        File.Delete($"{id}");
                }
            }
            """));
}
