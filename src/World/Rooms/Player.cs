using System.Collections.Frozen;

namespace Actors.World;

/// <summary>A player in a room, and what it owns. What every step needs of it stands with the bodies of the others.</summary>
internal sealed class Player
{
    private Bodies _bodies;
    private int _slot;
    private long _respawnTick;
    private Departure? _departure;
    private List<Remark>? _remarks;

    /// <param name="kinds">Those of the world: items of others are kept aside.</param>
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
        KeptAside = [.. state.Items.Where(item => !kinds.ContainsKey(item.Kind))];
        Direction = state.Motion.Direction;
        LastInput = state.Motion.LastProcessedInput;
        HoldTicks = state.Motion.HoldTicks;
        // A guest that owns nothing has no row, and gets none for standing about.
        IsKept = from is not null || Named || state.Items.Count > 0 || LastCommand > 0 || Score > 0;
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

    /// <summary>Items of kinds that content has no more: the player owns them, but there is nothing to be done with them until their kinds are back.</summary>
    public ItemRecord[] KeptAside { get; }

    /// <summary>All that it owns.</summary>
    public ItemRecord[] AllItems => [.. Items, .. KeptAside];

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
    public bool IsKept { get; set; }

    /// <summary>Whether something of it changed that must be kept.</summary>
    public bool IsDirty
    {
        get => Body.IsDirty;
        set => Body.IsDirty = value;
    }

    public bool IsDead => RespawnTick != 0;

    /// <summary>A guest that owns nothing: it needs no name when it is not there.</summary>
    public bool HasNothingToKeep =>
        PlayerRecord.IsGuest(TokenHash) && Items.Count == 0 && Score == 0 && Resources == default && Name != PlayerName.ForGuest(Id);

    /// <summary>Its body is to be found there from now on, as it is: it has come in, or one who stood before it has come or gone.</summary>
    public void StandAt(Bodies bodies, int slot) => (_bodies, _slot) = (bodies, slot);

    /// <summary>Out of the room, with its body.</summary>
    public void StandAlone() => (_bodies, _slot) = (Bodies.Of(Body), 0);

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

    public void AddRemark(Remark remark) => (_remarks ??= []).Add(remark);

    /// <summary>What it is to be told when it has come in; taken once.</summary>
    public IReadOnlyList<Remark> TakeRemarks()
    {
        IReadOnlyList<Remark> taken = _remarks ?? [];
        _remarks = null;
        return taken;
    }

    public static Vector Rounded(Vector at) => new(Math.Round(at.X, 3), Math.Round(at.Y, 3));
}
