// Namespaces of the tests begin with Actors.Cluster, so the engine's own would hide behind them.
global using Actors.Cluster;
