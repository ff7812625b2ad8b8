using System.Runtime.InteropServices;
using Actors.Channels;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary>The forms of state that clients of one encoding can ask for.</summary>
internal sealed class NativeEncodings(NativeMessages messages, AreaOptions areas)
{
    public IRoomEncoding Keyframes { get; } = new NativeEncoding(messages, static _ => null);

    public IRoomEncoding Deltas { get; } = new NativeEncoding(messages, _ => KeyframesOnly(messages));

    /// <summary>Deltas of an area, in rooms that are larger than an area.</summary>
    public IRoomEncoding Areas { get; } = new NativeEncoding(
        messages, room => new AreaGrid(room, areas) is { IsSeenCompletely: false } grid ? new AreaStream(messages.Format, grid, messages.TickMilliseconds) : KeyframesOnly(messages));

    private static DeltaStream KeyframesOnly(NativeMessages messages) => new(messages.Format.Write(), messages.TickMilliseconds);
}

/// <param name="streamOf">Makes the stream of a room's states; null: each stands alone.</param>
internal sealed class NativeEncoding(NativeMessages messages, Func<RoomDefinition, INativeStream?> streamOf) : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(messages, streamOf(definition));

    private sealed class Encoder : IRoomEncoder
    {
        private readonly NativeMessages _messages;
        private readonly NativeWriter _writer;
        private readonly INativeStream? _stream;
        private EncodedMessage? _keyframe;
        private RoomFrame? _shown;

        public Encoder(NativeMessages messages, INativeStream? stream)
        {
            _messages = messages;
            _writer = messages.Format.Write();
            _stream = stream;
        }

        public IStateStream? States => _stream;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            var number = frame.FirstEvent;
            foreach (var happened in frame.Events)
            {
                var its = number++;
                var before = into.Events.Count;
                NarratedEvent.AddTo(into, happened, line => _messages.Event(its, happened, line), alsoSilent: true);
                if (happened.Header.Audience != EventAudience.Area)
                    continue;
                foreach (ref var encoded in CollectionsMarshal.AsSpan(into.Events)[before..])
                    encoded = encoded with { At = happened.At };
            }
            if (_shown is not null)
            {
                foreach (var (player, changes) in OwnComponents.Changes(_shown, frame))
                    into.Own.Add(new EncodedEvent(_messages.Own(changes), Only: player));
            }
            _shown = frame;
            if (_stream is not null)
                _stream.Add(frame, _messages.Now());
            else
                into.State = _keyframe = KeyframeWriter.Write(_writer, NativeState.Exact(frame, _messages.Now()));
        }

        public void OnSubscribed(PlayerId viewer, EncodedFrame into)
        {
            if (_shown is { } frame && OwnComponents.Of(frame, viewer) is { Count: > 0 } its)
                into.Events.Add(new EncodedEvent(_messages.Own(its), Only: viewer));
        }

        public EncodedMessage? Keyframe() => _keyframe;

        public EncodedMessage? Refresh() => null;
    }
}
