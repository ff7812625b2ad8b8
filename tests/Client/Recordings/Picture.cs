using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Client.Tests.Recordings;

/// <summary>What a client shows, as clients/vectors/README.md defines it, in one hash. The client in JavaScript has the same in clients/js/test/support/picture.js.</summary>
internal sealed class Picture : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly GameClient _client;

    private Picture(GameClient client) => _client = client;

    public static string Of(GameClient client)
    {
        using var picture = new Picture(client);
        picture.Add();
        return Convert.ToHexStringLower(picture._hash.GetHashAndReset())[..16];
    }

    public void Dispose() => _hash.Dispose();

    private void Add()
    {
        var state = _client.State!;
        Text(state.Room);
        Number(state.Sequence, state.Tick, state.NextEvent, state.ServerTime);
        List(state.Players.OrderBy(static one => one.Id), Player);
        List(state.Creatures.OrderBy(static one => one.Id), Creature);
        List(state.Items.OrderBy(static one => one.Id, StringComparer.Ordinal), Item);
        List(state.Nodes.Zip(state.NodeComponents), node =>
        {
            Number(node.First);
            Components(node.Second);
        });
        List(state.Projectiles.OrderBy(static one => one.Id), Projectile);
        Components(state.Components);
        Components(_client.Own);
        if (_client.Predicted is { } predicted)
            Number(1, predicted.X, predicted.Y);
        else
            Number(0);
    }

    private void Player(Player one)
    {
        var (wood, stone, food, gold) = one.Resources;
        Text(one.Id.ToString(CultureInfo.InvariantCulture), one.Name);
        Number(one.X, one.Y, one.VelocityX, one.VelocityY, one.Facing, one.Health, one.MaxHealth, one.Score, wood, stone, food, gold, one.LastInput);
        Components(one.Components);
        if (one.Id != _client.PlayerId)
            Place(_client.PlaceOf(one));
    }

    private void Creature(Creature one)
    {
        Number(one.Id);
        Text(one.Kind, one.Name);
        Number(one.X, one.Y, one.Facing, one.Health, one.MaxHealth);
        Components(one.Components);
        Place(_client.PlaceOf(one));
    }

    private void Item(Item one)
    {
        Text(one.Id, one.Kind, one.Name);
        Number(one.X, one.Y);
        Components(one.Components);
    }

    private void Projectile(Projectile one)
    {
        Number(one.Id);
        Text(one.Owner.ToString(CultureInfo.InvariantCulture));
        Number(one.X, one.Y, one.Angle);
        Place(_client.PlaceOf(one));
    }

    private void Components(ComponentSet its) => Map(its.Names, name => its[name]);

    private void Map(IEnumerable<string> names, Func<string, GameValue> of) => List(names.Order(StringComparer.Ordinal), name =>
    {
        Text(name);
        Value(of(name));
    });

    private void Value(GameValue value)
    {
        switch (value.Kind)
        {
            case GameValueKind.Null:
                Number(0);
                break;
            case GameValueKind.Flag:
                Number(1, value.AsFlag() ? 1 : 0);
                break;
            case GameValueKind.Integer or GameValueKind.Number:
                Number(2, value.AsNumber());
                break;
            case GameValueKind.Text:
                Number(3);
                Text(value.AsText());
                break;
            case GameValueKind.List:
                Number(4);
                List(value.Items, Value);
                break;
            default:
                Number(5);
                Map(value.Entries.Select(static entry => entry.Key), name => value[name]);
                break;
        }
    }

    private void Place(Point at) => Number(at.X, at.Y);

    private void Number(params ReadOnlySpan<double> numbers)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var number in numbers)
        {
            // -0 is 0.
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number + 0.0);
            _hash.AppendData(bytes);
        }
    }

    private void Text(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Number(bytes.Length);
            _hash.AppendData(bytes);
        }
    }

    private void List<T>(IEnumerable<T> items, Action<T> add)
    {
        T[] all = [.. items];
        Number(all.Length);
        foreach (var item in all)
            add(item);
    }
}
