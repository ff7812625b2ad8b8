using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>
/// A record as an array of its members' values, in the order in which the table names them. A new member goes to the end of its line in the table and
/// must be optional (nullable, with a default, or set by an initialiser): an older reader skips it, and a newer one that does not find it uses the default. Any other missing
/// member makes the message garbled. The code for a record type is compiled when the first record of the type is read or written.
/// </summary>
internal sealed class RecordFormatter<T> : IMessagePackFormatter<T?>
{
    private delegate void WriteAll(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options);

    private delegate T ReadAll(ref MessagePackReader reader, int count, MessagePackSerializerOptions options);

    private readonly int _count;
    private readonly Lazy<WriteAll> _write;
    private readonly Lazy<ReadAll> _read;

    /// <param name="names">The names of all members of the record, separated by spaces.</param>
    public RecordFormatter(string names)
    {
        var members = RecordMember.Of(typeof(T), names);
        _count = members.Length;
        _write = new(() => CompileWrite(members));
        _read = new(() => CompileRead(members));
    }

    /// <summary>Compiles the code now.</summary>
    public void Prepare()
    {
        RuntimeHelpers.PrepareDelegate(_write.Value);
        RuntimeHelpers.PrepareDelegate(_read.Value);
    }

    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }
        _write.Value(ref writer, value, options);
    }

    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (default(T) is null && reader.TryReadNil())
            return default;
        options.Security.DepthStep(ref reader);
        var count = reader.ReadArrayHeader();
        var value = _read.Value(ref reader, count, options);
        for (var extra = _count; extra < count; extra++)
            reader.Skip();
        reader.Depth--;
        return value;
    }

    private static WriteAll CompileWrite(RecordMember[] members)
    {
        var writer = Expression.Parameter(typeof(MessagePackWriter).MakeByRefType());
        var value = Expression.Parameter(typeof(T));
        var options = Expression.Parameter(typeof(MessagePackSerializerOptions));
        var writes = members.Select(member => WriteOf(member, Expression.Call(
            typeof(MemberFormat<>).MakeGenericType(member.Type), nameof(MemberFormat<int>.Write), null, writer, Expression.Property(value, member.Property), options)));
        var header = Expression.Call(writer, nameof(MessagePackWriter.WriteArrayHeader), null, members is [.., { IsRare: true } rare]
            ? Expression.Condition(IsNull(rare), Expression.Constant(members.Length - 1), Expression.Constant(members.Length))
            : Expression.Constant(members.Length));
        return Expression.Lambda<WriteAll>(Expression.Block(typeof(void), [header, .. writes]), writer, value, options).Compile();

        Expression WriteOf(RecordMember member, Expression write) => member.IsRare ? Expression.IfThen(Expression.Not(IsNull(member)), write) : write;

        Expression IsNull(RecordMember member) => Expression.ReferenceEqual(Expression.Property(value, member.Property), Expression.Constant(null));
    }

    private static ReadAll CompileRead(RecordMember[] members)
    {
        var reader = Expression.Parameter(typeof(MessagePackReader).MakeByRefType());
        var count = Expression.Parameter(typeof(int));
        var options = Expression.Parameter(typeof(MessagePackSerializerOptions));
        var values = members.Select(static member => Expression.Variable(member.Type, member.Property.Name)).ToArray();
        var body = members.Select((member, at) => (Expression)Expression.Assign(values[at], Expression.Call(
            typeof(MemberFormat<>).MakeGenericType(member.Type), nameof(MemberFormat<int>.Read), null,
            reader, Expression.LessThan(Expression.Constant(at), count), Expression.Constant(member), options))).ToList();
        var constructor = RecordMember.ConstructorOf(typeof(T));
        var created = constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(constructor, constructor.GetParameters().Select(parameter => values[Array.FindIndex(members, member => member.Property.Name == parameter.Name)]));
        var taken = constructor?.GetParameters().Select(static parameter => parameter.Name).ToHashSet() ?? [];
        body.Add(Expression.MemberInit(created, members
            .Select((member, at) => (member, at))
            .Where(each => !taken.Contains(each.member.Property.Name))
            .Select(each => Expression.Bind(each.member.Property, values[each.at]))));
        return Expression.Lambda<ReadAll>(Expression.Block(typeof(T), values, body), reader, count, options).Compile();
    }
}

/// <summary>One member's value.</summary>
internal static class MemberFormat<TValue>
{
    public static void Write(ref MessagePackWriter writer, TValue value, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<TValue>().Serialize(ref writer, value, options);

    public static TValue Read(ref MessagePackReader reader, bool isWritten, RecordMember member, MessagePackSerializerOptions options)
    {
        if (!isWritten)
            return member.IsOptional ? (TValue)member.Default! : throw new MessagePackSerializationException($"{member.Property.Name} is missing.");
        var value = options.Resolver.GetFormatterWithVerify<TValue>().Deserialize(ref reader, options);
        return value is null && !member.IsNullable ? throw new MessagePackSerializationException($"{member.Property.Name} is nil.") : value;
    }
}
