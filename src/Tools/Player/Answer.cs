using System.Globalization;
using Actors.Client;

namespace Actors.Tools.Player;

/// <summary>The answer to a command as text for a player.</summary>
internal static class Answer
{
    public static IEnumerable<string> Lines(CommandResult result)
    {
        if (result.Text is { Length: > 0 } text)
            yield return text;
        else if (!result.IsDone)
            yield return $"Refused: {result.Code}";
        if (result.Room is { } room)
        {
            yield return $"{room.Title}: {room.Description}";
            yield return $"Exits: {Join(room.Exits)}. Players: {Join(room.Players)}. Items: {Join(room.Items)}. Creatures: {Join(room.Creatures)}.";
        }
        if (result.Inventory is { } inventory)
        {
            yield return $"You hold: {Join(inventory.Items.Select(static item => item.Name))}.";
            var (wood, stone, food, gold) = inventory.Resources;
            yield return string.Create(CultureInfo.InvariantCulture, $"wood {wood}, stone {stone}, food {food}, gold {gold}, score {inventory.Score}");
        }
        if (result.Who is { } who)
            yield return Join(who.Select(static each => $"{each.Name} ({each.Room})"));
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
