using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Gateway.Dialects.Components;
using Actors.World;

namespace Actors.Gateway.Dialects.Mud;

/// <summary>
/// The room as a reader sees it: its description when that has changed, and its events as lines.
/// </summary>
internal sealed class MudEncoding(MudMessages messages, bool withState) : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(this, messages, withState, room, definition);

    public void EncodeEvents(RoomFrame frame, RoomDefinition definition, EncodedFrame into)
    {
        foreach (var happened in frame.Events)
        {
            var (kind, _, name, _, speech, _) = happened.Header;
            switch (kind)
            {
                case "said":
                    into.Events.Add(new(messages.Action(name, "says", speech!, null)));
                    break;
                case "emoted":
                    into.Events.Add(new(messages.Action(name, "emotes", speech!, $"{name} {speech}")));
                    break;
                default:
                    NarratedEvent.AddTo(into, happened, line => messages.Action(name, "does", line!, line));
                    break;
            }
        }
    }

    private sealed class Encoder(MudEncoding encoding, MudMessages messages, bool withState, RoomId room, RoomDefinition definition) : IRoomEncoder
    {
        private readonly JsonText _json = new();
        private string[] _players = [];
        private string[] _items = [];
        private string[] _creatures = [];
        private EncodedMessage? _description;
        private RoomFrame? _newest;
        private SharedComponents _components = SharedComponents.None;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            encoding.EncodeEvents(frame, definition, into);
            if (Describe(frame))
            {
                // When states use the slot, none of them may supersede the description, so it is sent as an event.
                if (withState)
                    into.Events.Add(new(_description!));
                else
                    into.State = _description;
            }
            _newest = frame;
            if (!withState)
                return;
            _components = SharedComponents.Of(frame, _components);
            into.State = messages.State(frame, _components, _json);
        }

        public EncodedMessage? Keyframe() => withState && _newest is not null ? messages.State(_newest, _components, _json) : _description;

        /// <summary>A player who joins reads the room once. A frame from before the join does not have it among the players, and the next one would correct that.</summary>
        public EncodedMessage? KeyframeFor(PlayerId viewer) => withState || _newest?.Players.Any(player => player.Id == viewer) == true ? Keyframe() : null;

        public EncodedMessage? Refresh() => null;

        /// <summary>Whether the description has changed.</summary>
        private bool Describe(RoomFrame frame)
        {
            if (_newest is not null
                && ReferenceEquals(_newest.Items, frame.Items)
                && ReferenceEquals(_newest.Players, frame.Players)
                && ReferenceEquals(_newest.Creatures, frame.Creatures))
            {
                return false;
            }
            string[] players = [.. frame.Players.Select(static player => player.Name)];
            string[] items = [.. frame.Items.Select(static item => item.Name)];
            string[] creatures = [.. frame.Creatures.Where(static creature => creature.Health > 0).Select(static creature => creature.Name)];
            if (_description is not null && players.SequenceEqual(_players) && items.SequenceEqual(_items) && creatures.SequenceEqual(_creatures))
                return false;
            (_players, _items, _creatures) = (players, items, creatures);
            string[] exits = [.. definition.Exits.Select(static exit => exit.Direction)];
            _description = messages.Description(new RoomDescription(room, definition.Title, definition.Description, exits, players, items, creatures));
            return true;
        }
    }
}
