using Actors.Channels;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// Rows of all players at every tick, and before them the players that have come and gone. Those are found by comparing each frame with the previous
/// one, not from events, so that a skipped frame leaves no ghost behind.
/// </summary>
internal sealed class PacketsEncoding(PacketsCodes codes, PacketsItems items, LiveWorld content) : IRoomEncoding
{
    private readonly PacketsNumbers _rooms = new(content, static world => world.Rooms.Keys);

    public bool EveryTick => true;

    public IRoomEncoder For(RoomId room, RoomDefinition definition)
    {
        var projection = Projection.OntoScreen(definition, PacketsDialect.FieldSize, PacketsDialect.FieldSize);
        var number = _rooms.NumberOf(room.Definition) ?? 0;
        return new Encoder(new PacketsMessages(codes, items), projection, definition, new PacketsScene(definition, projection, number), content.Current.Rules.PlayerRadius);
    }

    private sealed class Encoder(PacketsMessages messages, Projection projection, RoomDefinition room, PacketsScene scene, double playerRadius) : IRoomEncoder
    {
        private RoomFrame? _shown;
        private EncodedMessage? _rows;
        private EncodedMessage? _scenery;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            if (_shown is not { } before)
                _rows = messages.Rows(frame.Players, projection);
            else
            {
                if (!ReferenceEquals(frame.Players, before.Players))
                {
                    Compare(before.Players, frame.Players, into);
                    _rows = messages.Rows(frame.Players, projection);
                }
                if (!ReferenceEquals(frame.Nodes, before.Nodes))
                    Compare(before.Nodes, frame.Nodes, into);
            }
            _shown = frame;
            Tell(frame.Events, into);
            into.State = _rows;
        }

        public EncodedMessage? Keyframe() => _rows;

        public EncodedMessage? Refresh() => _rows;

        public void OnSubscribed(PlayerId viewer, EncodedFrame into)
        {
            if (_shown is not { } frame)
                return;
            var isIn = Array.Exists(frame.Players, player => player.Id == viewer);
            into.Events.Add(new(messages.Count(frame.Players.Length + (isIn ? 0 : 1))));
            foreach (ref readonly var player in frame.Players.AsSpan())
                into.Events.Add(new(Player(player, isSelf: player.Id == viewer)));
            into.Events.Add(new(_scenery ??= messages.Scenery([.. scene.Solid, .. scene.Nodes.Where((_, node) => frame.Nodes[node] > 0)])));
        }

        public void OnUnsubscribed(PlayerId viewer, EncodedFrame into)
        {
            if (_shown is not { } frame)
                return;
            foreach (ref readonly var player in frame.Players.AsSpan())
            {
                if (player.Id != viewer)
                    into.Events.Add(new(messages.Gone(player.Id.Value)));
            }
            foreach (var thing in scene.Solid)
                into.Events.Add(new(messages.Gone(thing.Id)));
            for (var node = 0; node < frame.Nodes.Length; node++)
            {
                if (frame.Nodes[node] > 0)
                    into.Events.Add(new(messages.Gone(scene.Nodes[node].Id)));
            }
        }

        /// <summary>Both are in ascending order of id.</summary>
        private void Compare(ReadOnlySpan<PlayerView> before, ReadOnlySpan<PlayerView> now, EncodedFrame into)
        {
            var old = 0;
            foreach (ref readonly var player in now)
            {
                while (old < before.Length && before[old].Id.Value < player.Id.Value)
                    into.Events.Add(new(messages.Gone(before[old++].Id.Value)));
                if (old == before.Length || before[old].Id != player.Id)
                    Show(player, into);
                else if (IsAnother(before[old++], player))
                    Show(player, into);
            }
            while (old < before.Length)
                into.Events.Add(new(messages.Gone(before[old++].Id.Value)));
        }

        /// <summary>Whether the player has another name, or is back from the dead: then what it was introduced with no longer holds.</summary>
        private static bool IsAnother(in PlayerView before, in PlayerView now) =>
            (before.Health <= 0 && now.Health > 0) || !string.Equals(before.Name, now.Name, StringComparison.Ordinal);

        private void Show(in PlayerView player, EncodedFrame into)
        {
            into.Events.Add(new(Player(player, isSelf: false), Except: player.Id));
            into.Events.Add(new(Player(player, isSelf: true), Only: player.Id));
        }

        private EncodedMessage Player(in PlayerView player, bool isSelf) => messages.Player(player, projection, playerRadius, isSelf);

        private void Compare(int[] before, int[] now, EncodedFrame into)
        {
            _scenery = null;
            for (var node = 0; node < now.Length; node++)
            {
                if (before[node] > 0 && now[node] == 0)
                    into.Events.Add(new(messages.Gone(scene.Nodes[node].Id)));
                else if (before[node] == 0 && now[node] > 0)
                    into.Events.Add(new(messages.Scenery([scene.Nodes[node]])));
            }
        }

        private void Tell(RoomEvent[] events, EncodedFrame into)
        {
            for (var i = 0; i < events.Length; i++)
            {
                EncodedMessage? said = events[i] switch
                {
                    Swung swung => messages.Attack(swung.Player, HasHit(swung.Player, events.AsSpan(i + 1))),
                    Fired fired => messages.Attack(fired.Player, hit: false),
                    Gathered gathered => messages.Granted(gathered),
                    Said heard => messages.Chat(heard.Player, heard.Text),
                    _ => null,
                };
                if (said is not null)
                    into.Events.Add(new(said));
            }
        }

        /// <summary>The effect of a swing is the event directly after it.</summary>
        private bool HasHit(PlayerId player, ReadOnlySpan<RoomEvent> following) => following is [var next, ..] && next switch
        {
            Struck struck => struck.ByPlayer == player,
            Gathered gathered => gathered.Player == player && gathered.Node < room.Nodes.Count && !room.Nodes[gathered.Node].OnTouch,
            _ => false,
        };
    }
}
