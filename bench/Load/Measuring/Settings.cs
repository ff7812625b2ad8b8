namespace Actors.Bench.Load.Measuring;

/// <param name="Root">The repository's root.</param>
/// <param name="Gateway">The build of our gateway that is measured.</param>
/// <param name="Seed">The build of our world node that is measured.</param>
/// <param name="WarmUp">How long the work runs before anything is counted.</param>
internal sealed record Settings(string Root, string Gateway, string Seed, int ServerCore, int Runs, TimeSpan WarmUp, TimeSpan Window);
