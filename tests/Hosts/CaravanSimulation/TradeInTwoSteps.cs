using Actors.World;
using Caravan.Rules.Trade;

namespace Caravan.Simulation;

/// <summary>A trade as nobody should write it: one side's goods change hands at once, the other side's half a second later. It passes every test in which nothing fails in between.</summary>
internal sealed class TradeInTwoSteps : IRulesModule
{
    private const string SecondHalf = "caravan.second_half";

    public string Name => "trade-in-two-steps";

    public void Register(RulesBuilder rules) => rules.ReplaceVerb(new Hasty()).AddTimer(SecondHalf, GiveTheOthers);

    private static void GiveTheOthers(RoomState room, string? players)
    {
        var (player, other) = (Find(room, players!.Split(' ')[0]), Find(room, players.Split(' ')[1]));
        if (player is null || other is null)
            return;
        foreach (var item in Table.Goods(other))
            room.Give(other, item, player);
        player.Reset<Table>();
        other.Reset<Table>();
    }

    private static Player? Find(RoomState room, string id) => room.Players.FirstOrDefault(player => player.Id.ToString() == id);

    private sealed class Hasty : Verb<Hasty.Accept>
    {
        public sealed record Accept : Command;

        public override string Name => "accept";

        public override string Usage => "accept";

        public override string Help => "Agree to what lies on the table.";

        public override ParseResult Parse(string rest) => new Accept();

        protected override Reply Execute(in VerbContext context, Accept command)
        {
            var (room, player) = (context.Room, context.Player);
            if (Table.Partner(room, player) is not { } other || Table.Goods(player).Length + Table.Goods(other).Length == 0)
                return VerbContext.Reject("caravan.no_partner", "There is nothing to agree to.");
            if (!other.Get<Table>().Accepted)
            {
                player.Set(player.Get<Table>() with { Accepted = true });
                return new Done($"You wait for {other.Name} to accept.");
            }
            foreach (var item in Table.Goods(player))
                room.Give(player, item, other);
            room.StartTimer(SecondHalf, ticks: 10, data: $"{player.Id} {other.Id}");
            return Reply.Ok;
        }
    }
}
