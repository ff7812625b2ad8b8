using System.Reflection;
using Actors.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Startup;

/// <summary>
/// The start of every node's program: it answers <c>--help</c> and <c>--version</c>, prints its banner, and checks all options before one of them
/// is used. An error is one sentence on standard error, and the exit code is 1.
/// </summary>
public sealed class NodeProgram
{
    private readonly OptionTree _known;
    private readonly OptionTree _understood;
    private volatile bool _started;

    private NodeProgram(OptionTree known, OptionTree understood)
    {
        (_known, _understood) = (known, understood);
        Progress = new StartupProgress(Console.Out, TimeProvider.System, "reading its options");
    }

    /// <summary>Gets what the program is doing, until it has started.</summary>
    public StartupProgress Progress { get; }

    private static string NameAndVersion
    {
        get
        {
            var program = Assembly.GetEntryAssembly()!.GetName();
            return $"{program.Name} {program.Version!.ToString(3)}";
        }
    }

    /// <param name="arguments">Without the command, if there was one.</param>
    /// <param name="known">The program's options.</param>
    /// <param name="understood">Options that are accepted, <paramref name="known"/> among them; null: no others.</param>
    /// <param name="commands">What may stand before the options; for help.</param>
    /// <returns>The exit code when there is nothing to start; else null, and the program.</returns>
    public static int? Begin(
        string[] arguments, OptionTree known, out NodeProgram program, OptionTree? understood = null, IReadOnlyList<ProgramCommand>? commands = null)
    {
        program = null!;
        understood ??= known;
        var line = CommandLine.Parse(arguments);
        if (line.AsksForHelp || line.AsksForVersion)
        {
            Console.Out.Write(line.AsksForHelp ? OptionHelp.Of(known, NameAndVersion, commands ?? []) : NameAndVersion + Environment.NewLine);
            return 0;
        }
        if (line.Problems(understood).ToList() is { Count: > 0 } problems)
            return Fail(problems);
        Console.WriteLine($"{NameAndVersion} starts.");
        program = new NodeProgram(known, understood);
        return null;
    }

    /// <param name="configure">Adds the modules.</param>
    /// <returns>The exit code when these rules cannot be built; else null, and the rules.</returns>
    public static int? BuildRules(Action<RulesBuilder> configure, out RuleSet rules)
    {
        rules = RuleSet.None;
        try
        {
            var builder = new RulesBuilder();
            configure(builder);
            rules = builder.Build();
            return null;
        }
        catch (RulesException clash)
        {
            return Fail([$"The rules cannot be used: {clash.Message}"]);
        }
    }

    /// <returns>The exit code when the server cannot be built; else null, and its builder, whose configuration is complete and checked.</returns>
    public int? Configure(string[] arguments, out WebApplicationBuilder builder)
    {
        builder = null!;
        try
        {
            builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
            QuietFailures(builder.Logging);
            return Settle(builder.Configuration) is { Count: > 0 } problems ? Fail(problems) : null;
        }
        // A file that is not JSON, or cannot be read
        catch (Exception failure) when (StartFailure.SentenceOf(failure, "") is { } sentence)
        {
            return Fail([sentence]);
        }
    }

    /// <param name="rules">The rules that content may name, and that run the world.</param>
    /// <returns>The exit code when there is no world; else null, and the world.</returns>
    public int? LoadWorld(NodeOptions options, RuleSet rules, out WorldDefinition world)
    {
        Progress.Now($"reading the world from {options.Content}");
        var loaded = ContentLoader.Load(options.Content, rules);
        world = loaded.World!;
        foreach (var warning in loaded.Warnings)
            Console.Error.WriteLine($"Warning: {warning}");
        return loaded.IsValid ? null : Fail([$"The world in {options.Content} (Actors:Content) cannot be used:", .. loaded.Errors.Select(static error => error.ToString())]);
    }

    /// <param name="map">Maps what the web server answers.</param>
    /// <param name="http">Where it listens.</param>
    /// <returns>The exit code when it cannot start; else null.</returns>
    public async Task<int?> StartAsync(WebApplication app, Action<WebApplication> map, string http)
    {
        try
        {
            map(app);
            await app.StartAsync();
        }
        catch (Exception failure) when (StartFailure.SentenceOf(failure, http) is { } sentence)
        {
            Progress.Dispose();
            return Fail([sentence]);
        }
        _started = true;
        ParentProgram.Follow(app);
        Progress.Dispose();
        return null;
    }

    /// <summary>Prints the problems on standard error, a line each.</summary>
    /// <returns>The exit code, 1.</returns>
    public static int Fail(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return 1;
    }

    private IReadOnlyList<string> Settle(ConfigurationManager configuration)
    {
        if (!NodeSecrets.TryRead(configuration, out var unreadable))
            return [unreadable];
        return OptionCheck.Problems(configuration, _understood) is { Count: > 0 } problems ? problems : SettledOptions.Settle(configuration, _known, Environment.CurrentDirectory);
    }

    /// <summary>The host and the web server log what they throw at a start, with a stack trace. The program prints it once, as a sentence, so those logs are off.</summary>
    private void QuietFailures(ILoggingBuilder logging)
    {
        foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"])
            logging.AddFilter(category, level => _started && level >= LogLevel.Warning);
    }
}
