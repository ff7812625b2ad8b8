using System.Diagnostics.CodeAnalysis;

namespace Actors.World;

/// <summary>Collects what modules register. A clash is an error at startup, which names both sides.</summary>
public sealed class RulesBuilder
{
    private readonly List<ModuleVersion> _modules = [];
    private readonly List<Verb> _verbs = [];
    private readonly Dictionary<string, Verb> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RoomSystem> _systems = [];
    private readonly List<RoomHook> _hooks = [];
    private readonly List<ComponentType> _components = [];
    private readonly Dictionary<string, CreatureMind> _minds = [];
    private readonly Dictionary<string, ItemBehaviour> _items = [];
    private readonly Dictionary<string, ExitBehaviour> _exits = [];
    private readonly Dictionary<string, TimerHandler> _timers = [];
    private readonly Dictionary<string, RegisteredService> _services = [];
    private readonly Dictionary<string, MailHandler> _mail = [];
    private readonly Dictionary<object, string> _modulesOf = new(ReferenceEqualityComparer.Instance);
    private string? _defaultMind;
    private string? _module;

    /// <summary>Adds a module. Systems and hooks run in the order in which their modules were added.</summary>
    /// <exception cref="RulesException">A module of that name, or something that the module registers, is there already.</exception>
    public RulesBuilder AddModule(IRulesModule module)
    {
        CheckName("module", module.Name);
        if (_modules.Exists(other => other.Name == module.Name))
            throw new RulesException($"The module \"{module.Name}\" is added twice.");
        _modules.Add(new ModuleVersion(module.Name, module.Version));
        // A module may add other modules.
        var outer = _module;
        _module = module.Name;
        module.Register(this);
        _module = outer;
        return this;
    }

    /// <inheritdoc cref="AddModule(IRulesModule)"/>
    public RulesBuilder AddModule<TModule>()
        where TModule : IRulesModule, new() => AddModule(new TModule());

    /// <summary>Adds a verb. No other verb may have one of its words or its command.</summary>
    public RulesBuilder AddVerb(Verb verb)
    {
        foreach (var word in verb.Words)
        {
            if (_words.TryGetValue(word, out var other))
                throw new RulesException($"The verbs {Named(other)} and {Named(verb)} are both called \"{word}\". To take a verb's place, use ReplaceVerb.");
        }
        if (_verbs.Find(other => other.CommandType == verb.CommandType) is { } same)
            throw new RulesException($"The verbs {Named(same)} and {Named(verb)} both carry out {verb.CommandType.Name}. To take a verb's place, use ReplaceVerb.");
        Put(verb);
        return this;
    }

    /// <inheritdoc cref="AddVerb(Verb)"/>
    public RulesBuilder AddVerb<TVerb>()
        where TVerb : Verb, new() => AddVerb(new TVerb());

    /// <summary>Adds a verb in place of those that have its name or execute its command: a world with combat of its own replaces <c>attack</c>.</summary>
    public RulesBuilder ReplaceVerb(Verb verb)
    {
        foreach (var other in _verbs.FindAll(other => other.CommandType == verb.CommandType || string.Equals(other.Name, verb.Name, StringComparison.OrdinalIgnoreCase)))
            Take(other);
        return AddVerb(verb);
    }

    /// <summary>Removes a verb that a module has registered.</summary>
    public RulesBuilder RemoveVerb(string name)
    {
        Take(_verbs.Find(verb => verb.Name == name) ?? throw new RulesException($"There is no verb \"{name}\" to remove."));
        return this;
    }

    /// <summary>Adds a system, which runs after those that were added before it.</summary>
    public RulesBuilder AddSystem(RoomSystem system)
    {
        if (_systems.Find(other => other.Name == system.Name) is { } other)
            throw new RulesException($"The systems {Named(other)} and {Named(system)} are both called \"{system.Name}\".");
        Own(system);
        _systems.Add(system);
        return this;
    }

    /// <inheritdoc cref="AddSystem(RoomSystem)"/>
    public RulesBuilder AddSystem<TSystem>()
        where TSystem : RoomSystem, new() => AddSystem(new TSystem());

    /// <summary>Adds a hook, which is called after those that were added before it.</summary>
    public RulesBuilder AddHook(RoomHook hook)
    {
        _hooks.Add(hook);
        return this;
    }

    /// <inheritdoc cref="AddHook(RoomHook)"/>
    public RulesBuilder AddHook<THook>()
        where THook : RoomHook, new() => AddHook(new THook());

    /// <summary>Adds a mind, which content gives to a kind of creature by its name: <c>mind: coward</c>.</summary>
    public RulesBuilder AddMind(string name, CreatureMind mind)
    {
        AddNamed("mind", _minds, name, mind);
        return this;
    }

    /// <inheritdoc cref="AddMind(string, CreatureMind)"/>
    public RulesBuilder AddMind<TMind>(string name)
        where TMind : CreatureMind, new() => AddMind(name, new TMind());

