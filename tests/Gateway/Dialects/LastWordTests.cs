using System.Text;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A player who speaks and goes through a door within one tick.</summary>
public sealed class LastWordTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;

    private readonly VirtualGateway _gateway = new(World);
    private int _lastId;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData("native", true)]
    [InlineData("native", false)]
    [InlineData("mud", true)]
    [InlineData("mud", false)]
    [InlineData("socketio", true)]
    [InlineData("socketio", false)]
    public void A_leaving_player_hears_what_was_said_before_it_left_and_nothing_later(string dialect, bool isAlone)
    {
        var other = isAlone ? null : Enter("mud", "Ben");
        var leaving = Enter(dialect, "Ada");
        other?.Told();
        leaving.Told();
        // The other player speaks in the same tick, before the door.
        if (other is not null)
            Type("mud", other, "say hello");
        Type(dialect, leaving, "say farewell");
        Type(dialect, leaving, "north");
        // The player is through the door before the tick.
        _gateway.Advance(0.001);
        if (other is not null)
            Type("mud", other, "say too late");
        _gateway.Advance(1);
        var told = leaving.Told();
        Assert.Contains(told, static message => message.Contains("market", StringComparison.Ordinal));
        Assert.Single(told, IsHeard("farewell"));
        Assert.DoesNotContain(told, IsHeard("too late"));
        if (other is null)
            return;
        Assert.Single(told, IsHeard("hello"));
        Assert.Equal(["hello", "farewell", "too late"], other.Told().SelectMany(static message => ((string[])["hello", "farewell", "too late"]).Where(word => IsHeard(word)(message))));
    }

    [Fact]
    public void A_returning_player_hears_every_line_once()
    {
        var ada = Enter("native", "Ada");
        ada.Told();
        foreach (var line in (string[])["say one", "north", "say two", "south", "say three"])
            Type("native", ada, line);
        _gateway.Advance(1);
        var told = ada.Told();
        foreach (var word in (string[])["one", "two", "three"])
            Assert.Single(told, IsHeard(word));
    }

    /// <summary>Whether the text arrives as something that was said, and not as the answer to the command.</summary>
    private static Predicate<string> IsHeard(string word) => message =>
        message.Contains(word, StringComparison.Ordinal)
        && (message.Contains("\"said\"", StringComparison.Ordinal) || message.Contains("\"says\"", StringComparison.Ordinal) || message.Contains("\"action\":\"say\"", StringComparison.Ordinal));

    private VirtualGateway.Client Enter(string dialect, string name)
    {
        IDialect its = dialect switch
        {
            "native" => new NativeDialect(World, _gateway.Time, NativeFormat.Json),
            "mud" => new MudDialect(_gateway.Time),
            _ => new SocketIODialect(World, _gateway.Time),
        };
        var client = _gateway.Connect(its, new ConnectRequest("/", new Dictionary<string, string> { ["name"] = name }, null));
        if (dialect == "native")
            client.Send(Encoding.UTF8.GetBytes($$"""{"type":"hello","version":1,"name":"{{name}}"}"""));
        _gateway.Advance(1);
        return client;
    }

    private void Type(string dialect, VirtualGateway.Client client, string line) => client.Send(Encoding.UTF8.GetBytes(dialect switch
    {
        "native" => $$"""{"type":"command","id":{{++_lastId}},"line":"{{line}}"}""",
        "mud" => $$"""{"type":"command","command":"{{line}}"}""",
        _ => $$$"""{"event":"player_action","data":{"action":"{{{line}}}"}}""",
    }));
}
