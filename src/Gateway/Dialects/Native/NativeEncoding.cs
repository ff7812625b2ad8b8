using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary>How the clients of one encoding may wish to be told what they see.</summary>
internal sealed class NativeEncodings(NativeMessages messages)
{
    public IRoomEncoding Keyframes { get; } = new NativeEncoding(messages, deltas: false);

    public IRoomEncoding Deltas { get; } = new NativeEncoding(messages, deltas: true);
}

internal sealed class NativeEncoding(NativeMessages messages, bool deltas) : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(messages, deltas);

    private sealed class Encoder : IRoomEncoder
    {
        private readonly NativeMessages _messages;
        private readonly NativeWriter _writer;
        private readonly DeltaStream? _stream;
        private EncodedMessage? _keyframe;

        public Encoder(NativeMessages messages, bool deltas)
        {
            _messages = messages;
            _writer = messages.Format.Write();
            _stream = deltas ? new DeltaStream(_writer, messages.TickMilliseconds) : null;
        }

        public IStateStream? States => _stream;

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
                    into.Events.Add(new(_messages.Event(its, kind, null, player, NarratedEvent.About(happened).Name, text)));
                else
                    NarratedEvent.AddTo(into, happened, frame, (name, line) => _messages.Event(its, kind, line, player, name, text));
            }
            if (_stream is not null)
                _stream.Add(frame, _messages.Now());
            else
                into.State = _keyframe = KeyframeWriter.Write(_writer, NativeState.Exact(frame, _messages.Now()));
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
