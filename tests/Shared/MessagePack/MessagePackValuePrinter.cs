using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Actors.Tests;

internal static class MessagePackValuePrinter
{
    public static string Print(MessagePackValue value)
    {
        var output = new StringBuilder();
        Append(output, value);
        return output.ToString();
    }

    private static void Append(StringBuilder output, MessagePackValue value)
    {
        switch (value)
        {
            case MessagePackValue.Nil:
                output.Append("null");
                break;
            case MessagePackValue.Truth truth:
                output.Append(truth.Value ? "true" : "false");
                break;
            case MessagePackValue.Integer integer:
                output.Append(integer.Value);
                break;
            case MessagePackValue.HugeInteger huge:
                output.Append(huge.Value);
                break;
            case MessagePackValue.Float number:
                output.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case MessagePackValue.Text text when Utf8.IsValid(text.Utf8.AsSpan()):
                var escaped = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Encoding.UTF8.GetString(text.Utf8.AsSpan()));
                output.Append('"').Append(escaped).Append('"');
                break;
            case MessagePackValue.Text text:
                AppendBytes(output, text.Utf8);
                break;
            case MessagePackValue.Binary binary:
                AppendBytes(output, binary.Bytes);
                break;
            case MessagePackValue.Extension extension:
                output.Append("ext(").Append(extension.Type).Append(", ");
                AppendBytes(output, extension.Data);
                output.Append(')');
                break;
            case MessagePackValue.Array array:
                output.Append('[');
                AppendAll(output, array.Items, keyed: false);
                output.Append(']');
                break;
            case MessagePackValue.Map map:
                output.Append('{');
                AppendAll(output, map.KeysAndValues, keyed: true);
                output.Append('}');
                break;
        }
    }

    private static void AppendAll(StringBuilder output, ImmutableArray<MessagePackValue> items, bool keyed)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                output.Append(keyed && i % 2 == 1 ? ": " : ", ");
            Append(output, items[i]);
        }
    }

    private static void AppendBytes(StringBuilder output, ImmutableArray<byte> bytes) =>
        output.Append("h'").Append(Convert.ToHexStringLower(bytes.AsSpan())).Append('\'');
}
