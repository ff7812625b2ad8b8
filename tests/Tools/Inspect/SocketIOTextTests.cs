using System.Text;
using Actors.Tools.Inspect;

namespace Actors.Tools.Tests.Inspect;

public sealed class SocketIOTextTests
{
    [Theory]
    [InlineData("0{\"sid\":\"x\", \"pingInterval\": 25000}", "open {\"sid\":\"x\",\"pingInterval\":25000}")]
    [InlineData("2probe", "ping probe")]
    [InlineData("3", "pong")]
    [InlineData("5", "upgrade")]
    [InlineData("40", "message CONNECT")]
    [InlineData("40/chat,{\"token\":\"t\"}", "message CONNECT /chat {\"token\":\"t\"}")]
    [InlineData("42[\"join_room\",{\"room_id\":\"plaza\"}]", "message EVENT [\"join_room\",{\"room_id\":\"plaza\"}]")]
    [InlineData("42/chat,17[\"say\"]", "message EVENT /chat, ack 17 [\"say\"]")]
    [InlineData("437[]", "message ACK, ack 7 []")]
    [InlineData("41/chat", "message DISCONNECT /chat")]
    [InlineData("44{\"message\":\"no\"}", "message CONNECT_ERROR {\"message\":\"no\"}")]
    [InlineData("452-/chat,3[\"b\",{\"_placeholder\":true}]", "message BINARY_EVENT +2 binary /chat, ack 3 [\"b\",{\"_placeholder\":true}]")]
    [InlineData("bAQID", "binary, 3 bytes in base64")]
    [InlineData("", "not Engine.IO: ")]
    [InlineData("9x", "not Engine.IO: 9x")]
    [InlineData("4x", "message not Socket.IO: x")]
    public void A_packet_is_shown_by_type_name(string packet, string expected)
    {
        var text = new StringBuilder();
        SocketIOText.Append(packet, text);
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData("{ \"a\" : \"b \\\" c\\\\\" ,\r\n\t\"d\": [ 1, 2 ] }", "{\"a\":\"b \\\" c\\\\\",\"d\":[1,2]}")]
    [InlineData("plain  text\u001b[2J", "plain  text\\u001b[2J")]
    [InlineData("[\"\u202e\"", "[\"\\u202e\"")]
    public void Text_is_one_line_that_cannot_move_the_cursor(string text, string expected)
    {
        var line = new StringBuilder();
        OneLine.AppendJson(text, line);
        Assert.Equal(expected, line.ToString());
    }
}
