using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Actors.World;

/// <summary>A recording as text: one JSON object per line, in UTF-8. docs/replay.md shows it.</summary>
public static class RecordingFormat
{
    /// <summary>Since version 3 rules are modules, which a recording names, and the state's hash covers their components and timers.</summary>
    public const int Version = 3;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = RecordingJson.Options.Encoder, SkipValidation = true };

    /// <summary>Writes the line with its line end.</summary>
    public static void Write(IBufferWriter<byte> into, RecordingLine line)
    {
        using (var json = new Utf8JsonWriter(into, WriterOptions))
            JsonSerializer.Serialize(json, line, RecordingJson.Options);
        into.GetSpan(1)[0] = (byte)'\n';
        into.Advance(1);
    }

    /// <summary>The line without its line end.</summary>
    public static string Write(RecordingLine line) => JsonSerializer.Serialize(line, RecordingJson.Options);

    /// <param name="problem">Why the text is not a line of a recording that this version can play.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out RecordingLine? line, [NotNullWhen(false)] out string? problem)
    {
        (line, problem) = (null, null);
        try
        {
            line = JsonSerializer.Deserialize<RecordingLine>(text, RecordingJson.Options);
            problem = line switch
            {
                null => "it says nothing",
                RecordingLine.Start { Version: not Version } start => $"it is of version {start.Version}; this program plays version {Version}",
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            problem = wrong.Message;
        }
        return problem is null;
    }

    /// <summary>Whether an unreadable text is the beginning of a readable one: the part of its last line that a killed process has written.</summary>
    public static bool IsTorn(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                    return false;
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
