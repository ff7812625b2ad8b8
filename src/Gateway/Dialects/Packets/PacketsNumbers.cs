using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// The numbers by which these clients know names of the content: their places in ordinal order. A number never changes while the server runs: names that a reload adds are
/// numbered after all others, and names that it removes keep their numbers.
/// </summary>
internal sealed class PacketsNumbers(LiveWorld content, Func<WorldDefinition, IEnumerable<string>> namesOf)
{
    private readonly Lock _lock = new();
    private volatile Known _known = Known.Of(content.Current, namesOf(content.Current), null);

    private sealed record Known(WorldDefinition World, string[] Names, IReadOnlyDictionary<string, int> Numbers)
    {
        public static Known Of(WorldDefinition world, IEnumerable<string> now, Known? before)
        {
            string[] known = before?.Names ?? [];
            string[] names = [.. known, .. now.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new Known(world, names, names.Index().ToDictionary(static name => name.Item, static name => name.Index, StringComparer.Ordinal));
        }
    }

    private Known Present
    {
        get
        {
            var (known, world) = (_known, content.Current);
            if (ReferenceEquals(known.World, world))
                return known;
            lock (_lock)
                return _known = Known.Of(world, namesOf(world), _known);
        }
    }

    /// <summary>Null: there is no such name.</summary>
    public int? NumberOf(string name) => Present.Numbers.TryGetValue(name, out var number) ? number : null;

    public string? NameOf(long number) => Present.Names is var names && number >= 0 && number < names.Length ? names[number] : null;
}
