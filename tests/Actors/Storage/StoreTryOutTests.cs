using System.Collections;
using System.Reflection;
using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What a node warms up before its first room arrives.</summary>
public sealed class StoreTryOutTests
{
    [Fact]
    public void The_sample_of_a_room_has_a_value_for_every_member() =>
        Assert.Empty(Unset(StoreTryOut.Record(new RoomId("hall")), nameof(RoomRecord)));

    private static IEnumerable<string> Unset(object record, string path)
    {
        foreach (var property in record.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.GetIndexParameters().Length == 0))
        {
            var name = $"{path}.{property.Name}";
            var value = property.GetValue(record);
            if (value is null || (value is not string && value is IEnumerable list && !list.Cast<object>().Any()) || IsDefault(value))
                yield return name;
            else if (value is not string && value is IEnumerable elements && value is not RoomTags)
                foreach (var unset in elements.Cast<object>().SelectMany(element => Unset(element, name)))
                    yield return unset;
            else if (value.GetType() is { IsClass: true } type && type.Namespace == typeof(RoomRecord).Namespace && value is not (ComponentData or RoomTags))
                foreach (var unset in Unset(value, name))
                    yield return unset;
        }
    }

    private static bool IsDefault(object value) => value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType()));
}
