namespace Actors.Bench.Load.Measuring;

/// <param name="Root">Of the repository.</param>
/// <param name="Gateway">The build of ours that is measured.</param>
/// <param name="Seed">The build of our world node that is measured.</param>
/// <param name="WarmUp">The work is done for so long before anything is counted.</param>
internal sealed record Settings(string Root, string Gateway, string Seed, int ServerCore, int Runs, TimeSpan WarmUp, TimeSpan Window);
