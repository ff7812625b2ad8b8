namespace Actors.World.Tests;

public class DeterminismTests
{
    private const int Runs = 100;
    private const int Steps = 10_000;

    [Fact]
    public void The_same_inputs_give_the_same_state_and_the_same_frames()
    {
        Parallel.For(0, Runs, static seed =>
        {
            var first = Run(seed);
            Assert.True(first == Run(seed), $"seed {seed}: two runs of the same inputs differ");
        });
    }

    [Fact]
    public void Other_inputs_give_another_state() => Assert.NotEqual(Run(1), Run(2));

    private static (ulong State, ulong Frames) Run(int seed)
    {
        var run = new RandomRun(seed);
        var frames = new FrameHash();
        for (var step = 0; step < Steps; step++)
        {
            run.Step();
            // One frame every few steps, as rooms send them, with the events of all steps in between.
            if (step % 4 != 3)
                continue;
            frames.Add(run.Room.View(step, [.. run.Effects.Events]));
            run.Effects.Clear();
        }
        return (run.Room.StateHash(), frames.Value);
    }
}