    /// <summary>Sets the mind, by its name, of creatures for which content names none. The last call counts.</summary>
    public RulesBuilder SetDefaultMind(string name)
    {
        _defaultMind = _minds.ContainsKey(name) ? name : throw new RulesException($"There is no mind \"{name}\".");
        return this;
    }

    /// <summary>Adds a behaviour, which content gives to a kind of item by its name: <c>behaviour: torch</c>.</summary>
    public RulesBuilder AddItemBehaviour(string name, ItemBehaviour behaviour)
    {
        AddNamed("item behaviour", _items, name, behaviour);
        return this;
    }

    /// <summary>Adds a behaviour, which content gives to an exit by its name: <c>behaviour: locked</c>.</summary>
    public RulesBuilder AddExitBehaviour(string name, ExitBehaviour behaviour)
    {
        AddNamed("exit behaviour", _exits, name, behaviour);
        return this;
    }

    /// <summary>Adds the handler that runs when a timer of that name is due: see <see cref="RoomState.StartTimer"/>.</summary>
    public RulesBuilder AddTimer(string name, TimerHandler handler)
    {
        AddNamed("timer", _timers, name, handler);
        return this;
    }

    /// <summary>Adds a service that rules may ask with <see cref="RoomState.Ask"/>, and the handler of its answers.</summary>
    public RulesBuilder AddService(string name, IRoomService service, AnswerHandler answered)
    {
        AddNamed("service", _services, name, new RegisteredService(service, answered));
        return this;
    }

    /// <summary>Adds the handler of mail of that kind from other rooms: see <see cref="RoomState.Send"/>.</summary>
    public RulesBuilder AddMail(string kind, MailHandler handler)
    {
        AddNamed("mail handler", _mail, kind, handler);
        return this;
    }

    /// <summary>Adds a component, which its <see cref="ComponentAttribute"/> describes.</summary>
    /// <param name="fallback">The value where none was set and content gives none.</param>
    /// <param name="upgrades">One for each older version that stored rows may still have: see <see cref="ComponentUpgrade"/>.</param>
    [SuppressMessage("Design", "CA1062", Justification = "A null list is a mistake of the compiler's caller alone.")]
    public RulesBuilder AddComponent<T>(T fallback, params ComponentUpgrade[] upgrades)
        where T : class
    {
        var type = new ComponentType<T>(fallback, upgrades);
        CheckName("component", type.Name);
        if (_components.Find(other => other.Name == type.Name || other.ValueType == typeof(T)) is { } other)
            throw new RulesException($"The components {Named(other)} and {Named(type)} are both called \"{type.Name}\".");
        Own(type);
        _components.Add(type);
        return this;
    }

    /// <summary>The finished rules, which no longer change.</summary>
    public RuleSet Build() => new(_modules, _verbs, _systems, _hooks, _components, _minds, _items, _exits, _timers, _services, _mail, _defaultMind);

    private void Put(Verb verb)
    {
        Own(verb);
        _verbs.Add(verb);
        foreach (var word in verb.Words)
            _words.Add(word, verb);
    }

    private void Take(Verb verb)
    {
        _verbs.Remove(verb);
        foreach (var word in verb.Words)
            _words.Remove(word);
    }

    private void AddNamed<T>(string noun, Dictionary<string, T> to, string name, T value)
        where T : class
    {
        CheckName(noun, name);
        if (to.TryGetValue(name, out var other))
            throw new RulesException($"The {noun}s {Named(other)} and {Named(value)} are both called \"{name}\".");
        Own(value);
        to.Add(name, value);
    }

    /// <summary>The same mind may serve under two names.</summary>
    private void Own(object thing)
    {
        if (_module is { } module)
            _modulesOf.TryAdd(thing, module);
    }

    /// <summary>The thing's name as its author knows it. A thing that has no module yet belongs to the one that is being added.</summary>
    private string Named(object thing)
    {
        var name = thing switch
        {
            ComponentType component => component.ValueType.Name,
            RegisteredService service => service.Service.GetType().Name,
            Delegate handler => handler.Method.DeclaringType is { } at && !at.Name.Contains('<', StringComparison.Ordinal) ? $"{at.Name}.{handler.Method.Name}" : "of a lambda",
            _ => thing.GetType().Name,
        };
        return (_modulesOf.GetValueOrDefault(thing) ?? _module) is { } module ? $"{name} of the module {module}" : name;
    }

    private static void CheckName(string noun, string name)
    {
        if (name.Length is 0 or > 40 || name.Any(static letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('_' or '-' or '.')))
            throw new RulesException($"The {noun} \"{name}\" must be called by 1 to 40 of the letters a to z, digits, and the signs _ - and .");
    }
}

/// <summary>Invalid rules: two things of one name, a component without a name. The message says which.</summary>
public sealed class RulesException(string message) : Exception(message);
