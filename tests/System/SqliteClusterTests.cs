using Microsoft.Data.Sqlite;

namespace Actors.System.Tests;

public sealed class SqliteClusterTests : ClusterTests
{
    protected override object Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
