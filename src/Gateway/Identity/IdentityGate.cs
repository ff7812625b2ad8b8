using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Identity;

/// <summary>Decides what a client's token makes of it: a guest, a signed player, or nobody.</summary>
public sealed class IdentityGate
{
    private readonly JwtValidator? _validator;
    private readonly bool _required;

    private IdentityGate(JwtValidator? validator, bool required)
    {
        _validator = validator;
        _required = required;
    }

    /// <summary>Without keys: every client is a guest.</summary>
    public static IdentityGate GuestsOnly { get; } = new(null, required: false);

    /// <exception cref="OptionsValidationException">The options, or the files that they name, cannot be used; all errors are named.</exception>
    public static IdentityGate Open(IdentityOptions options, TimeProvider time)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        var keys = IdentityOptionsValidator.Load(options, out var problems);
        problems.AddRange(wrong.Select(static result => $"Actors:Identity: {result.ErrorMessage}"));
        if (problems.Count > 0)
            throw new OptionsValidationException(nameof(IdentityOptions), typeof(IdentityOptions), problems);
        if (options.Keys.Count == 0)
            return GuestsOnly;
        return new IdentityGate(new JwtValidator(keys, options.Issuer, options.Audience, TimeSpan.FromSeconds(options.ClockSkewSeconds), time), options.Required);
    }

    /// <summary>A signed token has dots and a guest's secret has none, so that an invalid one never passes for the other.</summary>
    internal IdentityVerdict Judge(string? token)
    {
        if (_validator is null || token is null || !token.Contains('.'))
            return _required ? Refuse("required", IdentityCodes.Required, "Only players with a signed token may come in here.") : new IdentityVerdict.Guest();
        switch (_validator.Validate(token))
        {
            case { Identity: { } identity }:
                IdentityMetrics.Instance.Accepted();
                return new IdentityVerdict.Signed(identity);
            case { Refusal: JwtRefusal.Expired }:
                return Refuse("expired", IdentityCodes.Expired, "The token has expired; get a new one.");
            case { Refusal: JwtRefusal.NotYetValid }:
                return Refuse("not_yet_valid", IdentityCodes.NotYetValid, "The token is not valid yet.");
            case var refused:
                return Refuse(ReasonOf(refused.Refusal), IdentityCodes.Invalid, "The token is not one that is believed here.");
        }
    }

    private static IdentityVerdict.Refused Refuse(string reason, string code, string text)
    {
        IdentityMetrics.Instance.Refused(reason);
        return new IdentityVerdict.Refused(code, text);
    }

    private static string ReasonOf(JwtRefusal? why) => why switch
    {
        JwtRefusal.TooLong => "too_long",
        JwtRefusal.Algorithm => "algorithm",
        JwtRefusal.Header => "header",
        JwtRefusal.Key => "key",
        JwtRefusal.Signature => "signature",
        JwtRefusal.Issuer => "issuer",
        JwtRefusal.Audience => "audience",
        JwtRefusal.Claims => "claims",
        _ => "malformed",
    };
}
