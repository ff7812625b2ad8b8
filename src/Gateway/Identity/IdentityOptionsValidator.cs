using Microsoft.Extensions.Options;

namespace Actors.Gateway.Identity;

/// <summary>Finds all errors of the options and the key files, each with the name of the option.</summary>
public sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Load(options, out var problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <param name="problems">If there are none, the keys are complete.</param>
    internal static JwtKeys Load(IdentityOptions options, out List<string> problems)
    {
        problems = [.. CrossField(options)];
        return JwtKeys.Load(options, problems);
    }

    private static IEnumerable<string> CrossField(IdentityOptions options)
    {
        if (options.Keys.Count > IdentityOptions.MaxKeys)
            yield return $"Actors:Identity:Keys are {options.Keys.Count}; at most {IdentityOptions.MaxKeys} are looked through.";
        if (options.Keys.Count == 0 && options.Required)
            yield return "Actors:Identity:Required is set, and there is no key in Actors:Identity:Keys by which anybody could come in.";
        if (options.Keys.Count > 0 && options.Issuer.Length == 0)
            yield return "Actors:Identity:Issuer is missing: with keys it must be said whose tokens are believed.";
        if (options.Keys.Count > 0 && options.Audience.Length == 0)
            yield return "Actors:Identity:Audience is missing: with keys it must be said which tokens are meant for this world.";
    }
}
