using System.Text.Json;

namespace Actors.World;

/// <summary>Compares definitions by their full content. Records with lists would be equal only if they had the same list object.</summary>
internal static class ContentText
{
    /// <summary>False when one of them is null.</summary>
    public static bool Same<T>(T? one, T? other)
        where T : class =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null
            && JsonSerializer.SerializeToUtf8Bytes(one, RecordingJson.Options).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, RecordingJson.Options)));
}
