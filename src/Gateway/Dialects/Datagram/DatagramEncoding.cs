using System.Collections.Concurrent;
using Actors.Channels;
using Actors.Datagrams;
using Actors.World;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>
/// At each tick, the players that have moved, and the bullets while there are any. A datagram may be lost, so once a second all players and the bullets are sent again,
/// even if nothing moves.
/// </summary>
internal sealed class DatagramEncoding(DatagramMessages messages, TimeProvider time) : IRoomEncoding
{
    private static readonly TimeSpan KeyframePeriod = TimeSpan.FromSeconds(1);

    /// <summary>One entry for each room that was ever shown here; it keeps nothing of a room that is no longer shown.</summary>
    private readonly ConcurrentDictionary<RoomId, WeakReference<Encoder>> _encoders = new();

    public bool EveryTick => true;

    public IRoomEncoder For(RoomId room, RoomDefinition definition)
    {
        var encoder = new Encoder(definition, this, messages, time);
        _encoders[room] = new WeakReference<Encoder>(encoder);
        return encoder;
    }

    public void EncodeEvents(RoomFrame frame, RoomDefinition definition, EncodedFrame into)
    {
        foreach (var happened in frame.Events)
        {
            if (happened is PlayerLeft left)
                into.Events.Add(new EncodedEvent(messages.Left(left.Player), Except: left.Player));
        }
    }

    /// <summary>The players shown last in a room, for a client that leaves it and sees none of them leave.</summary>
    public PlayerView[] ShownIn(RoomId room) =>
        _encoders.TryGetValue(room, out var reference) && reference.TryGetTarget(out var encoder) ? encoder.Shown : [];

    private sealed class Encoder : IRoomEncoder
    {
        private readonly Projection _projection;
        private readonly DatagramEncoding _encoding;
        private readonly RoomDefinition _room;
        private readonly TimeProvider _time;
        private readonly DatagramBundle _bundle = new();
        private readonly PacketList _players;
        private readonly PacketList _bullets;
        private volatile RoomFrame? _shown;
        private long _wholeAt;
        private bool _bulletsSinceKeyframe;

        public Encoder(RoomDefinition room, DatagramEncoding encoding, DatagramMessages messages, TimeProvider time)
        {
            (_room, _encoding, _time) = (room, encoding, time);
            _projection = DatagramDialect.ProjectionOf(room);
            _players = new PacketList(messages, _bundle, PacketIds.PlayerUpdates);
            _bullets = new PacketList(messages, _bundle, PacketIds.Bullets);
        }

        public PlayerView[] Shown => _shown?.Players ?? [];

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            var before = _shown;
            _shown = frame;
            _encoding.EncodeEvents(frame, _room, into);
            var bullets = before is not null && !ReferenceEquals(before.Projectiles, frame.Projectiles);
            _bulletsSinceKeyframe |= bullets;
            if (before is null || KeyframeIsDue)
                into.State = KeyframeWithEvents(frame);
            else
            {
                AddMoved(before.Players, frame.Players);
                if (bullets)
                    AddBullets(frame);
                into.State = _bundle.IsEmpty ? null : _bundle.ToMessage();
            }
        }

        public EncodedMessage? Keyframe()
        {
            if (_shown is not { } frame)
                return null;
            AddAll(frame.Players);
            if (frame.Projectiles.Length > 0)
                AddBullets(frame);
            return _bundle.IsEmpty ? null : _bundle.ToMessage();
        }

        public EncodedMessage? Refresh() => _shown is { } frame && KeyframeIsDue ? KeyframeWithEvents(frame) : null;

        private bool KeyframeIsDue => _time.GetElapsedTime(_wholeAt) >= KeyframePeriod;

        /// <summary>A list of bullets that has become empty is sent once more, because it may have been lost.</summary>
        private EncodedMessage? KeyframeWithEvents(RoomFrame frame)
        {
            _wholeAt = _time.GetTimestamp();
            AddAll(frame.Players);
            if (_bulletsSinceKeyframe || frame.Projectiles.Length > 0)
                AddBullets(frame);
            _bulletsSinceKeyframe = false;
            return _bundle.IsEmpty ? null : _bundle.ToMessage();
        }

        private void AddAll(PlayerView[] players)
        {
            foreach (ref readonly var player in players.AsSpan())
                Add(player);
            _players.End();
        }

        /// <summary>Both are in ascending order of id.</summary>
        private void AddMoved(PlayerView[] before, PlayerView[] now)
        {
            if (ReferenceEquals(before, now))
                return;
            var old = 0;
            foreach (ref readonly var player in now.AsSpan())
            {
                while (old < before.Length && before[old].Id.Value < player.Id.Value)
                    old++;
                var isKnown = old < before.Length && before[old].Id == player.Id;
                if (!isKnown || before[old].XMilli != player.XMilli || before[old].YMilli != player.YMilli)
                    Add(player);
            }
            _players.End();
        }

        private void Add(in PlayerView player)
        {
            var (x, y) = _projection.ToDialect(player.XMilli, player.YMilli);
            DatagramMessages.Player(_players.Item, player.Id, x, y);
            _players.Add();
        }

        private void AddBullets(RoomFrame frame)
        {
            foreach (var bullet in frame.Projectiles)
            {
                DatagramMessages.Bullet(_bullets.Item, bullet, _projection);
                _bullets.Add();
            }
            _bullets.End(evenEmpty: true);
        }
    }
}
