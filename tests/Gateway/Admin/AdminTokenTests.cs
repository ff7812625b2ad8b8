using Actors.Gateway.Admin;

namespace Actors.Gateway.Tests.Admin;

public sealed class AdminTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly AdminToken _token = new("correct horse battery");

    [Theory]
    [InlineData("correct horse battery", true)]
    [InlineData("correct horse batterz", false)]
    [InlineData("correct horse batter", false)]
    [InlineData("correct horse battery ", false)]
    [InlineData("", false)]
    public void Only_the_exact_token_matches(string offered, bool isIt) => Assert.Equal(isIt, _token.Is(offered));

    [Fact]
    public void A_session_lasts_until_its_expiry_at_every_gateway_with_the_token()
    {
        var session = _token.NewSession(Now.AddHours(1));
        var elsewhere = new AdminToken("correct horse battery");
        Assert.True(elsewhere.IsSession(session, Now.AddMinutes(59), Longest));
        Assert.False(elsewhere.IsSession(session, Now.AddHours(1), Longest));
        Assert.False(new AdminToken("another token of theirs").IsSession(session, Now, Longest));
    }

    [Fact]
    public void A_session_cannot_be_forged_or_extended_without_the_token()
    {
        var session = _token.NewSession(Now.AddHours(1));
        var (instant, signature) = (session.Split('.')[0], session.Split('.')[1]);
        foreach (var forged in (string[])["", ".", instant, $"{instant}.", $"9{instant}.{signature}", $"{instant}.{_token.FormOf(instant)}", $"{instant}.{signature}.", $" {session}", "-1.-1"])
            Assert.False(_token.IsSession(forged, Now, Longest), forged);
        for (var at = 0; at < session.Length; at++)
        {
            var changed = session.ToCharArray();
            changed[at] = changed[at] == '7' ? '8' : '7';
            Assert.False(_token.IsSession(new string(changed), Now, Longest), new string(changed));
        }
    }

    [Fact]
    public void A_session_from_a_clock_far_ahead_is_rejected()
    {
        Assert.False(_token.IsSession(_token.NewSession(Now.AddYears(1)), Now, Longest));
        Assert.True(_token.IsSession(_token.NewSession(Now + Longest), Now.AddSeconds(-59), Longest));
        Assert.False(_token.IsSession(_token.NewSession(Now + Longest), Now.AddSeconds(-61), Longest));
    }

    [Fact]
    public void A_form_belongs_to_one_session()
    {
        var (one, other) = (_token.NewSession(Now.AddHours(1)), _token.NewSession(Now.AddHours(2)));
        Assert.True(_token.IsFormOf(one, _token.FormOf(one)));
        Assert.False(_token.IsFormOf(one, _token.FormOf(other)));
        Assert.False(_token.IsFormOf(one, ""));
    }
}
