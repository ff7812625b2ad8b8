using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Actors.Hosting.Startup;

/// <summary>Whether a text is a value that an option can have.</summary>
internal static class OptionValue
{
    /// <returns>What is wrong with it, as the end of a sentence that begins with the option; null when nothing is.</returns>
    public static string? Problem(OptionNode option, string? text)
    {
        // An empty group or list of a JSON file.
        if (option.Kind != OptionKind.Value)
            return string.IsNullOrEmpty(text) ? null : $" is {(option.Kind == OptionKind.List ? "a list, :0 is its first" : "a group of options, not one")}.";
        if (text is null)
            return null;
        if (text.Length == 0 && IsOptional(option))
            return null;
        if (text.Length == 0 && option.Type != typeof(string))
            return $" is empty; it must be {Form(option)}.";
        if (!TryConvert(option, text, out var value))
            return $" is \"{text}\"; it must be {Form(option)}.";
        foreach (var rule in option.Property?.GetCustomAttributes<ValidationAttribute>() ?? [])
        {
            if (!Keeps(rule, value))
                return Broken(option, rule, text);
        }
        return null;
    }

    public static bool TryConvert(OptionNode option, string text, out object? value)
    {
        try
        {
            value = TypeDescriptor.GetConverter(option.Type).ConvertFromInvariantString(text);
            return true;
        }
        // Each converter wraps exceptions in its own way.
        catch (Exception unfit) when (unfit is ArgumentException or FormatException or NotSupportedException or OverflowException or InvalidOperationException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>"a whole number from 0 to 65535", "true or false".</summary>
    public static string Form(OptionNode option)
    {
        var form = option.Type switch
        {
            _ when option.Kind == OptionKind.List => $"a list: {option.Name}:0, {option.Name}:1",
            _ when option.Type == typeof(bool) => "true or false",
            { IsEnum: true } => string.Join(" or ", Enum.GetNames(option.Type).Select(static name => name.ToLowerInvariant())),
            _ when option.Type == typeof(TimeSpan) => "a time as 00:00:25",
            _ when option.Type == typeof(int) || option.Type == typeof(long) => "a whole number",
            _ when option.Type == typeof(double) => "a number",
            _ when option.IsPath => "a path",
            _ => "text",
        };
        return option.Property?.GetCustomAttribute<RangeAttribute>() is { } range ? $"{form} from {Text(range.Minimum)} to {Text(range.Maximum)}" : form;
    }

    private static bool Keeps(ValidationAttribute rule, object? value)
    {
        try
        {
            return rule.IsValid(value);
        }
        // A range of whole numbers on another type of value: a value that does not fit into a whole number is not in the range.
        catch (OverflowException)
        {
            return false;
        }
    }

    private static string Broken(OptionNode option, ValidationAttribute rule, string text) => rule switch
    {
        RequiredAttribute => " is empty, and must not be.",
        RangeAttribute or EnumDataTypeAttribute => $" is {text}; it must be {Form(option)}.",
        _ => $": {rule.FormatErrorMessage(option.Name)}",
    };

    /// <summary>An empty text counts as none: a script may pass on a variable that it does not have.</summary>
    private static bool IsOptional(OptionNode option) =>
        option.Property is { } property && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
