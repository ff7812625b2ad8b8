namespace Actors.Client.States;

/// <summary>
/// Moves players on at their known velocity, in whole millionths of a unit, exactly as the server assumes that its clients do. The server sends a correction
/// only if it is more than a thousandth.
/// </summary>
internal static class PlayerSteps
{
    public static Player[] Walk(Player[] players, GameValue numbers, double milliseconds)
    {
        if (numbers.Count == 0 && !Array.Exists(players, static player => player.VelocityXMilli != 0 || player.VelocityYMilli != 0))
            return players;
        var at = 0;
        var next = numbers.Count > 0 ? numbers[at++].AsInteger() : -1;
        var walked = new Player[players.Length];
        for (var index = 0; index < players.Length; index++)
        {
            var (player, isNamed) = (players[index], index == next);
            if (!isNamed && player.VelocityXMilli == 0 && player.VelocityYMilli == 0)
            {
                walked[index] = player;
                continue;
            }
            var now = walked[index] = player.Copy();
            if (isNamed)
                at = Change(now, numbers, at, milliseconds);
            else
                Step(now, milliseconds);
            if (isNamed)
                next = at < numbers.Count ? index + 1 + numbers[at++].AsInteger() : -1;
        }
        return walked;
    }

    private static int Change(Player now, GameValue numbers, int at, double milliseconds)
    {
        var bits = numbers[at++].AsInteger();
        if ((bits & 1) != 0)
            now.LastInput += numbers[at++].AsInteger();
        if ((bits & 2) != 0)
        {
            now.VelocityXMilli = numbers[at++].AsInteger();
            now.VelocityYMilli = numbers[at++].AsInteger();
        }
        Step(now, milliseconds);
        if ((bits & 4) != 0)
        {
            now.XMicro += numbers[at++].AsInteger();
            now.YMicro += numbers[at++].AsInteger();
        }
        if ((bits & 8) != 0)
            now.FacingMilli = numbers[at++].AsInteger();
        if ((bits & 16) != 0)
            now.Health = (int)numbers[at++].AsInteger();
        if ((bits & 32) != 0)
            now.Score = (int)numbers[at++].AsInteger();
        if ((bits & 64) != 0)
            now.Resources = new Resources((int)numbers[at++].AsInteger(), (int)numbers[at++].AsInteger(), (int)numbers[at++].AsInteger(), (int)numbers[at++].AsInteger());
        return at;
    }

    /// <summary>Thousandths per second times milliseconds are millionths.</summary>
    private static void Step(Player now, double milliseconds)
    {
        now.XMicro += (long)(now.VelocityXMilli * milliseconds);
        now.YMicro += (long)(now.VelocityYMilli * milliseconds);
    }
}
