namespace Actors.Client.States;

/// <summary>A state as it was received, in either encoding: maps with names, or arrays with positions.</summary>
internal readonly struct StateMessage
{
    private static readonly string[] Kinds = ["", "keyframe", "delta", "areaKeyframe", "areaDelta"];
    private static readonly string[][] Columns =
    [
        [],
        ["type", "room", "sequence", "tick", "nextEvent", "serverTime", "players", "creatures", "items", "nodes", "projectiles", "components"],
        ["type", "from", "frames", "ticks", "events", "milliseconds", "changes"],
        ["type", "room", "sequence", "tick", "nextEvent", "serverTime", "nodes", "cells", "components"],
        ["type", "from", "frames", "ticks", "events", "milliseconds", "nodes", "outOfSight", "cells", "components"],
    ];

    private readonly GameValue _message;
    private readonly int _kind;

    private StateMessage(GameValue message, int kind) => (_message, _kind) = (message, kind);

    /// <summary>Whether it has everything in sight, and not only what has changed.</summary>
    public bool IsWhole => _kind is 1 or 3;

    /// <summary>Whether it consists of cells.</summary>
    public bool IsOfArea => _kind is 3 or 4;

    public GameValue this[string name] => _message.Kind == GameValueKind.List ? _message[Array.IndexOf(Columns[_kind], name)] : _message[name];

    public static bool TryRead(GameValue message, out StateMessage state)
    {
        var kind = message.Kind == GameValueKind.List ? (int)message[0].AsInteger(0) : Array.IndexOf(Kinds, message["type"].AsText(""), 1);
        var isState = kind > 0 && kind < Kinds.Length;
        state = isState ? new StateMessage(message, kind) : default;
        return isState;
    }
}
