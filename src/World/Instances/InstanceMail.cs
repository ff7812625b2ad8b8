using System.Text.Json;

namespace Actors.World;

/// <summary>The mail between the rooms of an instance and the room that has opened it. No module can register these kinds.</summary>
internal static class InstanceMail
{
    /// <summary>From the entry to the opener: how the instance is.</summary>
    public const string Report = "$report";

    /// <summary>From another room to the entry: how many players it has.</summary>
    public const string Players = "$players";

    /// <summary>From another room to the entry: a rule there ends the instance.</summary>
    public const string End = "$end";

    /// <summary>From the entry to the opener and to the other rooms: the instance has ended.</summary>
    public const string Ended = "$ended";

    /// <summary>From a room of the instance to any other room with which it has exchanged mail: there will be no more.</summary>
    public const string Gone = "$gone";

    /// <summary>Whether mail of the kind is the kernel's own.</summary>
    public static bool IsKind(string kind) => kind.StartsWith('$');

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, ComponentJson.Options);

    public static T Read<T>(RoomMail mail) => JsonSerializer.Deserialize<T>(mail.Body, ComponentJson.Options)!;
}

internal sealed record InstanceReport(string Title, int Players, int Capacity, RoomTags Shown);
