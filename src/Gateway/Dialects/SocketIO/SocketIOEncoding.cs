using System.Text.Json;
using Actors.Channels;
using Actors.Gateway.Dialects.Components;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// A room as <c>world_update</c>: its state after each tick that changed something in it, and each event in it, in the same words for everybody there.
/// </summary>
/// <param name="withOffsets">After events clients get their offset, with which they resume when they are cut off.</param>
internal sealed class SocketIOEncoding(bool withOffsets) : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(definition, withOffsets);

    private sealed class Encoder(RoomDefinition room, bool withOffsets) : IRoomEncoder
    {
        private RoomFrame? _newest;
        private RoomFrame? _shown;
        private SharedComponents _components = SharedComponents.None;
        private EncodedMessage? _state;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            foreach (var happened in frame.Events)
            {
                WorldEvents.AddTo(into, frame, happened);
            }
            if (withOffsets && into.Events.Count > 0)
                into.Events.Add(new(SocketIOMessages.Offset(Recoveries.OffsetOf(frame))));
            if (_newest is not null)
            {
                foreach (var (player, changes) in OwnComponents.Changes(_newest, frame))
                    into.Own.Add(new EncodedEvent(SocketIOMessages.Own(changes), Only: player));
            }
            _newest = frame;
            var before = _components;
            _components = SharedComponents.Of(frame, before);
            if (_shown is not null && ReferenceEquals(_components, before)
                && ReferenceEquals(frame.Players, _shown.Players) && ReferenceEquals(frame.Items, _shown.Items)
                && ReferenceEquals(frame.Creatures, _shown.Creatures) && ReferenceEquals(frame.Nodes, _shown.Nodes))
                return;
            _shown = frame;
            into.State = _state = SocketIOMessages.Event("world_update", json => Write(json, frame));
        }

        public void OnSubscribed(PlayerId viewer, EncodedFrame into)
        {
            if (_newest is { } frame && OwnComponents.Of(frame, viewer) is { Count: > 0 } its)
                into.Events.Add(new EncodedEvent(SocketIOMessages.Own(its), Only: viewer));
        }

        public EncodedMessage? Keyframe() => _state;

        public EncodedMessage? Refresh() => _state;

        private void Write(Utf8JsonWriter json, RoomFrame frame)
        {
            json.WriteString("room_id", frame.Room.Definition);
            json.WriteNumber("tick", frame.Tick);
            Players(json, frame);
            Items(json, frame);
            Creatures(json, frame);
            Resources(json, frame);
            json.Components(_components.OfRoom);
        }

        private void Players(Utf8JsonWriter json, RoomFrame frame)
        {
            json.WriteStartArray("players");
            foreach (ref readonly var player in frame.Players.AsSpan())
            {
                json.WriteStartObject();
                json.WriteString("id", player.Id.ToString());
                json.WriteString("name", player.Name);
                json.Milli("x", player.XMilli);
                json.Milli("y", player.YMilli);
                json.Milli("vx", player.VelocityXMilli);
                json.Milli("vy", player.VelocityYMilli);
                json.Milli("facing", player.FacingMilli);
                json.WriteNumber("health", player.Health);
                json.WriteNumber("max_health", player.MaxHealth);
                json.WriteNumber("score", player.Score);
                json.Components(_components.Of(player.Id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void Items(Utf8JsonWriter json, RoomFrame frame)
        {
            json.WriteStartArray("items");
            foreach (ref readonly var item in frame.Items.AsSpan())
            {
                json.WriteStartObject();
                json.WriteString("id", item.Id.Value);
                json.WriteString("kind", item.Kind);
                json.WriteString("name", item.Name);
                json.Milli("x", item.XMilli);
                json.Milli("y", item.YMilli);
                json.Components(_components.Of(item.Id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void Creatures(Utf8JsonWriter json, RoomFrame frame)
        {
            json.WriteStartArray("creatures");
            foreach (ref readonly var creature in frame.Creatures.AsSpan())
            {
                if (creature.Health <= 0)
                    continue;
                json.WriteStartObject();
                json.WriteNumber("id", creature.Id.Value);
                json.WriteString("kind", creature.Kind);
                json.WriteString("name", creature.Name);
                json.Milli("x", creature.XMilli);
                json.Milli("y", creature.YMilli);
                json.WriteNumber("health", creature.Health);
                json.WriteNumber("max_health", creature.MaxHealth);
                json.Components(_components.Of(creature.Id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void Resources(Utf8JsonWriter json, RoomFrame frame)
        {
            json.WriteStartArray("resources");
            for (var node = 0; node < frame.Nodes.Length; node++)
            {
                if (frame.Nodes[node] == 0)
                    continue;
                json.WriteStartObject();
                json.WriteNumber("id", node);
                json.WriteString("resource", room.Nodes[node].Resource.Word());
                json.WriteNumber("x", room.Nodes[node].At.X);
                json.WriteNumber("y", room.Nodes[node].At.Y);
                json.WriteNumber("left", frame.Nodes[node]);
                json.Components(_components.OfNode(node));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }
}
