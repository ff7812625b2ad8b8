using System.Collections.Frozen;

namespace Actors.World;

/// <summary>All rules of a world, as its modules have registered them. Immutable, and shared by all rooms.</summary>
public sealed class RuleSet
{
    private readonly FrozenDictionary<Type, Verb> _verbsByCommand;
    private readonly FrozenDictionary<Type, ComponentType> _componentsByType;
    private readonly FrozenDictionary<string, ComponentType> _componentsByName;

    internal RuleSet(
        IEnumerable<ModuleVersion> modules,
        IEnumerable<Verb> verbs,
        IEnumerable<RoomSystem> systems,
        IEnumerable<RoomHook> hooks,
        IEnumerable<ComponentType> components,
        IReadOnlyDictionary<string, CreatureMind> minds,
        IReadOnlyDictionary<string, ItemBehaviour> items,
        IReadOnlyDictionary<string, ExitBehaviour> exits,
        IReadOnlyDictionary<string, TimerHandler> timers,
        IReadOnlyDictionary<string, RegisteredService> services,
        IReadOnlyDictionary<string, MailHandler> mail,
        string? defaultMind)
    {
        Modules = [.. modules];
        Verbs = [.. verbs];
        Systems = [.. systems];
        Hooks = [.. hooks.Select(static hook => (hook, $"The hook {hook.GetType().Name}"))];
        Components = [.. components];
        Minds = minds.ToFrozenDictionary(StringComparer.Ordinal);
        ItemBehaviours = items.ToFrozenDictionary(StringComparer.Ordinal);
        ExitBehaviours = exits.ToFrozenDictionary(StringComparer.Ordinal);
        Timers = timers.ToFrozenDictionary(static timer => timer.Key, static timer => (timer.Value, $"The timer {timer.Key}"), StringComparer.Ordinal);
        Services = services.ToFrozenDictionary(StringComparer.Ordinal);
        MailHandlers = mail.ToFrozenDictionary(StringComparer.Ordinal);
        DefaultMind = defaultMind;
        Words = Verbs.SelectMany(static verb => verb.Words.Select(word => (word, verb)))
            .ToFrozenDictionary(static entry => entry.word, static entry => entry.verb, StringComparer.OrdinalIgnoreCase);
        _verbsByCommand = Verbs.ToFrozenDictionary(static verb => verb.CommandType);
        _componentsByType = Components.ToFrozenDictionary(static component => component.ValueType);
        _componentsByName = Components.ToFrozenDictionary(static component => component.Name, StringComparer.Ordinal);
    }

    /// <summary>No rules at all: players stand in a room, and nothing can be done.</summary>
    public static RuleSet None { get; } = new RulesBuilder().Build();

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<ModuleVersion> Modules { get; }

    /// <summary>In the order in which they were added, including those that cannot be typed.</summary>
    public IReadOnlyList<Verb> Verbs { get; }

    /// <summary>Verbs by every word that can be typed for them.</summary>
    public FrozenDictionary<string, Verb> Words { get; }

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<ComponentType> Components { get; }

    /// <summary>What content may name as <c>mind</c>.</summary>
    public FrozenDictionary<string, CreatureMind> Minds { get; }

    /// <summary>What content may name as <c>behaviour</c> of an item.</summary>
    public FrozenDictionary<string, ItemBehaviour> ItemBehaviours { get; }

    /// <summary>What content may name as <c>behaviour</c> of an exit.</summary>
    public FrozenDictionary<string, ExitBehaviour> ExitBehaviours { get; }

    internal RoomSystem[] Systems { get; }

    /// <summary>Each with its name in logs.</summary>
    internal (RoomHook Hook, string Title)[] Hooks { get; }

    /// <summary>Each with its name in logs.</summary>
    internal FrozenDictionary<string, (TimerHandler Handler, string Title)> Timers { get; }

    internal FrozenDictionary<string, RegisteredService> Services { get; }

    internal FrozenDictionary<string, MailHandler> MailHandlers { get; }

    internal string? DefaultMind { get; }

    /// <summary>The rules of these modules only.</summary>
    public static RuleSet Of(params IEnumerable<IRulesModule> modules)
    {
        var rules = new RulesBuilder();
        foreach (var module in modules)
            rules.AddModule(module);
        return rules.Build();
    }

    /// <summary>The service of that name; null if no module has registered it.</summary>
    public IRoomService? FindService(string name) => Services.TryGetValue(name, out var service) ? service.Service : null;

    /// <summary>The verb that executes a command; null if no module knows the command.</summary>
    public Verb? VerbFor(Command command) => _verbsByCommand.GetValueOrDefault(command.GetType());

    internal ComponentType<T> Component<T>()
        where T : class =>
        _componentsByType.TryGetValue(typeof(T), out var type)
            ? (ComponentType<T>)type
            : throw new RulesException($"{typeof(T).Name} is no component that a module has registered: RulesBuilder.AddComponent does.");

    internal ComponentType? Component(string name) => _componentsByName.GetValueOrDefault(name);
}

internal sealed record RegisteredService(IRoomService Service, AnswerHandler Handler);
