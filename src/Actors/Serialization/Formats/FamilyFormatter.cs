using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>A closed family of types, written as the member's code and the member. Types that no table names are neither written nor read.</summary>
/// <param name="relay">Makes a member of the family from a value whose type no table names. Null: such a value is refused.</param>
internal sealed class FamilyFormatter<TBase>(IEnumerable<WireType> members, Func<TBase, TBase>? relay = null) : IMessagePackFormatter<TBase?>
    where TBase : class
{
    private readonly Dictionary<string, WireType> _byCode = members.ToDictionary(static member => member.Code);
    private readonly Dictionary<Type, WireType> _byType = members.GroupBy(static member => member.Type).ToDictionary(static versions => versions.Key, static versions => versions.Last());

    public void Serialize(ref MessagePackWriter writer, TBase? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }
        if (!_byType.TryGetValue(value.GetType(), out var member) && relay is not null)
            member = _byType[(value = relay(value)).GetType()];
        if (member is null)
            throw new MessagePackSerializationException($"{value.GetType().Name} is in no table of what travels.");
        writer.WriteArrayHeader(2);
        writer.Write(member.Code);
        member.Write(ref writer, value, options);
    }

    public TBase? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return null;
        options.Security.DepthStep(ref reader);
        if (reader.ReadArrayHeader() != 2)
            throw new MessagePackSerializationException($"A {typeof(TBase).Name} is a code and a body.");
        var value = ReadBody(reader.ReadString(), ref reader, options);
        reader.Depth--;
        return value;
    }

    private TBase ReadBody(string? code, ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        code is not null && _byCode.TryGetValue(code, out var member)
            ? (TBase)member.Read(ref reader, options)
            : throw new MessagePackSerializationException($"There is no {typeof(TBase).Name} of that code.");
}
