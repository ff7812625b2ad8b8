namespace Actors.World;

/// <summary>A player's body in a room, and what it owns.</summary>
internal sealed class Player
{
    public Player(PlayerState state, string? from)
    {
        var record = state.Record;
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
        Items = [.. state.Items];
        Direction = state.Motion.Direction;
        LastInput = state.Motion.LastProcessedInput;
        HoldTicks = state.Motion.HoldTicks;
        // A guest that owns nothing has no row, and gets none for standing about.
        IsKept = from is not null || Named || Items.Count > 0 || LastCommand > 0 || Score > 0;
    }

    public PlayerId Id { get; }

    public string Name { get; set; }

    public string? TokenHash { get; }

    public bool Named { get; set; }

    public Vector Position { get; set; }

    public Vector SavedPosition { get; set; }

    public Vector Direction { get; set; }

    public Vector Velocity { get; set; }

    public double Facing { get; set; }

    public long LastInput { get; set; }

    public int HoldTicks { get; set; }

    public int Health { get; set; }

    public int Score { get; set; }

    public ResourceCounts Resources { get; set; }

    public long LastCommand { get; set; }

    public List<CommandResult> Recent { get; }

    public List<ItemRecord> Items { get; }

    public string? Holding { get; set; }

    public long NextAttackTick { get; set; }

    public long NextFireTick { get; set; }

    public long NextTouchTick { get; set; }

    /// <summary>When it comes back to life; 0 while it lives.</summary>
    public long RespawnTick { get; set; }

    public Departure? Departure { get; set; }

    /// <summary>Whether the store has a row of it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether something of it changed that must be kept.</summary>
    public bool IsDirty { get; set; }

    public bool IsDead => RespawnTick != 0;

    public bool IsMoving => Direction != Vector.Zero && !IsDead && Departure is null;

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

    public static Vector Rounded(Vector at) => new(Math.Round(at.X, 3), Math.Round(at.Y, 3));
}
