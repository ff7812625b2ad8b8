using Actors.Tools.Load.Play;

namespace Actors.Tools.Tests;

public sealed class PlayConnectionTests
{
    /// <summary>The reader may be between two messages when its client has had enough.</summary>
    [Fact]
    public async Task A_connection_that_was_aborted_has_no_more_messages_and_throws_nothing()
    {
        using var connection = new PlayConnection(TimeSpan.FromSeconds(1));
        connection.Abort();
        Assert.Null(await connection.ReceiveAsync(default));
        Assert.Equal("cut off", connection.Closed);
    }
}
