using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Arena;

internal sealed class ArenaEncoding(TimeProvider time) : IRoomEncoding
{
    public bool EveryTick => true;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(time);

    private sealed class Encoder(TimeProvider time) : IRoomEncoder
    {
        private readonly JsonText _json = new();
        private RoomFrame? _newest;
        private EncodedMessage? _state;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            _newest = frame;
            into.State = _state = State(frame);
            foreach (var happened in frame.Events)
            {
                if (happened is PlayerLeft left)
                    into.Events.Add(new(_json.Raw("{\"type\":\"playerLeft\",\"playerId\":\""u8).Number(left.Player.Value).Raw("\"}"u8).ToMessage()));
            }
        }

        public EncodedMessage? Keyframe() => _state;

        public EncodedMessage? Refresh() => _newest is null ? null : _state = State(_newest);

        private EncodedMessage State(RoomFrame frame)
        {
            _json.Raw("{\"type\":\"state\",\"timestamp\":"u8).Number(time.GetUtcNow().ToUnixTimeMilliseconds()).Raw(",\"players\":["u8);
            var first = true;
            foreach (ref readonly var player in frame.Players.AsSpan())
            {
                _json.Comma(ref first)
                    .Raw("{\"id\":\""u8).Number(player.Id.Value)
                    .Raw("\",\"position\":{\"x\":"u8).Milli(player.XMilli).Raw(",\"y\":"u8).Milli(player.YMilli)
                    .Raw("},\"velocity\":{\"x\":"u8).Milli(player.VelocityXMilli).Raw(",\"y\":"u8).Milli(player.VelocityYMilli)
                    .Raw("},\"lastProcessedInput\":"u8).Number(player.LastProcessedInput).Raw("}"u8);
            }
            return _json.Raw("]}"u8).ToMessage();
        }
    }
}
