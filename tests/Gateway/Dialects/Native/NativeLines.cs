using System.Globalization;
using Actors.Gateway.Dialects.Native.States;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What the server thinks that a client has, as <see cref="NativeReader.Lines"/> says it.</summary>
internal static class NativeLines
{
    public static IEnumerable<string> Of(NativeState state) => Of(state, [state.All]);

    /// <param name="parts">Of the whole state, those that the client sees.</param>
    public static IEnumerable<string> Of(NativeState whole, IEnumerable<StatePart> parts)
    {
        var frame = whole.Frame;
        return [Line($"{frame.Room} {frame.Sequence} {frame.Tick} {frame.NextEvent} {whole.ServerTime}"), .. parts.SelectMany(Things).Order(StringComparer.Ordinal), string.Join(' ', frame.Nodes)];
    }

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
