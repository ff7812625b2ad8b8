using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects.Native.States;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What the server believes that a client has, in the form of <see cref="NativeReader.Lines"/>.</summary>
internal static class NativeLines
{
    public static IEnumerable<string> Of(NativeState state) => Of(state, [state.All]);

    /// <param name="parts">The parts of the whole state that the client sees.</param>
    public static IEnumerable<string> Of(NativeState whole, IEnumerable<StatePart> parts)
    {
        var frame = whole.Frame;
        var all = parts.ToArray();
        return [Line($"{frame.Room} {frame.Sequence} {frame.Tick} {frame.NextEvent} {whole.ServerTime}"), .. all.SelectMany(Things).Order(StringComparer.Ordinal), string.Join(' ', frame.Nodes),
            .. frame.Components.Where(row => row.Only is null && IsSeen(row, all)).Select(LineOf).Order(StringComparer.Ordinal)];
    }

    public static string LineOf(ComponentView row) =>
        $"{NativeComponents.Holders[(int)row.Holder]} {row.Id} {row.Name} {NativeComponents.Text(JsonNode.Parse(row.Json))}";

    private static bool IsSeen(ComponentView row, StatePart[] parts) => row.Holder switch
    {
        ComponentHolder.Player => parts.Any(part => Enumerable.Range(0, part.Players).Any(index => part.Player(index).Id.ToString() == row.Id)),
        ComponentHolder.Creature => parts.Any(part => part.Creatures.Any(creature => creature.Id.Value == int.Parse(row.Id, CultureInfo.InvariantCulture))),
        ComponentHolder.Item => parts.Any(part => part.Items.Any(item => item.Id.Value == row.Id)),
        _ => true,
    };

    private static IEnumerable<string> Things(StatePart part)
    {
        for (var i = 0; i < part.Players; i++)
        {
            var it = part.Player(i);
            var (x, y) = part.Place(i);
            var (has, state) = (it.Resources, $"{it.Health} {it.MaxHealth} {it.Score}");
            yield return Line($"{it.Id} {it.Name} {x} {y} {it.VelocityXMilli} {it.VelocityYMilli} {it.FacingMilli} {state} {has.Wood} {has.Stone} {has.Food} {has.Gold} {it.LastProcessedInput}");
        }
        foreach (var it in part.Creatures)
            yield return Line($"{it.Id.Value} {it.Kind} {it.Name} {it.XMilli} {it.YMilli} {it.FacingMilli} {it.Health} {it.MaxHealth}");
        foreach (var it in part.Items)
            yield return Line($"{it.Id} {it.Kind} {it.Name} {it.XMilli} {it.YMilli}");
        foreach (var it in part.Projectiles)
            yield return Line($"{it.Id} {it.Owner} {it.XMilli} {it.YMilli} {it.AngleMilli}");
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
