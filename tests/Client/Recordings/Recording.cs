using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Recordings;

/// <summary>What a client received and when, how it steered, and the picture that it had after each state: lines of JSON, as described in clients/vectors/README.md.</summary>
internal sealed class Recording
{
    private readonly List<JsonObject> _lines;

    public Recording() => _lines = [];

    private Recording(List<JsonObject> lines) => _lines = lines;

    /// <summary>The pictures that it had: the sequence of the state, and the hash.</summary>
    public IReadOnlyList<string> Pictures => [.. _lines.Select(static line => (string?)line["picture"]).OfType<string>()];

    public static Recording Read(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return new Recording([.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())]);
    }

    public static string PictureOf(GameClient client) => string.Create(CultureInfo.InvariantCulture, $"{client.State!.Sequence} {Picture.Of(client)}");

    public void Write(string path)
    {
        using var lines = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.SmallestSize), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        foreach (var line in _lines)
            lines.WriteLine(line.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    public void Said(double at, ReadOnlyMemory<byte> message, bool isText) =>
        _lines.Add(new JsonObject { ["at"] = at, ["say"] = isText ? Encoding.UTF8.GetString(message.Span) : Convert.ToBase64String(message.Span) });

    public void Moved(double at, double x, double y) => _lines.Add(new JsonObject { ["at"] = at, ["move"] = new JsonArray(x, y) });

    public void Had(string picture) => _lines.Add(new JsonObject { ["picture"] = picture });

    /// <summary>The pictures that a client has when it plays the recording now.</summary>
    public IReadOnlyList<string> Play()
    {
        var stage = new Stage();
        var pictures = new List<string>();
        stage.Client.StateChanged += _ => pictures.Add(PictureOf(stage.Client));
        stage.Client.Connect();
        stage.Line.Open();
        stage.Client.Update();
        foreach (var line in _lines.Where(static line => line.ContainsKey("at")))
        {
            stage.Pass((double)line["at"]! - stage.Clock.Milliseconds);
            if (line["move"] is { } move)
                stage.Client.Move((double)move[0]!, (double)move[1]!);
            else
                Say(stage, (string)line["say"]!);
        }
        return pictures;
    }

    private static void Say(Stage stage, string message)
    {
        if (message.StartsWith('{'))
            stage.Line.Say(message);
        else
            stage.Line.Say(Convert.FromBase64String(message), isText: false);
        stage.Client.Update();
    }
}
