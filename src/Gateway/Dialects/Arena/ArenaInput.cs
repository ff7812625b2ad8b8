using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Arena;

/// <summary>
/// The most frequent message of a client, <c>{"type":"input","input":{"sequenceNumber":1,"movement":{"x":0,"y":1}}}</c>, read in
/// one pass without a document. Any other form, wrong ones included, is left to the common reader.
/// </summary>
internal readonly record struct ArenaInput(long Sequence, Vector Movement)
{
    [Flags]
    private enum Found
    {
        Type = 1,
        Input = 2,
        Sequence = 4,
        Movement = 8,
        X = 16,
        Y = 32,
        All = 63,
    }

    /// <summary>False: it is another message, or the common reader has to look at it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ArenaInput input)
    {
        input = default;
        var json = new Utf8JsonReader(payload, JsonInput.Options);
        try
        {
            var found = default(Found);
            var (sequence, x, y) = (0d, 0d, 0d);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.EndObject)
                    continue;
                // A name that is escaped or repeated is left to the common reader.
                if (json.ValueIsEscaped)
                    return false;
                // Only input and movement are entered, so the depth identifies the object.
                var read = json.CurrentDepth switch
                {
                    1 when json.ValueTextEquals("type"u8) => IsNew(Found.Type, ref found) && IsInput(ref json),
                    1 when json.ValueTextEquals("input"u8) => IsNew(Found.Input, ref found) && Enter(ref json),
                    2 when json.ValueTextEquals("sequenceNumber"u8) => IsNew(Found.Sequence, ref found) && Number(ref json, out sequence),
                    2 when json.ValueTextEquals("movement"u8) => IsNew(Found.Movement, ref found) && Enter(ref json),
                    3 when json.ValueTextEquals("x"u8) => IsNew(Found.X, ref found) && Number(ref json, out x),
                    3 when json.ValueTextEquals("y"u8) => IsNew(Found.Y, ref found) && Number(ref json, out y),
                    _ => json.TrySkip(),
                };
                if (!read)
                    return false;
            }
            if (found != Found.All || JsonInput.Integer(sequence) is not { } whole)
                return false;
            input = new ArenaInput(whole, new Vector(x, y));
            return true;
        }
        catch (JsonException)
        {
            // The platform's sign for invalid JSON
            return false;
        }
    }

    private static bool IsNew(Found field, ref Found found)
    {
        var isNew = (found & field) == 0;
        found |= field;
        return isNew;
    }

    private static bool IsInput(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueTextEquals("input"u8);

    private static bool Enter(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.StartObject;

    private static bool Number(ref Utf8JsonReader json, out double number)
    {
        number = 0;
        return json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetDouble(out number) && double.IsFinite(number);
    }
}
