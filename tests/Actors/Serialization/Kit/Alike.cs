using System.Collections;
using Akka.Actor;
using Akka.Streams;

namespace Actors.Tests.Serialization.Kit;

/// <summary>Whether two messages have the same content: records compare lists by identity, and this does not.</summary>
internal static class Alike
{
    public static bool Are(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IActorRef a, IActorRef b) => a.Path.Equals(b.Path),
        (string a, string b) => a == b,
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        (IEnumerable a, IEnumerable b) => a.Cast<object>().ToList() is var x && b.Cast<object>().ToList() is var y && x.Count == y.Count && x.Zip(y).All(static pair => Are(pair.First, pair.Second)),
        _ when one.GetType() != other.GetType() => false,
        _ when one.GetType().Name.StartsWith("SourceRefImpl", StringComparison.Ordinal) => one.ToString() == other.ToString(),
        _ when one.GetType().Namespace!.StartsWith("Actors", StringComparison.Ordinal) && !one.GetType().IsEnum =>
            one.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic)
                .All(property => property.PropertyType == one.GetType() || Are(property.GetValue(one), property.GetValue(other))),
        _ => one.Equals(other),
    };
}
