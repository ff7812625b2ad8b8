using System.Text.RegularExpressions;

namespace Actors.World.Tests;

/// <summary>A room played at random with its journal kept as text.</summary>
internal static class RecordedRun
{
    public static List<string> Of(int seed, int steps)
    {
        List<string> lines = [];
        var saved = new SavedRoom(null, []);
        var random = new Random(seed);
        var run = new RandomRun(seed, (room, world) =>
        {
            lines.Add(RecordingFormat.Write(RecordingLine.Start.Of(room, world, saved, epoch: 1)));
            room.Journal = line => lines.Add(RecordingFormat.Write(line));
        });
        for (var step = 0; step < steps; step++)
        {
            run.Step();
            ComeAndGo(run.Room, run.Effects, random);
            run.Effects.Clear();
        }
        lines.Add(RecordingFormat.Write(new RecordingLine.End(run.Room.Tick, "stopped")));
        return lines;
    }

    /// <summary>The number, from 0, of the last matching line before <paramref name="before"/>.</summary>
    public static int Find(List<string> lines, string pattern, int before) =>
        lines.FindLastIndex(before, line => Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>What other rooms and the node do to a room, now and then.</summary>
    private static void ComeAndGo(Room room, RoomEffects effects, Random random)
    {
        var guest = new PlayerId(7 + random.Next(2));
        switch (random.Next(60))
        {
            case 0:
                room.Reserve(Guest(room, guest), effects);
                break;
            case 1:
                room.CancelReservation(guest);
                break;
            case 2:
                room.Enter(Guest(room, guest), random.Next(2) == 0 ? "north" : null, effects);
                break;
            case 3:
                room.Leave(guest, effects);
                break;
            case 4:
                room.Rename(guest, $"Gast{random.Next(9)}ä\"", effects);
                break;
            case 5:
                room.SavePlayers(effects);
                break;
            case 6:
                room.SkipTo(room.Tick + random.Next(3));
                break;
            case 7:
                room.Apply(guest, 0, new Travel(new RoomId("yard")), effects);
                break;
            case 8:
                room.CompleteDeparture(guest, new RoomId("yard"), effects);
                break;
            case 9:
                room.CancelDeparture(guest, effects);
                break;
            case 10 when !room.Contains(guest):
                room.Resume(Guest(room, guest), effects);
                break;
            case 11:
                room.PutBack([new ItemRecord(new ItemId($"{room.Id}:{1000 + random.Next(1000)}"), "sword", null, room.Id, new Vector(1.0 / 3, -2))], effects);
                break;
            case 12:
                room.Halt(guest, effects);
                break;
            case 13:
                room.Answer(1 + random.Next(3), "yes", null, effects);
                break;
            case 14:
                room.Receive(new RoomMail(new RoomId("yard"), room.Id, 1 + random.Next(3), "news", "Rain."), effects);
                break;
            case 15:
                room.Delivered(new RoomId("yard"), 1, effects);
                break;
        }
    }

    private static PlayerState Guest(Room room, PlayerId id)
    {
        var held = new ItemRecord(new ItemId($"yard:{id}"), "sword", id, null, Vector.Zero);
        var record = new PlayerRecord
        {
            Id = id,
            Name = $"Guest{id}",
            TokenHash = "secret",
            Room = room.Id,
            Position = new Vector(-1.0 / 3, 0.1 + 0.2),
            Health = 55,
            Resources = new ResourceCounts(1, 2, 3, 4),
            LastCommand = 3,
            Recent = [new CommandResult(2, Codes.TooFar, "Too far."), new CommandResult(3, null, null)],
        };
        return new PlayerState(record, [held], new Motion(new Vector(-0.0, 0.25), 17, 4));
    }
}
