using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.Startup;

/// <summary>
/// The one way in which options are bound: a rule for one property is an attribute of it, rules across properties are in one validator, and nothing starts before all of them
/// hold. Groups inside a section are checked by <see cref="OptionCheck"/>, when a program reads its configuration.
/// </summary>
public static class ValidatedOptions
{
    /// <summary>Binds options whose rules concern single properties.</summary>
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
