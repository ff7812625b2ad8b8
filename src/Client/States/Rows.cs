using System.Globalization;

namespace Actors.Client.States;

/// <summary>Reads the objects of a state: rows of MessagePack, whose positions are whole fractions of a unit, or maps of JSON.</summary>
internal static class Rows
{
    public static Player[] Players(GameValue rows) => All(rows, static row => row.Kind == GameValueKind.List
        ? new Player(row[0].AsInteger(), row[1].AsText())
        {
            XMicro = row[2].AsInteger(),
            YMicro = row[3].AsInteger(),
            VelocityXMilli = row[4].AsInteger(),
            VelocityYMilli = row[5].AsInteger(),
            FacingMilli = row[6].AsInteger(),
            Health = Int(row[7]),
            MaxHealth = Int(row[8]),
            Score = Int(row[9]),
            Resources = new Resources(Int(row[10]), Int(row[11]), Int(row[12]), Int(row[13])),
            LastInput = row[14].AsInteger(),
        }
        : new Player(Id(row["id"]), row["name"].AsText())
        {
            XMicro = Micro(row["x"]),
            YMicro = Micro(row["y"]),
            VelocityXMilli = Milli(row["vx"]),
            VelocityYMilli = Milli(row["vy"]),
            FacingMilli = Milli(row["facing"]),
            Health = Int(row["health"]),
            MaxHealth = Int(row["maxHealth"]),
            Score = Int(row["score"]),
            Resources = new Resources(Int(row["wood"]), Int(row["stone"]), Int(row["food"]), Int(row["gold"])),
            LastInput = row["lastInput"].AsInteger(0),
        });

    public static Creature[] Creatures(GameValue rows) => All(rows, static row => row.Kind == GameValueKind.List
        ? new Creature(row[0].AsInteger(), row[1].AsText(), row[2].AsText())
        {
            XMilli = row[3].AsInteger(),
            YMilli = row[4].AsInteger(),
            FacingMilli = row[5].AsInteger(),
            Health = Int(row[6]),
            MaxHealth = Int(row[7]),
        }
        : new Creature(row["id"].AsInteger(), row["kind"].AsText(), row["name"].AsText())
        {
            XMilli = Milli(row["x"]),
            YMilli = Milli(row["y"]),
            FacingMilli = Milli(row["facing"]),
            Health = Int(row["health"]),
            MaxHealth = Int(row["maxHealth"]),
        });

    public static Item[] Items(GameValue rows) => All(rows, static row => row.Kind == GameValueKind.List
        ? new Item(row[0].AsText(), row[1].AsText(), row[2].AsText()) { XMilli = row[3].AsInteger(), YMilli = row[4].AsInteger() }
        : new Item(row["id"].AsText(), row["kind"].AsText(), row["name"].AsText()) { XMilli = Milli(row["x"]), YMilli = Milli(row["y"]) });

    public static Projectile[] Projectiles(GameValue rows) => All(rows, static row => row.Kind == GameValueKind.List
        ? new Projectile(row[0].AsInteger(), row[1].AsInteger()) { XMilli = row[2].AsInteger(), YMilli = row[3].AsInteger(), AngleMilli = row[4].AsInteger() }
        : new Projectile(row["id"].AsInteger(), Id(row["owner"])) { XMilli = Milli(row["x"]), YMilli = Milli(row["y"]), AngleMilli = Milli(row["angle"]) });

    public static int[] Numbers(GameValue list)
    {
        var numbers = list.Count == 0 ? [] : new int[list.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (int)list[i].AsInteger();
        return numbers;
    }

    /// <summary>Ids of players are text in JSON.</summary>
    public static long Id(GameValue id) => id.Kind == GameValueKind.Text ? long.Parse(id.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : id.AsInteger();

    private static T[] All<T>(GameValue rows, Func<GameValue, T> read)
    {
        var things = rows.Count == 0 ? [] : new T[rows.Count];
        for (var i = 0; i < things.Length; i++)
            things[i] = read(rows[i]);
        return things;
    }

    // A field that a server leaves out is 0: a newer version may also remove one.
    private static int Int(GameValue number) => (int)number.AsInteger(0);

    private static long Milli(GameValue number) => Units.Whole(number.AsNumber(0), Units.Milli);

    private static long Micro(GameValue number) => Units.Whole(number.AsNumber(0), Units.Micro);
}
