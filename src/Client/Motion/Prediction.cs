namespace Actors.Client.Motion;

/// <summary>
/// Your own player, ahead of the server: it walks with the server's step as soon as it is steered, and every state corrects it.
///
/// Both sides count steps of the same length. An input is made in one of our steps and processed in a tick of the server; the first state that names it shows
/// that tick. From then on a state's tick tells which of our steps it is the result of. Everything steered since is replayed on top of it. Network jitter moves
/// nothing between two inputs.
/// </summary>
internal sealed class Prediction
{
    private const int MaxInputs = 200;
    private const int MaxReplaySteps = 40;
    private const double Same = 0.001;
    private const double Far = 2;
    private const double SmoothingMs = 80;

    private readonly List<Input> _inputs = [Input.Standing];
    private double _stepMs = 50;
    private Room? _room;
    private Point? _at;
    private double _done;
    private double? _offset;
    private bool _isDead;
    private long _walksFrom;
    private (double X, double Y, double Since) _error;

    /// <summary>Where the player is after the last whole step, as the server will have it; null before the first state.</summary>
    public Point? Position => _at;

    /// <summary>How far the newest state was from the prediction, in world units.</summary>
    public double Correction { get; private set; }

    /// <summary>Whether there are inputs that no state has named yet.</summary>
    public bool IsPending => _inputs.Count > 1;

    /// <summary>How long the oldest of them has been pending.</summary>
    public double PendingMs(double now) => IsPending ? now - _inputs[1].At : 0;

    /// <summary>A new connection: its states name none of the earlier inputs.</summary>
    public void Start(double stepMs)
    {
        _stepMs = stepMs;
        _inputs.Clear();
        _inputs.Add(Input.Standing);
        _offset = null;
        Enter(_room);
    }

    public void Enter(Room? room)
    {
        _room = room;
        _at = null;
        Correction = 0;
        _error = default;
    }

    public void Steer(long seq, double x, double y, double now)
    {
        var shown = Shown(now);
        _inputs.Add(new Input(seq, StepAt(now), x, y, now));
        if (_inputs.Count > MaxInputs)
            _inputs.RemoveAt(1);
        if (shown is { } place)
            KeepShowing(place, now);
    }

    /// <summary>Takes a state of the server. False if the server has stopped a player who is still steered, as at the door of a full room.</summary>
    public bool Reconcile(long tick, Player player, double now)
    {
        var shown = Shown(now);
        // A player that respawns, or that stood when the input came, is shown once before the first step.
        if (_isDead && player.Health > 0)
            _walksFrom = tick + 1;
        _isDead = player.Health <= 0;
        // By equality, not order: a body that outlived its last connection still names an input of that one.
        var named = _inputs.FindIndex(input => input.Seq == player.LastInput);
        if (named > 0)
        {
            _inputs.RemoveRange(0, named);
            _walksFrom = StandsThough(player) ? tick + 1 : tick;
            _offset = _inputs[0].Step - _walksFrom;
        }
        var whole = StepAt(now) - 1;
        if (_offset is not { } offset || Math.Abs(tick + offset - whole) > MaxReplaySteps)
            _offset = offset = whole - tick;
        if (_at is null)
            _done = tick + offset;
        Take(tick + offset, player.At);
        Advance(whole);
        if (shown is { } place)
            KeepShowing(place, now);
        return IsPending || tick <= _walksFrom || !StandsThough(player);
    }

    /// <summary>Where to draw the player now: between two steps, and with corrections smoothed; null before the first state.</summary>
    public Point? Shown(double now)
    {
        if (_at is null)
            return null;
        var raw = Raw(now);
        var left = Math.Exp((_error.Since - now) / SmoothingMs);
        return new Point(raw.X + (_error.X * left), raw.Y + (_error.Y * left));
    }

    private void Take(double atStep, Point server)
    {
        if (atStep <= _done)
        {
            var before = _at;
            var now = Walk(server, atStep, _done);
            (_at, Correction) = (now, Point.Distance(before ?? now, now));
            return;
        }
        // A state may be the result of the step that is still being shown: if it is as predicted, nothing changes on the screen.
        var foreseen = Walk(_at ?? server, _done, atStep);
        Correction = Point.Distance(foreseen, server);
        if (Correction <= Same)
            return;
        _at = server;
        _done = atStep;
    }

    private Point Raw(double now)
    {
        var at = StepAt(now);
        Advance(at - 1);
        return _done < at ? Step(_at!.Value, DirectionAt(at), (now / _stepMs) - at) : _at!.Value;
    }

    private void Advance(double to)
    {
        if (to <= _done)
            return;
        // After a long time without being drawn, only the last steps are replayed.
        _at = Walk(_at!.Value, Math.Max(_done, to - MaxReplaySteps), to);
        _done = to;
    }

    private Point Walk(Point from, double after, double to)
    {
        var at = from;
        for (var one = after + 1; one <= to; one++)
            at = Step(at, DirectionAt(one), 1);
        return at;
    }

    private Point Step(Point from, in Input input, double share)
    {
        if (_isDead || (input.X == 0 && input.Y == 0) || _room is null)
            return from;
        var reach = _room.Speed * _stepMs / 1000 * share;
        return Movement.Step(_room, from, input.X * reach, input.Y * reach);
    }

    private Input DirectionAt(double atStep)
    {
        var index = _inputs.Count - 1;
        while (index > 0 && _inputs[index].Step > atStep)
            index--;
        return _inputs[index];
    }

    private double StepAt(double now) => Math.Floor(now / _stepMs);

    /// <summary>Smooths a change of the prediction over time; a door or a respawn shows at once.</summary>
    private void KeepShowing(Point shown, double now)
    {
        var raw = Raw(now);
        _error = Point.Distance(shown, raw) > Far ? (0, 0, now) : (shown.X - raw.X, shown.Y - raw.Y, now);
    }

    /// <summary>Whether the player stands although it could walk in the direction of its last input.</summary>
    private bool StandsThough(Player player)
    {
        if (player.VelocityXMilli != 0 || player.VelocityYMilli != 0)
            return false;
        return Point.Distance(Step(player.At, _inputs[0], 1), player.At) > 0.01;
    }

    /// <param name="Step">Our step in which it was made.</param>
    /// <param name="At">When it was made.</param>
    private readonly record struct Input(long Seq, double Step, double X, double Y, double At)
    {
        public static readonly Input Standing = new(0, double.NegativeInfinity, 0, 0, 0);
    }
}
