namespace Actors.World;

/// <summary>A player in a room, and what it owns. What rules remember of it are components.</summary>
/// <remarks>What every step needs of it is stored with the bodies of the others: see <see cref="Bodies"/>.</remarks>
public sealed class Player : ComponentOwner
{
    private readonly RoomState _room;
    private Bodies _bodies;
    private int _slot;
    private double _facing;
    private int _score;
    private ResourceCounts _resources;
    private string? _holding;
    private long _respawnTick;
    private long _inputTick = -1;
    private long _inputBefore;
    private bool _hasLeft;
    private Departure? _departure;
    private List<PlayerNotice>? _notices;

    internal Player(RoomState room, PlayerState state, string? from)
    {
        var record = state.Record;
        var kinds = room.World.ItemKinds;
        _room = room;
        _bodies = Bodies.Of(default);
        Id = record.Id;
        Name = record.Name;
        TokenHash = record.TokenHash;
        Named = record.Named;
        Body.Position = SavedPosition = record.Position;
        _facing = record.FacingRadians;
        Body.Health = record.Health;
        _score = record.Score;
        _resources = record.Resources;
        LastCommand = record.LastCommand;
        Recent = [.. record.Recent];
        ItemList = [.. state.Items.Where(item => kinds.ContainsKey(item.Kind))];
        ShelvedItems = [.. state.Items.Where(item => !kinds.ContainsKey(item.Kind))];
        Body.Direction = state.Motion.Direction;
        LastInput = state.Motion.LastProcessedInput;
        Body.HoldTicks = state.Motion.HoldTicks;
        Bag = ComponentBag.Of(room.RuleSet, record.Components, state.Transient);
        // A guest that owns nothing has no row, and gets none for standing about.
        IsPersisted = from is not null || Named || state.Items.Count > 0 || LastCommand > 0 || Score > 0 || Resources != default || record.Components is not null;
    }

    /// <summary>Its id, which never changes.</summary>
    public PlayerId Id { get; }

    /// <summary>Its present name.</summary>
    public string Name { get; internal set; }

    /// <summary>Units.</summary>
    public Vector Position => Body.Position;

    /// <summary>The direction in which it walks; its length is the share of the room's speed. Zero stands.</summary>
    public Vector Direction => Body.Direction;

    /// <summary>Units a second, as the last step has moved it.</summary>
    public Vector Velocity => Body.Velocity;

    /// <summary>Radians: 0 is east, a quarter turn more is south. Normalized to half a turn either way.</summary>
    public double Facing
    {
        get => _facing;
        set
        {
            _facing = Math.IEEERemainder(value, 2 * Math.PI);
            _room.PlayersChanged = true;
        }
    }

    /// <summary>0 is dead. <see cref="RoomState.Hurt(Player, int, in Attacker)"/> and <see cref="Heal"/> change it.</summary>
    public int Health => Body.Health;

    /// <summary>The maximum of <see cref="Health"/>.</summary>
    public int MaxHealth => _room.Rules.PlayerMaxHealth;

    /// <summary>Points. Persisted.</summary>
    public int Score
    {
        get => _score;
        set
        {
            if (_score == value)
                return;
            _score = value;
            Persist();
        }
    }

    /// <summary>How much it owns of each resource. Persisted.</summary>
    public ResourceCounts Resources
    {
        get => _resources;
        set
        {
            if (_resources == value)
                return;
            _resources = value;
            Persist();
        }
    }

    /// <summary>What it carries. <see cref="RoomState"/> has the methods that change it.</summary>
    public RoomList<ItemRecord> Items => new(ItemList);

    /// <summary>The item kind that others see in its hands; null: bare hands.</summary>
    public string? Holding
    {
        get => _holding;
        set
        {
            _holding = value;
            _room.PlayersChanged = true;
        }
    }

    /// <summary>Whether it waits to be revived.</summary>
    public bool IsDead => _respawnTick != 0;

    /// <summary>
    /// Whether it is on its way to another room: it stands still, is not hurt, and nothing is given to it or taken from it. It arrives there as it was when it left:
    /// what rules set on it in the meantime counts only if it stays.
    /// </summary>
    public bool IsDeparting => _departure is not null || _hasLeft;

    /// <summary>When a rule brings it back; 0 while it lives.</summary>
    public long RespawnTick
    {
        get => _respawnTick;
        set
        {
            if (!IsDead)
                throw new InvalidOperationException("Only a dead player comes back.");
            _respawnTick = Math.Max(1, value);
        }
    }

    internal ref Body Body => ref _bodies[_slot];

    internal string? TokenHash { get; }

    internal bool Named { get; set; }

    internal Vector SavedPosition { get; set; }

    internal long LastInput { get; set; }

    /// <summary>The last input that a step has applied: a state that names an input shows its effect, and clients predict from there.</summary>
    internal long AppliedInput => _inputTick == _room.Tick ? _inputBefore : LastInput;

    internal long LastCommand { get; set; }

    internal List<CommandResult> Recent { get; }

    internal List<ItemRecord> ItemList { get; }

    /// <summary>Items of kinds that content no longer has: the player owns them, but nothing can be done with them until their kinds are back.</summary>
    internal ItemRecord[] ShelvedItems { get; }

