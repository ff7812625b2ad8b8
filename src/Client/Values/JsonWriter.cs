using System.Globalization;
using System.Text;

namespace Actors.Client.Values;

/// <summary>Writes a value as JSON.</summary>
internal static class JsonWriter
{
    public static byte[] Write(GameValue value) => Utf8.Strict.GetBytes(Text(value));

    public static string Text(GameValue value)
    {
        var to = new StringBuilder();
        Value(to, value);
        return to.ToString();
    }

    private static void Value(StringBuilder to, GameValue value)
    {
        switch (value.Kind)
        {
            case GameValueKind.Null:
                to.Append("null");
                break;
            case GameValueKind.Flag:
                to.Append(value.AsFlag() ? "true" : "false");
                break;
            case GameValueKind.Integer:
                to.Append(value.AsInteger().ToString(CultureInfo.InvariantCulture));
                break;
            case GameValueKind.Number:
                // JSON cannot represent NaN and infinities: as is usual, they are written as null.
                var number = value.AsNumber();
                to.Append(double.IsNaN(number) || double.IsInfinity(number) ? "null" : number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case GameValueKind.Text:
                Quoted(to, value.AsText());
                break;
            case GameValueKind.List:
                to.Append('[');
                for (var i = 0; i < value.Count; i++)
                    Value(i == 0 ? to : to.Append(','), value[i]);
                to.Append(']');
                break;
            default:
                to.Append('{');
                var isFirst = true;
                foreach (var (name, its) in value.Entries)
                {
                    Quoted(isFirst ? to : to.Append(','), name);
                    Value(to.Append(':'), its);
                    isFirst = false;
                }
                to.Append('}');
                break;
        }
    }

    private static void Quoted(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var unit in text)
        {
            if (unit is '"' or '\\')
                to.Append('\\').Append(unit);
            else if (unit < ' ')
                to.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
            else
                to.Append(unit);
        }
        to.Append('"');
    }
}
