using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Sessions;

/// <summary>A player's identity, beyond a connection and beyond a run of the game.</summary>
public sealed class TokenTests
{
    private const string Expired = """{"type":"goodbye","code":"token_expired","reason":"It has expired."}""";

    [Fact]
    public void A_token_is_created_once_and_stored_per_server_and_name()
    {
        var store = new Store();
        var first = new Stage(its => its.TokenStore = store);
        first.Client.Connect();
        first.Welcome(new() { ["token"] = null });
        var made = Assert.Single(store.Kept);
        Assert.Equal("actors-token:ws://x:", made.Key);
        Assert.Matches("^[0-9a-f]{32}$", made.Value);
        Assert.Equal(made.Value, first.Client.Token);

        Assert.Equal(made.Value, new Stage(its => its.TokenStore = store).Client.Token);
        Assert.NotEqual(made.Value, new Stage(its => its.TokenStore = store, "ws://elsewhere").Client.Token);
        Assert.NotEqual(made.Value, new Stage(its => (its.TokenStore, its.Name) = (store, "Ada")).Client.Token);
    }

    [Fact]
    public void A_failing_token_store_is_reported_once_and_the_token_stays_in_memory()
    {
        var stage = new Stage(static its => its.TokenStore = new Store { IsBroken = true }).Begin();
        stage.Drop(1006).Pass(100).Welcome();
        Assert.Equal([ErrorCode.NotKept], stage.Errors.Select(static error => error.Code));
        Assert.Equal("secret", stage.Client.Token);
    }

    [Fact]
    public void A_refused_token_is_replaced_by_a_fresh_one()
    {
        var refusals = new List<ClientError>();
        var fresh = new TaskCompletionSource<string?>();
        var stage = new Stage(its =>
        {
            its.Token = "old";
            its.FreshToken = refusal =>
            {
                refusals.Add(refusal);
                return fresh.Task;
            };
        });
        stage.Client.Connect();
        stage.Line.Open();
        stage.Say(Expired).Pass(5000);
        Assert.Equal("token_expired", Assert.Single(refusals).Code.Value);
        Assert.Single(stage.Connections);

        fresh.SetResult("new");
        stage.Pass(200);
        stage.Line.Open();
        stage.Client.Update();
        Assert.Equal("new", (string?)stage.Line.Of("hello")[0]["token"]);
    }

    [Theory]
    [InlineData(null, "It has expired.")]
    [InlineData("old", "It has expired.")]
    [InlineData("throw", "It has expired. No fresh token could be had: no way")]
    public void Without_a_fresh_token_the_client_closes(string? answer, string reason)
    {
        var stage = new Stage(its =>
        {
            its.Token = "old";
            its.FreshToken = _ => answer == "throw" ? throw new InvalidOperationException("no way") : Task.FromResult(answer);
        });
        stage.Client.Connect();
        stage.Line.Open();
        stage.Say(Expired).Pass(1);
        Assert.Equal(new Ending(EndingCodes.TokenExpired, reason), stage.Client.Ending);
    }

    [Fact]
    public void The_client_closes_after_three_refused_fresh_tokens()
    {
        var asked = 0;
        var stage = new Stage(its => its.FreshToken = _ => Task.FromResult<string?>($"token {++asked}"));
        stage.Client.Connect();
        for (var i = 0; i < 4; i++)
        {
            stage.Line.Open();
            stage.Say(Expired).Pass(30_000);
        }
        Assert.Equal((3, ConnectionState.Closed), (asked, stage.Client.Connection));
    }

    private sealed class Store : ITokenStore
    {
        public Dictionary<string, string> Kept { get; } = [];

        public bool IsBroken { get; init; }

        public string? Read(string key) => IsBroken ? throw new IOException("The disk is gone.") : Kept.GetValueOrDefault(key);

        public void Write(string key, string token) => Kept[key] = IsBroken ? throw new IOException("The disk is gone.") : token;
    }
}
