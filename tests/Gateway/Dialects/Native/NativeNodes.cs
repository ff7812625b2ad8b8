using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Codecs.MessagePack;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>Messages of both encodings as the same nodes, and back.</summary>
internal static class NativeNodes
{
    public static JsonNode? Parse(ReadOnlySpan<byte> payload, bool isText)
    {
        if (isText)
            return JsonSerializer.Deserialize<JsonNode>(payload);
        var reader = new MessagePackReader(payload);
        Assert.True(MessagePackValue.TryRead(ref reader, out var value), reader.Error.ToString());
        Assert.True(reader.AtEnd, "Something follows the message.");
        return NodeOf(value);
    }

    public static byte[] Pack(string json)
    {
        var buffer = new byte[json.Length * 2 + 16];
        var writer = new MessagePackWriter(buffer);
        Assert.True(ValueOf(JsonNode.Parse(json)).TryWrite(ref writer));
        return writer.WrittenSpan.ToArray();
    }

    /// <param name="format">json or msgpack.</param>
    public static byte[] Encode(string format, string json) => format == "json" ? Encoding.UTF8.GetBytes(json) : Pack(json);

    private static JsonNode? NodeOf(MessagePackValue value) => value switch
    {
        MessagePackValue.Truth truth => JsonValue.Create(truth.Value),
        MessagePackValue.Integer integer => JsonValue.Create(integer.Value),
        MessagePackValue.Float number => JsonValue.Create(number.Value),
        MessagePackValue.Text text => JsonValue.Create(Encoding.UTF8.GetString(text.Utf8.AsSpan())),
        MessagePackValue.Array array => new JsonArray([.. array.Items.Select(NodeOf)]),
        MessagePackValue.Map map => new JsonObject(map.KeysAndValues.Chunk(2).Select(static pair => KeyValuePair.Create(KeyOf(pair[0]), NodeOf(pair[1])))),
        _ => null,
    };

    private static string KeyOf(MessagePackValue key) => NodeOf(key)!.ToString();

    private static MessagePackValue ValueOf(JsonNode? node) => node switch
    {
        null => MessagePackValue.Nil.Value,
        JsonObject map => new MessagePackValue.Map([.. map.SelectMany(static pair => new[] { new MessagePackValue.Text([.. Encoding.UTF8.GetBytes(pair.Key)]), ValueOf(pair.Value) })]),
        JsonArray array => new MessagePackValue.Array([.. array.Select(ValueOf)]),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => new MessagePackValue.Text([.. Encoding.UTF8.GetBytes(node.GetValue<string>())]),
            JsonValueKind.True or JsonValueKind.False => new MessagePackValue.Truth(node.GetValue<bool>()),
            _ => node.GetValue<double>() is var number && number == Math.Floor(number) ? new MessagePackValue.Integer((long)number) : new MessagePackValue.Float(number),
        },
    };
}
