using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>The options of the dialect.</summary>
public sealed class PacketsOptions
{
    /// <summary>Seconds that a client may take to send its start, because its player is asked for a name first. After that it is closed with 1008.</summary>
    [Range(1, 3600)]
    public int StartSeconds { get; set; } = 120;

    /// <summary>The codes of what clients send.</summary>
    public PacketsClientCodes FromClient { get; set; } = new();

    /// <summary>The codes of what clients are sent.</summary>
    public PacketsServerCodes ToClient { get; set; } = new();
}

/// <summary>Client to server. A client may also send a code that is a whole number in decimals as a number.</summary>
public sealed class PacketsClientCodes
{
    /// <summary>The client comes in, with its name.</summary>
    public string Start { get; set; } = "sp";

    /// <summary>It walks in a direction, or stops.</summary>
    public string Move { get; set; } = "33";

    /// <summary>It turns.</summary>
    public string Face { get; set; } = "2";

    /// <summary>It strikes, or stops striking.</summary>
    public string Attack { get; set; } = "c";

    /// <summary>It takes something from its bar into its hand.</summary>
    public string Select { get; set; } = "5";

    /// <summary>It buys or wears something.</summary>
    public string Buy { get; set; } = "13c";

    /// <summary>It measures how long an answer takes.</summary>
    public string Ping { get; set; } = "pp";

    /// <summary>It says something.</summary>
    public string Chat { get; set; } = "ch";

    internal IReadOnlyList<(string Option, string Code)> All =>
    [
        (nameof(Start), Start), (nameof(Move), Move), (nameof(Face), Face), (nameof(Attack), Attack),
        (nameof(Select), Select), (nameof(Buy), Buy), (nameof(Ping), Ping), (nameof(Chat), Chat),
    ];
}

/// <summary>Server to client; always sent as text.</summary>
public sealed class PacketsServerCodes
{
    /// <summary>How many are in the room.</summary>
    public string Count { get; set; } = "1";

    /// <summary>A player who comes into sight.</summary>
    public string Player { get; set; } = "2";

    /// <summary>What stands in the room.</summary>
    public string Scenery { get; set; } = "6";

    /// <summary>What the bar holds.</summary>
    public string Items { get; set; } = "5";

    /// <summary>Where all players are, at each tick.</summary>
    public string Rows { get; set; } = "33";

    /// <summary>A player who has gone.</summary>
    public string Gone { get; set; } = "4";

    /// <summary>A player strikes.</summary>
    public string Attack { get; set; } = "7";

    /// <summary>The client has gathered something.</summary>
    public string Granted { get; set; } = "9";

    /// <summary>A player says something.</summary>
    public string Chat { get; set; } = "ch";

    /// <summary>The answer to what was bought or worn.</summary>
    public string Store { get; set; } = "us";

    /// <summary>The answer to a ping.</summary>
    public string Pong { get; set; } = "pp";

    internal IReadOnlyList<(string Option, string Code)> All =>
    [
        (nameof(Count), Count), (nameof(Player), Player), (nameof(Scenery), Scenery), (nameof(Items), Items), (nameof(Rows), Rows),
        (nameof(Gone), Gone), (nameof(Attack), Attack), (nameof(Granted), Granted), (nameof(Chat), Chat), (nameof(Store), Store), (nameof(Pong), Pong),
    ];
}
