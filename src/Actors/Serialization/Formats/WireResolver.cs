using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>Has the format of each type in the tables, and refuses all others. There is no fallback.</summary>
internal sealed class WireResolver(ExtendedActorSystem? system) : IFormatterResolver
{
    private static readonly Dictionary<Type, object> Known = Tables().ToDictionary(static formatter => FormattedBy(formatter));

    private readonly ActorRefFormatter? _refs = system is null ? null : new(system);
    private readonly SourceRefFormatter? _sources = system is null ? null : new(system);

    public IMessagePackFormatter<T>? GetFormatter<T>() => Shared<T>.Formatter ?? _refs as IMessagePackFormatter<T> ?? _sources as IMessagePackFormatter<T>;

    private static IEnumerable<object> Tables() =>
    [
        BooleanFormatter.Instance,
        Int32Formatter.Instance,
        Int64Formatter.Instance,
        NullableStringFormatter.Instance,
        ByteArrayFormatter.Instance!,
        new DoubleFormatter(),
        new VectorFormatter(),
        new InstantFormatter(),
        new ResourceFormatter(),
        new AudienceFormatter(),
        new HolderFormatter(),
        new ComponentDataFormatter(),
        new RoomTagsFormatter(),

        new TextIdFormatter<RoomId>(static id => id.Value, static text => new RoomId(text)),
        new TextIdFormatter<ItemId>(static id => id.Value, static text => new ItemId(text)),
        new TextIdFormatter<ZoneId>(static id => id.Value, static text => new ZoneId(text)),
        new NumberIdFormatter<PlayerId>(static id => id.Value, static number => new PlayerId(number)),
        new NumberIdFormatter<CreatureId>(static id => id.Value, static number => new CreatureId(checked((int)number))),

        new OptionalFormatter<long>(),
        new OptionalFormatter<double>(),
        new OptionalFormatter<RoomId>(),
        new OptionalFormatter<PlayerId>(),
        new OptionalFormatter<CreatureId>(),
        new OptionalFormatter<TransferId>(),

        new ListFormatter<string>(),
        new ListFormatter<SessionOf>(),
        new ListFormatter<RoomReport>(),
        new ListFormatter<PlayerEntry>(),
        new ListFormatter<PlayerPresence>(),
        new ListFormatter<CommandResult>(),
        new ListFormatter<ItemRecord>(),
        new ListFormatter<HeldItem>(),
        new ListFormatter<PlayerNotice>(),
        new ArrayFormatter<PlayerView>(),
        new ArrayFormatter<CreatureView>(),
        new ArrayFormatter<ItemView>(),
        new ArrayFormatter<int>(),
        new ArrayFormatter<ProjectileView>(),
        new ArrayFormatter<ComponentView>(),
        new ArrayFormatter<RoomEvent>(),

        new FamilyFormatter<Command>(WireFamilies.Commands),
        new FamilyFormatter<Reply>(WireFamilies.Replies),
        new FamilyFormatter<RoomEvent>(WireFamilies.Events, RelayedEvent.Of),
        new FamilyFormatter<RoomMessage>(WireMessages.All.Where(static message => message.Type.IsSubclassOf(typeof(RoomMessage)))),
        new FamilyFormatter<DirectoryMessage>(WireMessages.All.Where(static message => message.Type.IsSubclassOf(typeof(DirectoryMessage)))),

        .. WireParts.All.Select(static part => part.Formatter),
    ];

    private static Type FormattedBy(object formatter) => formatter.GetType().GetInterfaces()
        .Single(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IMessagePackFormatter<>))
        .GetGenericArguments()[0];

    private static class Shared<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter = (IMessagePackFormatter<T>?)Known.GetValueOrDefault(typeof(T));
    }
}
