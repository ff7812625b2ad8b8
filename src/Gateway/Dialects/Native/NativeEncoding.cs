using Actors.Gateway.Codecs;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

internal sealed class NativeEncoding(NativeMessages messages) : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(messages);

    private sealed class Encoder(NativeMessages messages) : IRoomEncoder
    {
        private readonly JsonText _json = new();
        private EncodedMessage? _keyframe;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            var number = frame.FirstEvent;
            foreach (var happened in frame.Events)
            {
                var its = number++;
                var text = happened switch
                {
                    Said said => said.Text,
                    Emoted emoted => emoted.Text,
                    _ => null,
                };
                var kind = KindOf(happened);
                var player = NarratedEvent.About(happened).Actor;
                if (Narrator.Narrate(happened, default) is null)
                    into.Events.Add(new(messages.Event(its, kind, null, player, NarratedEvent.About(happened).Name, text)));
                else
                    NarratedEvent.AddTo(into, happened, frame, (name, line) => messages.Event(its, kind, line, player, name, text));
            }
            into.State = _keyframe = messages.Keyframe(frame, _json);
        }

        public EncodedMessage? Whole() => _keyframe;

        public EncodedMessage? Again() => null;

        private static string KindOf(RoomEvent happened) => happened switch
        {
            PlayerEntered => "entered",
            PlayerLeft => "left",
            PlayerRenamed => "renamed",
            Said => "said",
            Emoted => "emoted",
            ItemTaken => "taken",
            ItemDropped => "dropped",
            ItemUsed => "used",
            ItemAppeared => "appeared",
            Gathered => "gathered",
            NodeRespawned => "nodeRespawned",
            Swung => "swung",
            Struck => "struck",
            Killed => "killed",
            PlayerRespawned => "respawned",
            CreatureRespawned => "creatureRespawned",
            Fired => "fired",
            _ => "other",
        };
    }
}
