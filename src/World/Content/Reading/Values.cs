using System.Globalization;

namespace Actors.World;

/// <summary>Converts single YAML nodes to values. Returns false and reports one error when a node is not what it must be.</summary>
internal static class Values
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A name or a title: one line, without white space around it.</summary>
    public static bool TryLine(ContentNode node, string name, ContentErrors errors, out string line)
    {
        const int longest = ContentLimits.NameLength;
        line = (node as ScalarNode)?.Value.Trim() ?? "";
        return (line.Length is > 0 and <= longest && !line.Any(char.IsControl))
            || Fail(node, name, $"one line of 1 to {longest} characters", errors);
    }

    /// <summary>One or more lines. The file has been checked for control characters, but escapes in quotes can create more.</summary>
    public static bool TryText(ContentNode node, string name, int longest, ContentErrors errors, out string text)
    {
        text = (node as ScalarNode)?.Value.Trim() ?? "";
        return (text.Length > 0 && text.Length <= longest && !text.Any(c => char.IsControl(c) && c != '\n'))
            || Fail(node, name, $"text of 1 to {longest} characters", errors);
    }

    /// <summary>Lower case letters, digits, - and _, a letter first: safe in a path, in a file name and between the separators in our ids.</summary>
    public static bool TryId(string id, Place at, string name, ContentErrors errors)
    {
        if (id.Length is > 0 and <= ContentLimits.IdLength
            && char.IsAsciiLetterLower(id[0])
            && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            return true;
        }

        errors.Add(at, $"\"{name}\" must be an id: a to z, 0 to 9, - and _, a letter first, at most {ContentLimits.IdLength}; not {Wording.Quoted(id)}");
        return false;
    }

    public static bool TryNumber(ContentNode node, string name, Bounds bounds, ContentErrors errors, out double value)
    {
        value = 0;
        if (node is ScalarNode { Plain: true } scalar
            && double.TryParse(scalar.Value, Decimal, CultureInfo.InvariantCulture, out value)
            && bounds.Contain(value))
        {
            value += 0.0; // -0 is 0
            return true;
        }

        return Fail(node, name, $"a number {bounds}", errors);
    }

    public static bool TryWhole(ContentNode node, string name, Bounds bounds, ContentErrors errors, out int value)
    {
        value = 0;
        return (node is ScalarNode { Plain: true } scalar
                && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                && bounds.Contain(value))
            || Fail(node, name, $"a whole number {bounds}", errors);
    }

    public static bool TryFlag(ContentNode node, string name, ContentErrors errors, out bool value)
    {
        value = node is ScalarNode { Plain: true, Value: "true" };
        return value || node is ScalarNode { Plain: true, Value: "false" } || Fail(node, name, "true or false", errors);
    }

    /// <summary>Two numbers: a place as <c>[x, y]</c>, an extent as <c>[width, height]</c>.</summary>
    public static bool TryPair(ContentNode node, string name, string form, Bounds bounds, ContentErrors errors, out Vector value)
    {
        value = default;
        if (node is not ListNode { Items: [var first, var second] })
        {
            return Fail(node, name, $"two numbers {form}", errors);
        }

        var good = TryNumber(first, name, bounds, errors, out var x) & TryNumber(second, name, bounds, errors, out var y);
        value = new Vector(x, y);
        return good;
    }

    private static bool Fail(ContentNode node, string name, string expected, ContentErrors errors)
    {
        errors.Add(node.At, $"\"{name}\" must be {expected}, not {node.Found}");
        return false;
    }
}
