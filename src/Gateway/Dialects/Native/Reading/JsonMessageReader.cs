using System.Text.Json;
using Actors.Gateway.Codecs;

namespace Actors.Gateway.Dialects.Native.Reading;

internal static class JsonMessageReader
{
    /// <summary>False: the bytes are not one JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ClientMessage message)
    {
        message = default;
        using var document = JsonInput.Parse(payload);
        if (document is null)
            return false;
        var root = document.RootElement;
        message.Type = root.Text("type");
        message.X = root.Number("x");
        message.Y = root.Number("y");
        message.Sequence = root.Number("seq");
        if (message.Type == "input")
            return true;
        message.Angle = root.Number("angle");
        message.SentAt = root.Number("sentAt");
        message.Id = root.Number("id");
        message.Version = root.Number("version");
        message.FromEvent = root.Number("fromEvent");
        message.Target = root.Text("target");
        message.Line = root.Text("line");
        message.Verb = root.Text("verb");
        message.Arguments = !root.Field("args", out var arguments) || arguments.ValueKind == JsonValueKind.Null ? ClientMessage.NoArguments
            : arguments.ValueKind == JsonValueKind.Object ? arguments.GetRawText() : null;
        message.Name = root.Text("name");
        message.Token = root.Text("token");
        message.Room = root.Text("room");
        message.Resume = root.Text("resume");
        if (root.Object("wishes") is { } capabilities)
        {
            message.Deltas = HasCapability(capabilities, "deltas");
            message.Area = HasCapability(capabilities, "area");
        }
        return true;
    }

    private static bool HasCapability(JsonElement capabilities, string name) => capabilities.Field(name, out var its) && its.ValueKind == JsonValueKind.True;
}
