using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>Finds all errors of the options, each with the option's name.</summary>
public static class PacketsOptionsCheck
{
    /// <summary>The longest code of a packet, in UTF-16 units.</summary>
    public const int MaxCodeLength = 32;

    /// <param name="section">The section of the options in the configuration: <c>Actors:Packets</c>.</param>
    public static IReadOnlyList<string> Errors(PacketsOptions options, string section)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        return
        [
            .. wrong.Select(result => $"{section}: {result.ErrorMessage}"),
            .. Errors(options.FromClient.All, $"{section}:{nameof(PacketsOptions.FromClient)}"),
            .. Errors(options.ToClient.All, $"{section}:{nameof(PacketsOptions.ToClient)}"),
        ];
    }

    private static IEnumerable<string> Errors(IReadOnlyList<(string Option, string Code)> codes, string section)
    {
        foreach (var (option, code) in codes)
        {
            if (code.Length is 0 or > MaxCodeLength)
                yield return $"{section}:{option} has 1 to {MaxCodeLength} characters.";
        }
        foreach (var same in codes.Where(static entry => entry.Code.Length > 0).GroupBy(static entry => entry.Code).Where(static group => group.Count() > 1))
            yield return $"{section}: {string.Join(" and ", same.Select(static entry => entry.Option))} have the same code, \"{same.Key}\".";
    }
}
