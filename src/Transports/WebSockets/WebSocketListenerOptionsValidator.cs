using System.ComponentModel.DataAnnotations;
using Actors.Channels;
using Microsoft.Extensions.Options;

namespace Actors.WebSockets;

/// <summary>Reports all errors of the options, each with the name of the option.</summary>
public sealed class WebSocketListenerOptionsValidator : IValidateOptions<WebSocketListenerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebSocketListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        var wrongOfDeflate = new List<ValidationResult>();
        Validator.TryValidateObject(options.Deflate, new ValidationContext(options.Deflate), wrongOfDeflate, validateAllProperties: true);
        var errors = wrong.Select(result => result.ErrorMessage!)
            .Concat(wrongOfDeflate.Select(result => $"{nameof(options.Deflate)}: {result.ErrorMessage}"))
            .Concat(CrossField(options)).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> CrossField(WebSocketListenerOptions options)
    {
        if (!string.IsNullOrEmpty(options.Address) && !ListenAddress.IsValid(options.Address))
            yield return $"{nameof(options.Address)}: {ListenAddress.Problem(options.Address)}.";
        if (options.MaxPartialBytes < options.MaxMessageBytes)
            yield return $"{nameof(options.MaxPartialBytes)}: not even one message of {nameof(options.MaxMessageBytes)} could arrive in parts.";
        if (options.PingInterval >= options.IdleTimeout)
            yield return $"{nameof(options.PingInterval)}: must be shorter than {nameof(options.IdleTimeout)}, or no ping is ever sent.";
        foreach (var origin in options.AllowedOrigins)
        {
            if (!IsOrigin(origin))
                yield return $"{nameof(options.AllowedOrigins)}: \"{origin}\" is not of the form scheme://host[:port].";
        }
        if (options.CertificatePath is null && (options.CertificateKeyPath ?? options.CertificatePassword) is not null)
            yield return $"{nameof(options.CertificatePath)}: missing, though a key or a password is given.";
        if (options.CertificatePath is { } certificate && !File.Exists(certificate))
            yield return $"{nameof(options.CertificatePath)}: there is no file {certificate}.";
        if (options.CertificateKeyPath is { } key && !File.Exists(key))
            yield return $"{nameof(options.CertificateKeyPath)}: there is no file {key}.";
    }

    private static bool IsOrigin(string origin) =>
        origin == "null" || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && !origin.EndsWith('/'));
}
