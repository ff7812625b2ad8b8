using System.Collections;
using System.Reflection;
using Actors.Rooms;
using Actors.Serialization.Formats;
using Actors.Streams;
using Actors.World;
using Akka.Actor;
using Akka.Streams;

namespace Actors.Tests.Serialization.Kit;

/// <summary>
/// Makes an object of any type that is sent between nodes. Without a random generator it gives every member a distinct value, the same each time; with one it makes any object
/// that the type allows.
/// </summary>
internal sealed class Filler(ExtendedActorSystem? system, Random? random = null)
{
    private const string Address = "akka.tcp://world@10.0.0.7:4321";

    private int _count;

    public static IEnumerable<Type> FamilyOf(Type type) =>
        type == typeof(Command) ? WireFamilies.Commands.Select(static line => line.Type)
        : type == typeof(Reply) ? WireFamilies.Replies.Select(static line => line.Type)
        : type == typeof(RoomEvent) ? WireFamilies.Events.Select(static line => line.Type)
        : WireMessages.All.Select(static line => line.Type).Where(message => message.IsSubclassOf(type)).Distinct();

    public object Make(Type type, string name = "", bool nullable = false)
    {
        if (nullable && random is { } chance && chance.Next(3) == 0)
            return null!;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(underlying, name, nullable: true);
        if (type == typeof(IActorRef))
            return system!.Provider.ResolveActorRef($"{Address}/user/{name}{Number(1_000)}#{1 + Number(100_000)}");
        if (type == typeof(ISourceRef<FrameBatch>))
            return StreamEnd();
        if (type == typeof(string))
            return Text(name);
        if (type == typeof(bool))
            return random is null || random.Next(2) == 0;
        if (type == typeof(int))
            return (int)Number(int.MaxValue);
        if (type == typeof(long))
            return Number(long.MaxValue);
        if (type == typeof(double))
            return Fraction();
        if (type == typeof(byte[]))
            return new byte[] { 1, 2, (byte)(++_count) };
        if (type == typeof(Resource))
            return random is null ? Resource.Gold : (Resource)random.Next(4);
        if (type == typeof(EventAudience))
            return random is null ? EventAudience.Room : (EventAudience)random.Next(3);
        if (type == typeof(ComponentHolder))
            return random is null ? ComponentHolder.Node : (ComponentHolder)random.Next(5);
        if (type == typeof(RoomTags))
            return RoomTags.Empty.With("mode", "duel").With("level", $"{Number(1000)}");
        if (type == typeof(ComponentData))
            return ComponentData.Parse($$"""{"mana":[{{1 + (Number(9) & 7)}},{"points":{{Number(1000)}}}]}""")!;
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2027, 5, 4, 3, 2, 1, TimeSpan.Zero).AddTicks(Number(1_000_000));
        if (type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)))
            return List(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0]);
        if (type == typeof(RoomInputFor))
            return new RoomInputFor(Make<RoomId>("Room"), Number(9), (RoomMessage)Make(random?.Next(4) == 0 || ++_count % 5 == 0 ? typeof(LeaveRoom) : typeof(ExecuteCommand)));
        if (type.IsAbstract)
            return Make(OneOf([.. FamilyOf(type)]));
        return Record(type);
    }

    public T Make<T>(string name = "") => (T)Make(typeof(T), name);

    private object Record(Type type)
    {
        var context = new NullabilityInfoContext();
        var constructor = RecordMember.ConstructorOf(type);
        var taken = constructor?.GetParameters() ?? [];
        var made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. taken.Select(parameter =>
                Make(parameter.ParameterType, parameter.Name!, context.Create(parameter).WriteState == NullabilityState.Nullable))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && taken.All(parameter => parameter.Name != property.Name)))
            property.SetValue(made, Make(property.PropertyType, property.Name, context.Create(property).WriteState == NullabilityState.Nullable));
        return made;
    }

    private IList List(Type element)
    {
        var list = Array.CreateInstance(element, random?.Next(4) ?? 2);
        for (var i = 0; i < list.Length; i++)
            list.SetValue(Make(element, "Element"), i);
        return list;
    }

    private object StreamEnd() => Activator.CreateInstance(
        typeof(ISourceRef<>).Assembly.GetType("Akka.Streams.Implementation.StreamRef.SourceRefImpl`1")!.MakeGenericType(typeof(FrameBatch)),
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [Make<IActorRef>("stream")], null)!;

    private string Text(string name) => random is null
        ? $"{name} {++_count}"
        : new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "aZ9~ é漢\n"[random.Next(8)])]);

    private long Number(long below) => random is null
        ? ++_count % below
        : random.Next(5) switch
        {
            0 => 0,
            1 => random.Next(1 << 14) % below,
            2 => below - 1,
            _ => random.NextInt64(below) * (below > 1_000_000 && random.Next(2) == 0 ? -1 : 1),
        };

    private double Fraction() => random is null
        ? ++_count + 0.1
        : random.Next(4) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64()),
            1 => random.Next(-2, 3),
            2 => random.NextSingle(),
            _ => random.NextDouble(),
        };

    private Type OneOf(IReadOnlyList<Type> types) => types[random?.Next(types.Count) ?? ++_count % types.Count];
}
