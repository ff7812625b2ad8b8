using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.Startup;

/// <summary>
/// The one way in which options are bound: what a property must be is an attribute of it, what several must be together is in one validator, and nothing starts before all of it
/// holds. Groups inside a section are looked at by <see cref="OptionCheck"/>, as a program reads its configuration.
/// </summary>
public static class ValidatedOptions
{
    /// <summary>Binds options whose properties are right or wrong by themselves.</summary>
    /// <param name="section">From the root: <c>Actors:Rooms</c>.</param>
    public static IServiceCollection AddValidated<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>Binds options with rules that concern several properties, or what is outside of them.</summary>
    /// <param name="section">From the root: <c>Actors:Cluster</c>.</param>
    public static IServiceCollection AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddValidated<TOptions>(section);
    }
}
