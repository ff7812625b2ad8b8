using System.Reflection;
using System.Runtime.CompilerServices;

namespace Actors.Serialization.Formats;

/// <summary>A member of a record that travels.</summary>
/// <param name="IsNullable">Whether nil is a valid value.</param>
/// <param name="IsOptional">Whether a writer may have omitted it, because it did not know it yet.</param>
/// <param name="Default">Its value in that case.</param>
/// <param name="IsRare">The writer omits it while it is null. Only the last member can be rare.</param>
internal sealed record RecordMember(PropertyInfo Property, bool IsNullable, bool IsOptional, object? Default, bool IsRare)
{
    private const char Rare = '?';

    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    public Type Type => Property.PropertyType;

    /// <param name="names">In the order in which they are written, separated by spaces: exactly those of <paramref name="record"/>. A rare one is followed by a <c>?</c>.</param>
    public static RecordMember[] Of(Type record, string names)
    {
        var all = PropertiesOf(record).ToDictionary(static property => property.Name);
        var listed = names.TrimEnd(Rare).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!all.Keys.ToHashSet().SetEquals(listed) || listed.Length != all.Count)
            throw new InvalidOperationException($"{record.Name} has other members than its line in the table: {string.Join(' ', all.Keys)}.");
        return [.. listed.Select((name, at) => Of(record, all[name], isRare: at == listed.Length - 1 && names.EndsWith(Rare)))];
    }

    /// <summary>The constructor with the most parameters; null for a struct that has none.</summary>
    public static ConstructorInfo? ConstructorOf(Type record) => record
        .GetConstructors(Public)
        .OrderByDescending(static constructor => constructor.GetParameters().Length)
        .FirstOrDefault();

    /// <summary>Members that can be set: computed ones are not sent.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(Type record) => record.GetProperties(Public).Where(static property => property.SetMethod is not null);

    private static RecordMember Of(Type record, PropertyInfo property, bool isRare)
    {
        var isNullable = property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        var parameter = ConstructorOf(record)?.GetParameters().FirstOrDefault(parameter => parameter.Name == property.Name);
        var isRequired = parameter is null ? property.IsDefined(typeof(RequiredMemberAttribute)) : !parameter.HasDefaultValue;
        if (isRare && property.PropertyType.IsValueType)
            throw new InvalidOperationException($"{record.Name}.{property.Name} is left out while it is null, and it is never null.");
        return new RecordMember(property, isNullable, isNullable || !isRequired, DefaultOf(property, parameter), isRare);
    }

    private static object? DefaultOf(PropertyInfo property, ParameterInfo? parameter)
    {
        if (parameter is { HasDefaultValue: true, DefaultValue: { } value })
            return value;
        if (property.PropertyType.IsValueType)
            return Activator.CreateInstance(property.PropertyType);
        var element = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : null;
        return element is not null && property.PropertyType.IsAssignableFrom(element.MakeArrayType()) ? Array.CreateInstance(element, 0) : null;
    }
}
