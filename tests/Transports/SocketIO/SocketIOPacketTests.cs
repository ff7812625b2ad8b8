using System.Text;
using System.Text.Json;
using Actors.SocketIO;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>The packet format of the protocol's document, both ways.</summary>
public sealed class SocketIOPacketTests
{
    [Theory]
    [InlineData("0", '0', 0, "/", null, "")]
    [InlineData("0/admin,", '0', 0, "/admin", null, "")]
    [InlineData("0/admin", '0', 0, "/admin", null, "")]
    [InlineData("0/admin,{\"token\":\"123\"}", '0', 0, "/admin", null, "{\"token\":\"123\"}")]
    [InlineData("0/admin?token=1&x=2,{}", '0', 0, "/admin", null, "{}")]
    [InlineData("0/?x=1,", '0', 0, "/", null, "")]
    [InlineData("0/,", '0', 0, "/", null, "")]
    [InlineData("1", '1', 0, "/", null, "")]
    [InlineData("1/admin,", '1', 0, "/admin", null, "")]
    [InlineData("2[\"foo\"]", '2', 0, "/", null, "[\"foo\"]")]
    [InlineData("2/admin,[\"bar\"]", '2', 0, "/admin", null, "[\"bar\"]")]
    [InlineData("212[\"foo\"]", '2', 0, "/", 12L, "[\"foo\"]")]
    [InlineData("2/admin,13[\"foo\"]", '2', 0, "/admin", 13L, "[\"foo\"]")]
    [InlineData("20[\"foo\"]", '2', 0, "/", 0L, "[\"foo\"]")]
    [InlineData("29007199254740991[]", '2', 0, "/", 9007199254740991L, "[]")]
    [InlineData("3/admin,13[\"bar\"]", '3', 0, "/admin", 13L, "[\"bar\"]")]
    [InlineData("51-[\"baz\",{}]", '5', 1, "/", null, "[\"baz\",{}]")]
    [InlineData("52-/admin,[\"baz\"]", '5', 2, "/admin", null, "[\"baz\"]")]
    [InlineData("61-15[\"bar\"]", '6', 1, "/", 15L, "[\"bar\"]")]
    [InlineData("510-/admin,7[\"baz\"]", '5', 10, "/admin", 7L, "[\"baz\"]")]
    public void A_header_is_parsed(string packet, char type, int attachments, string ns, long? ackId, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(packet);
        Assert.True(SocketIOHeader.TryParse(bytes, 10, out var header));
        Assert.Equal((type, attachments, ns, ackId), ((char)header.Type, header.Attachments, header.Namespace, header.AckId));
        Assert.Equal(json, Encoding.UTF8.GetString(bytes.AsSpan(header.JsonStart)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("5[\"no count\"]")]
    [InlineData("50-[\"none\"]")]
    [InlineData("51[\"no dash\"]")]
    [InlineData("51")]
    [InlineData("5-[\"baz\"]")]
    [InlineData("511-[\"over the limit\"]")]
    [InlineData("599999999999999999999-[]")]
    [InlineData("29007199254740992[]")]
    [InlineData("299999999999999999999[]")]
    public void A_bad_header_is_rejected(string packet) => Assert.False(SocketIOHeader.TryParse(Encoding.UTF8.GetBytes(packet), 10, out _));

    [Fact]
    public void An_overlong_namespace_is_rejected()
    {
        Assert.True(SocketIOHeader.TryParse(Encoding.UTF8.GetBytes("0/" + new string('x', 255)), 10, out _));
        Assert.False(SocketIOHeader.TryParse(Encoding.UTF8.GetBytes("0/" + new string('x', 256)), 10, out _));
    }

    [Fact]
    public void Parsing_any_bytes_never_throws() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(
        Arb.From(Gen.Elements("0123456/,-?[]{}\"a\u00e9".ToCharArray()).ArrayOf().Select(chars => Encoding.UTF8.GetBytes(chars))),
        bytes => !SocketIOHeader.TryParse(bytes, 10, out var header) || (header.JsonStart >= 1 && header.JsonStart <= bytes.Length)));

    [Fact]
    public void An_event_is_encoded_as_specified()
    {
        Assert.Equal("42[\"foo\",{\"a\":1}]", Text(SocketIOPacket.Encode("foo", "{\"a\":1}"u8)));
        Assert.Equal("42/admin,[\"foo\",null]", Text(SocketIOPacket.Encode("foo", "null"u8, "/admin")));
        Assert.Equal("42[\"say \\\"日本\\\"\\u001E\",1]", Text(SocketIOPacket.Encode("say \"日本\"\u001e", "1"u8)));
        var binary = SocketIOPacket.Encode("baz", payload =>
        {
            payload.WriteBinary([1, 2, 3, 4]);
            payload.Json.WriteStartObject();
            payload.Json.WritePropertyName("inside");
            payload.WriteBinary([5]);
            payload.Json.WriteEndObject();
        }, "/admin");
        Assert.Equal(
            "452-/admin,[\"baz\",{\"_placeholder\":true,\"num\":0},{\"inside\":{\"_placeholder\":true,\"num\":1}}]", Text(binary));
        Assert.Equal([1, 2, 3, 4], binary.Messages[1].Payload.ToArray());
        Assert.Equal([5], binary.Messages[2].Payload.ToArray());
        Assert.False(binary.Messages[1].IsText);
    }

    [Fact]
    public void An_argument_writer_may_encode_another_packet_and_may_throw()
    {
        SocketIOPacket? inner = null;
        var outer = SocketIOPacket.Encode("outer", payload =>
        {
            payload.Json.WriteNumberValue(1);
            inner = SocketIOPacket.Encode("inner", "2"u8);
            payload.Json.WriteNumberValue(3);
        });
        Assert.Equal("42[\"outer\",1,3]", Text(outer));
        Assert.Equal("42[\"inner\",2]", Text(inner!));
        Assert.Throws<FormatException>(() => SocketIOPacket.Encode("failed", _ => throw new FormatException()));
        Assert.Equal("42[\"next\",4]", Text(SocketIOPacket.Encode("next", "4"u8)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    [InlineData("disconnecting")]
    [InlineData("newListener")]
    [InlineData("removeListener")]
    public void Reserved_event_names_are_rejected(string name) =>
        Assert.Throws<ArgumentException>(() => SocketIOPacket.Encode(name, "1"u8));

    [Fact]
    public void Any_event_survives_a_round_trip() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<PositiveInt>(), (name, argument, id) =>
        {
            var ns = $"/n{id.Get}";
            var packet = SocketIOPacket.Encode(name.Get, payload => payload.WriteValue(argument), ns);
            var bytes = packet.Message.Payload.Span[1..];
            return SocketIOHeader.TryParse(bytes, 10, out var header) && header.Namespace == ns
                && SocketIOJson.TryParse(bytes[header.JsonStart..], 64, out var json) && SocketIOJson.IsEvent(json)
                && json!.Value[0].GetString() == Replaced(name.Get) && json.Value[1].GetString() == Replaced(argument);
        }));

    [Theory]
    [InlineData("""["a",{"_placeholder":true,"num":0}]""", 1, true)]
    [InlineData("""["a",{"b":[{"_placeholder":true,"num":1}]}]""", 2, true)]
    [InlineData("""["a",{"_placeholder":true,"num":1}]""", 1, false)]
    [InlineData("""["a",{"_placeholder":true,"num":-1}]""", 1, false)]
    [InlineData("""["a",{"_placeholder":true,"num":0.5}]""", 1, false)]
    [InlineData("""["a",{"_placeholder":true,"num":"0"}]""", 1, false)]
    [InlineData("""["a",{"_placeholder":true}]""", 1, false)]
    [InlineData("""["a",{"_placeholder":false}]""", 1, true)]
    [InlineData("""["a",{"_pla\ud800eholder":true}]""", 1, false)]
    public void Every_placeholder_needs_its_attachment(string json, int attachments, bool valid) =>
        Assert.Equal(valid, SocketIOJson.ArePlaceholdersValid(JsonElement.Parse(json), attachments));

    private static string Text(SocketIOPacket packet) => Encoding.UTF8.GetString(packet.Message.Payload.Span);

    /// <summary>Half a surrogate pair is no character: it goes as U+FFFD.</summary>
    private static string? Replaced(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
