using Actors.Channels;
using Actors.Gateway.Dialects.Native.Writing;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Writes the changes from one state to another. Unchanged parts are omitted.</summary>
internal sealed class DeltaWriter(int tickMilliseconds)
{
    public const byte Code = 2;

    private readonly StateDelta _delta = new();

    public EncodedMessage Write(NativeWriter to, NativeState from, NativeState now, bool withHash)
    {
        to.Row(7).Column("type"u8).Kind("delta"u8, Code).Column("from"u8).Number(from.Frame.Sequence)
            .Column("frames"u8).Number(now.Frame.Sequence - from.Frame.Sequence).Column("ticks"u8).Number(now.Frame.Tick - from.Frame.Tick)
            .Column("events"u8).Number(now.Frame.NextEvent - from.Frame.NextEvent).Column("milliseconds"u8).Number(now.ServerTime - from.ServerTime)
            .Column("changes"u8);
        _delta.Find(from.All, now.All, tickMilliseconds);
        Changes(to, now.All, withHash ? NativeStateHash.Of(now.All) : null);
        return to.EndMap().ToMessage();
    }

    /// <summary>Writes only the changes. False, with nothing written: there are none, and no hash is due.</summary>
    public bool TryWriteChanges(NativeWriter to, in StatePart from, in StatePart now, bool withHash)
    {
        _delta.Find(from, now, tickMilliseconds);
        // An empty cell has nothing to verify.
        uint? hash = withHash && NativeStateHash.Of(now) is not 0 and var some ? some : null;
        if (hash is null && Sections() == 0)
            return false;
        Changes(to, now, hash);
        return true;
    }

    private void Changes(NativeWriter to, in StatePart now, uint? hash)
    {
        to.Map(Sections() + (hash is null ? 0 : 1));
        if (hash is { } its)
            to.Coded("hash"u8, 0).Number(its);
        Numbers(to, "players"u8, 1, _delta.Players);
        if (Begin(to, "newPlayers"u8, 2, _delta.NewPlayers))
        {
            foreach (var index in _delta.NewPlayers)
                KeyframeWriter.Player(to, now, index);
            to.EndList();
        }
        Numbers(to, "gonePlayers"u8, 3, _delta.GonePlayers);
        Numbers(to, "creatures"u8, 4, _delta.Creatures);
        if (Begin(to, "newCreatures"u8, 5, _delta.NewCreatures))
        {
            foreach (var index in _delta.NewCreatures)
                KeyframeWriter.Creature(to, now.Creatures[index]);
            to.EndList();
        }
        Numbers(to, "goneCreatures"u8, 6, _delta.GoneCreatures);
        if (Begin(to, "newItems"u8, 7, _delta.NewItems))
        {
            foreach (var index in _delta.NewItems)
                KeyframeWriter.Item(to, now.Items[index]);
            to.EndList();
        }
        if (_delta.GoneItems.Count > 0)
        {
            to.Coded("goneItems"u8, 8).List(_delta.GoneItems.Count);
            foreach (var id in _delta.GoneItems)
                to.Text(id.Value);
            to.EndList();
        }
        Numbers(to, "nodes"u8, 9, _delta.Nodes);
        Numbers(to, "projectiles"u8, 10, _delta.Projectiles);
        if (Begin(to, "newProjectiles"u8, 11, _delta.NewProjectiles))
        {
            foreach (var index in _delta.NewProjectiles)
                KeyframeWriter.Projectile(to, now.Projectiles[index]);
            to.EndList();
        }
        Numbers(to, "goneProjectiles"u8, 12, _delta.GoneProjectiles);
        if (_delta.Components.Count > 0)
            to.Coded("components"u8, 13).Components(_delta.Components);
        to.EndMap();
    }

    private int Sections()
    {
        var some = (_delta.GoneItems.Count > 0 ? 1 : 0) + (_delta.Components.Count > 0 ? 1 : 0);
        foreach (var numbers in (ReadOnlySpan<List<long>>)
            [_delta.Players, _delta.GonePlayers, _delta.Creatures, _delta.GoneCreatures, _delta.Nodes, _delta.Projectiles, _delta.GoneProjectiles])
        {
            some += numbers.Count > 0 ? 1 : 0;
        }
        foreach (var indices in (ReadOnlySpan<List<int>>)[_delta.NewPlayers, _delta.NewCreatures, _delta.NewItems, _delta.NewProjectiles])
            some += indices.Count > 0 ? 1 : 0;
        return some;
    }

    private static void Numbers(NativeWriter to, ReadOnlySpan<byte> name, byte code, List<long> numbers)
    {
        if (numbers.Count > 0)
            to.Coded(name, code).Numbers(numbers);
    }

    private static bool Begin(NativeWriter to, ReadOnlySpan<byte> name, byte code, List<int> indices)
    {
        if (indices.Count == 0)
            return false;
        to.Coded(name, code).List(indices.Count);
        return true;
    }
}
