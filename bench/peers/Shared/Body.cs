namespace Actors.Bench.Peers;

/// <summary>One player, in world units and units a second.</summary>
internal sealed class Body(int id)
{
    public string Id { get; } = id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public double X { get; private set; }

    public double Y { get; private set; }

    public double VelocityX { get; private set; }

    public double VelocityY { get; private set; }

    public long LastProcessedInput { get; private set; }

    public void Input(long sequence, double x, double y)
    {
        if (Math.Abs(x) > 1 || Math.Abs(y) > 1)
            return;
        (VelocityX, VelocityY, LastProcessedInput) = (x * 5, y * 5, sequence);
    }

    public void Step(double seconds)
    {
        X = Math.Clamp(X + (VelocityX * seconds), -50, 50);
        Y = Math.Clamp(Y + (VelocityY * seconds), -50, 50);
    }
}
