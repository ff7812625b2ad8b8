using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>What can be set of the dialect.</summary>
public sealed class PacketsOptions
{
    /// <summary>Seconds that a client may take to send its start: its player is asked for a name first. Then it is closed with 1008.</summary>
    [Range(1, 3600)]
    public int StartSeconds { get; set; } = 120;

    /// <summary>The codes of what clients send.</summary>
    public PacketsClientCodes FromClient { get; set; } = new();

    /// <summary>The codes of what clients are sent.</summary>
    public PacketsServerCodes ToClient { get; set; } = new();
}

/// <summary>Client to server. A client may send a code that is a whole number in decimals as a number, too.</summary>
public sealed class PacketsClientCodes
{
    public string Start { get; set; } = "sp";

    public string Move { get; set; } = "33";

    public string Face { get; set; } = "2";

    public string Attack { get; set; } = "c";

    public string Select { get; set; } = "5";

    public string Buy { get; set; } = "13c";

    public string Ping { get; set; } = "pp";

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
    public string Count { get; set; } = "1";

    public string Player { get; set; } = "2";

    public string Scenery { get; set; } = "6";

    public string Items { get; set; } = "5";

    public string Rows { get; set; } = "33";

    public string Gone { get; set; } = "4";

    public string Attack { get; set; } = "7";

    public string Granted { get; set; } = "9";

    public string Chat { get; set; } = "ch";

    public string Store { get; set; } = "us";

    public string Pong { get; set; } = "pp";

    internal IReadOnlyList<(string Option, string Code)> All =>
    [
        (nameof(Count), Count), (nameof(Player), Player), (nameof(Scenery), Scenery), (nameof(Items), Items), (nameof(Rows), Rows),
        (nameof(Gone), Gone), (nameof(Attack), Attack), (nameof(Granted), Granted), (nameof(Chat), Chat), (nameof(Store), Store), (nameof(Pong), Pong),
    ];
}