    /// <summary>All that it owns.</summary>
    internal ItemRecord[] AllItems => [.. ItemList, .. ShelvedItems];

    internal Departure? Departure
    {
        get => _departure;
        set => (_departure, Body.IsDeparting) = (value, value is not null);
    }

    /// <summary>Whether the store has a row of it.</summary>
    internal bool IsPersisted { get; set; }

    /// <summary>Whether it is a guest that owns nothing, and so needs no name when it is not there.</summary>
    internal bool HasNothingToKeep =>
        PlayerRecord.IsGuest(TokenHash) && ItemList.Count == 0 && ShelvedItems.Length == 0 && Score == 0 && Resources == default && Bag?.Durable() is null
        && Name != PlayerName.ForGuest(Id);

    private protected override RuleSet Registered => _room.RuleSet;

    private protected override ComponentBag? Content => null;

    /// <summary>Walks in a direction and faces it, from the next step on.</summary>
    /// <param name="direction">The length is the share of the room's speed, at most 1; zero stands.</param>
    /// <param name="holdTicks">Stops by itself after so many ticks; 0: it does not.</param>
    /// <param name="input">The client's number of the input that caused this; null: none did.</param>
    public void Walk(Vector direction, int holdTicks = 0, long? input = null)
    {
        // Both components may be 1, on a diagonal: nobody walks faster for that.
        Body.Direction = direction.LengthSquared > 1 ? direction.Normalized() : direction;
        Body.HoldTicks = Math.Max(0, holdTicks);
        if (input is { } number)
        {
            if (_inputTick != _room.Tick)
                (_inputTick, _inputBefore) = (_room.Tick, LastInput);
            LastInput = number;
            _room.InputTick = _room.Tick;
        }
        if (direction != Vector.Zero)
            _facing = direction.Angle;
        _room.PlayersChanged = true;
    }

    /// <summary>Moves it to any place in the room at once, or as near to that as it can stand.</summary>
    public void MoveTo(Vector at)
    {
        Body.Position = _room.Terrain.Settle(at);
        _room.PlayersChanged = true;
    }

    /// <summary>Adds health, up to <see cref="MaxHealth"/>. The dead are not healed.</summary>
    public void Heal(int points)
    {
        if (IsDead || points <= 0 || Body.Health >= MaxHealth)
            return;
        Body.Health = Math.Min(MaxHealth, Body.Health + points);
        _room.PlayersChanged = true;
    }

    /// <summary>Revives it at a place, with full health.</summary>
    public void Revive(Vector at)
    {
        if (!IsDead)
            return;
        SetDead(0);
        Body.Health = MaxHealth;
        MoveTo(at);
    }

    internal void Die()
    {
        SetDead(Creature.Never);
        Body.Direction = Body.Velocity = Vector.Zero;
    }

    /// <summary>Marks that something of it has changed which must be persisted and is seen.</summary>
    internal void Persist()
    {
        Body.IsDirty = true;
        _room.PlayersChanged = true;
    }

    /// <summary>Its body is stored there from now on, as it is: it has come in, or a player before it has come or gone.</summary>
    internal void AttachBody(Bodies bodies, int slot) => (_bodies, _slot) = (bodies, slot);

    /// <summary>Out of the room, with its body.</summary>
    internal void DetachBody() => (_bodies, _slot, _hasLeft) = (Bodies.Of(Body), 0, true);

    internal Motion Motion => new(Body.Direction, LastInput, Body.HoldTicks);

    internal PlayerRecord ToRecord(RoomId room) => new()
    {
        Id = Id,
        Name = Name,
        TokenHash = TokenHash,
        Named = Named,
        Room = room,
        Position = Rounded(Position),
        FacingRadians = Math.Round(Facing, 3),
        Health = Health,
        Score = Score,
        Resources = Resources,
        LastCommand = LastCommand,
        Recent = [.. Recent],
        Components = Bag?.Durable(),
    };

    internal void Remember(long command, Reply reply)
    {
        if (Recent.Count == PlayerRecord.MaxRecent)
            Recent.RemoveAt(0);
        Recent.Add(reply is Rejected why ? new CommandResult(command, why.Code, why.Text) : new CommandResult(command, null, (reply as Done)?.Text));
    }

    internal void AddNotice(PlayerNotice notice) => (_notices ??= []).Add(notice);

    /// <summary>The notices to show when it has come in; returned once.</summary>
    internal IReadOnlyList<PlayerNotice> TakeNotices()
    {
        IReadOnlyList<PlayerNotice> taken = _notices ?? [];
        _notices = null;
        return taken;
    }

    internal static Vector Rounded(Vector at) => new(Math.Round(at.X, 3), Math.Round(at.Y, 3));

    private protected override void Changed(ComponentType type)
    {
        Body.IsDirty |= type.IsDurable;
        _room.ComponentChanged(type, ownerIsRoom: false);
    }

    private void SetDead(long respawnTick)
    {
        _room.DeadPlayers += (respawnTick != 0 ? 1 : 0) - (_respawnTick != 0 ? 1 : 0);
        (_respawnTick, Body.IsDead) = (respawnTick, respawnTick != 0);
    }
}
