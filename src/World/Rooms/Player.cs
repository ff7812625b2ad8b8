using System.Collections.Frozen;

namespace Actors.World;

/// <summary>A player in a room, and what it owns. What every step needs of it stands with the bodies of the others.</summary>
internal sealed class Player
{
    private Bodies _bodies;
    private int _slot;
    private long _respawnTick;
    private Departure? _departure;
    private List<PlayerNotice>? _notices;

    /// <param name="kinds">Those of the world: items of others are shelved.</param>
    public Player(PlayerState state, string? from, FrozenDictionary<string, ItemKind> kinds)
    {
        var record = state.Record;
        _bodies = Bodies.Of(default);
        Id = record.Id;
        Name = record.Name;
        TokenHash = record.TokenHash;
        Named = record.Named;
        Position = SavedPosition = record.Position;
        Facing = record.FacingRadians;
        Health = record.Health;
        Score = record.Score;
        Resources = record.Resources;
        LastCommand = record.LastCommand;
        Recent = [.. record.Recent];
        Items = [.. state.Items.Where(item => kinds.ContainsKey(item.Kind))];
        ShelvedItems = [.. state.Items.Where(item => !kinds.ContainsKey(item.Kind))];
        Direction = state.Motion.Direction;
        LastInput = state.Motion.LastProcessedInput;
        HoldTicks = state.Motion.HoldTicks;
        // A guest that owns nothing has no row, and gets none for standing about.
        IsPersisted = from is not null || Named || state.Items.Count > 0 || LastCommand > 0 || Score > 0;
    }

    public ref Body Body => ref _bodies[_slot];

    public PlayerId Id { get; }

    public string Name { get; set; }

    public string? TokenHash { get; }

    public bool Named { get; set; }

    public Vector Position
    {
        get => Body.Position;
        set => Body.Position = value;
    }

    public Vector SavedPosition { get; set; }

    public Vector Direction
    {
        get => Body.Direction;
        set => Body.Direction = value;
    }

    public Vector Velocity
    {
        get => Body.Velocity;
        set => Body.Velocity = value;
    }

    public double Facing { get; set; }

    public long LastInput { get; set; }

    public int HoldTicks
    {
        get => Body.HoldTicks;
        set => Body.HoldTicks = value;
    }

    public int Health
    {
        get => Body.Health;
        set => Body.Health = value;
    }

    public int Score { get; set; }

    public ResourceCounts Resources { get; set; }

    public long LastCommand { get; set; }

    public List<CommandResult> Recent { get; }

    public List<ItemRecord> Items { get; }

    /// <summary>Items of kinds that content no longer has. The player owns them, but cannot use them until their kinds are back.</summary>
    public ItemRecord[] ShelvedItems { get; }

    /// <summary>All that it owns.</summary>
    public ItemRecord[] AllItems => [.. Items, .. ShelvedItems];

    public string? Holding { get; set; }

    public long NextAttackTick { get; set; }

    public long NextFireTick { get; set; }

    public long NextTouchTick { get; set; }

    /// <summary>When it comes back to life; 0 while it lives.</summary>
    public long RespawnTick
    {
        get => _respawnTick;
        set => (_respawnTick, Body.IsDead) = (value, value != 0);
    }

    public Departure? Departure
    {
        get => _departure;
        set => (_departure, Body.IsDeparting) = (value, value is not null);
    }

    /// <summary>Whether the store has a row of it.</summary>
    public bool IsPersisted { get; set; }

    /// <summary>Whether something of it changed that must be kept.</summary>
    public bool IsDirty
    {
        get => Body.IsDirty;
        set => Body.IsDirty = value;
    }

    public bool IsDead => RespawnTick != 0;

    /// <summary>A guest that owns nothing: it needs no name when it is not there.</summary>
    public bool OwnsNothing =>
        PlayerRecord.IsGuest(TokenHash) && Items.Count == 0 && Score == 0 && Resources == default && Name != PlayerName.ForGuest(Id);

    /// <summary>Moves the body to a slot of the room: the player has come in, or a player before it has come or gone.</summary>
    public void AttachBody(Bodies bodies, int slot) => (_bodies, _slot) = (bodies, slot);

    /// <summary>Takes the body out of the room: the player owns it alone.</summary>
    public void DetachBody() => (_bodies, _slot) = (Bodies.Of(Body), 0);

    public PlayerRecord ToRecord(RoomId room) => new()
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
    };

    public void Remember(long command, Reply reply)
    {
        if (Recent.Count == PlayerRecord.MaxRecent)
            Recent.RemoveAt(0);
        Recent.Add(reply is Rejected why ? new CommandResult(command, why.Code, why.Text) : new CommandResult(command, null, (reply as Done)?.Text));
    }

    public void AddNotice(PlayerNotice notice) => (_notices ??= []).Add(notice);

    /// <summary>Notices for the player when it has come in; each is returned once.</summary>
    public IReadOnlyList<PlayerNotice> TakeNotices()
    {
        IReadOnlyList<PlayerNotice> taken = _notices ?? [];
        _notices = null;
        return taken;
    }

    public static Vector Rounded(Vector at) => new(Math.Round(at.X, 3), Math.Round(at.Y, 3));
}
