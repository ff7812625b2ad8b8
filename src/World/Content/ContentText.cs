using System.Text.Json;

namespace Actors.World;

/// <summary>Definitions compared by all that content says of them: records with lists are equal only when they have the same list.</summary>
internal static class ContentText
{
    /// <summary>False when one of them is missing.</summary>
    public static bool Same<T>(T? one, T? other)
        where T : class =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null
            && JsonSerializer.SerializeToUtf8Bytes(one, RecordingJson.Options).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, RecordingJson.Options)));
}
