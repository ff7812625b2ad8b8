using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Actors.System.Tests;

/// <summary>What a person reads who starts a program.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-start-");

    private string Data => PathOf("world.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Gateway", "Actors:Http:", "Actors:WebSockets:NAME:Limits:", "Actors:Rooms:", "GraceSeconds  (a whole number from 0 to 3600; 20)",
        "How long the body of a client that was cut off stays in its room")]
    [InlineData("Seed", "Actors:Http:", "Actors:Cluster:Link:Tls:", "Actors:Rooms:")]
    public async Task Help_lists_options_by_group_and_starts_nothing(string program, params string[] says)
    {
        await using var server = await ServerProcess.RunToExitFromAsync(_directory.FullName, program, NoEnvironment, "--help");
        Assert.Equal(0, server.ExitCode);
        Assert.All(says, text => Assert.Contains(text, server.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("System.", server.Output, StringComparison.Ordinal);
        // The meaning of each option stands below it.
        Assert.DoesNotMatch(@"(?m)^  \w+  \(.*\)\n *$", server.Output);
        Assert.Empty(_directory.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Seed")]
    public async Task Only_the_version_is_printed(string program)
    {
        await using var server = await ServerProcess.RunToExitFromAsync(_directory.FullName, program, NoEnvironment, "--version");
        Assert.Equal(0, server.ExitCode);
        Assert.Matches($@"^Actors\.{program} \d+\.\d+\.\d+$", server.Output);
    }

    [Theory]
    [InlineData("Gateway", "--port 81", "", "Did you mean --Actors:Http:Port")]
    [InlineData("Gateway", "--Actors:Prot=81", "", "Did you mean --Actors:Http:Port")]
    [InlineData("Gateway", "", "Actors__Http__Prot", "Did you mean Actors__Http__Port?")]
    [InlineData("Seed", "--Actors:Prot=81", "", "Did you mean --Actors:Http:Port")]
    [InlineData("Seed", "", "Actors__Http__Prot", "Did you mean Actors__Http__Port?")]
    public async Task A_program_with_an_unknown_option_does_not_start(string program, string arguments, string variable, string says)
    {
        var environment = variable.Length == 0 ? NoEnvironment : new Dictionary<string, string> { [variable] = "81" };
        await using var server = await ServerProcess.RunToExitFromAsync(_directory.FullName, program, environment, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, server.ExitCode);
        Assert.Contains(says, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
        Assert.Empty(_directory.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task World_and_database_paths_are_relative_to_the_caller_and_shown_absolute()
    {
        CopySampleTo("my-world");
        await using var server = await ServerProcess.StartFromAsync(_directory.FullName, "--Actors:Content=my-world", "--Actors:Data=my-world.db");
        Assert.StartsWith("Actors.Gateway ", server.Output, StringComparison.Ordinal);
        Assert.Contains($"The world is read from {PathOf("my-world")}, and kept in {PathOf("my-world.db")}", server.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf("my-world.db")));
    }

    [Fact]
    public async Task A_stray_file_beside_the_zones_only_causes_a_warning()
    {
        CopySampleTo("my-world");
        await File.WriteAllBytesAsync(PathOf("my-world/zones/._harbour.yaml"), [0, 5, 22, 7, 255]);
        await using var server = await ServerProcess.StartFromAsync(_directory.FullName, "--Actors:Content=my-world");
        Assert.Contains($"Warning: {PathOf("my-world/zones/._harbour.yaml")}: is passed over: ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_server_cleanly()
    {
        await using var server = await ServerProcess.StartFromAsync(_directory.FullName);
        await server.InterruptAsync();
        Assert.Equal(0, server.ExitCode);
        Assert.DoesNotContain("without being asked to", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Http", "Actors:Http:Port")]
    [InlineData("WebSockets:main", "Actors:WebSockets:main:Port")]
    [InlineData("SocketIO", "Actors:SocketIO:Port")]
    [InlineData("Datagram", "Actors:Datagram:Port")]
    public async Task A_taken_port_fails_in_one_sentence_with_its_option(string listener, string option)
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        var port = ((IPEndPoint)tcp.LocalEndpoint).Port;
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        var sentence = await FailsAsync($"--Actors:{listener}:Port={port}");
        Assert.Contains("another program listens there", sentence, StringComparison.Ordinal);
        Assert.Contains($"--{option}=N", sentence, StringComparison.Ordinal);
        Assert.Contains("--Actors:Ports:Offset=N", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_cluster_port_fails_in_one_sentence_with_its_option()
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        var port = ((IPEndPoint)tcp.LocalEndpoint).Port;
        await using var server = await ServerProcess.RunToExitFromAsync(
            _directory.FullName, "Seed", NoEnvironment, "--Actors:Cluster:Node=world-1", $"--Actors:Cluster:Link:Port={port}");
        Assert.Contains("another program listens there", SentenceOf(server), StringComparison.Ordinal);
        Assert.Contains("Actors:Cluster:Link:Port", SentenceOf(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_database_file_fails_in_one_sentence()
    {
        await File.WriteAllTextAsync(Data, string.Concat(Enumerable.Repeat("This is no database. ", 100)));
        Assert.Equal($"The world's database cannot be used ({Data}, Actors:Data): the file is not a database.", await FailsAsync());
    }

    [Fact]
    public async Task A_read_only_database_fails_in_one_sentence()
    {
        await using (var store = await Hosting.NodeStore.OpenAsync(new Hosting.NodeOptions { Data = Data }, CancellationToken.None))
        {
        }
        SqliteConnection.ClearAllPools();
        // A version of the file format that SQLite reads and does not write; file permissions do not bind every user that runs tests.
        using (var file = File.OpenWrite(Data))
        {
            file.Position = 18;
            file.WriteByte(3);
        }
        Assert.Equal($"The world's database cannot be used ({Data}, Actors:Data): this user may not write to it.", await FailsAsync());
    }

    [Fact]
    public async Task A_directory_as_the_database_fails_in_one_sentence()
    {
        Directory.CreateDirectory(Data);
        Assert.StartsWith($"The world's database cannot be used ({Data}, Actors:Data): it cannot be opened", await FailsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Http:CertificatePath", "Actors:Http:")]
    [InlineData("WebSockets:main:Limits:CertificatePath", "Actors:WebSockets:main:Limits:")]
    public async Task An_invalid_or_missing_certificate_fails_in_one_sentence(string option, string section)
    {
        var none = PathOf("none.pem");
        await File.WriteAllTextAsync(none, "This is no certificate.");
        var sentence = await FailsAsync($"--Actors:{option}={none}");
        Assert.StartsWith(section, sentence, StringComparison.Ordinal);
        Assert.Contains($"The certificate {none}", sentence, StringComparison.Ordinal);
        Assert.Contains("CertificatePath", sentence, StringComparison.Ordinal);
        var missing = PathOf("missing.pem");
        Assert.Equal($"Actors:{option}: there is no file {missing}.", await FailsAsync($"--Actors:{option}={missing}"));
    }

    [Theory]
    [InlineData("Http:Port=many", "--Actors:Http:Port is \"many\"; it must be a whole number from 0 to 65535.")]
    [InlineData("Rooms:GraceSeconds=1h", "--Actors:Rooms:GraceSeconds is \"1h\"; it must be a whole number from 0 to 3600.")]
    [InlineData("WebSockets:mud:Port=19876 WebSockets:mine:Port=19876", "Actors:WebSockets:mud:Port and Actors:WebSockets:mine:Port are the same, 19876; each listener has a port of its own.")]
    [InlineData("Http:Address=nowhere", "Actors:Http:Address is \"nowhere\"; it must be an IP address, \"localhost\", or \"*\" for all.")]
    public async Task An_invalid_value_fails_in_one_sentence(string options, string says) =>
        Assert.Equal(says, await FailsAsync([.. options.Split(' ').Select(static option => $"--Actors:{option}")]));

    [Fact]
    public async Task Content_that_is_not_UTF8_is_reported_with_place_and_option()
    {
        CopySampleTo("my-world");
        await File.WriteAllBytesAsync(PathOf("my-world/world.yaml"), [.. "name: S"u8, 0xE4, (byte)'\n']);
        await using var server = await ServerProcess.RunToExitAsync(Data, $"--Actors:Content={PathOf("my-world")}");
        Assert.Equal(1, server.ExitCode);
        Assert.Contains($"The world in {PathOf("my-world")} (Actors:Content) cannot be used:", server.Output, StringComparison.Ordinal);
        Assert.Contains($"{PathOf("my-world/world.yaml")}:1:8: is not UTF-8", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private void CopySampleTo(string name)
    {
        Directory.CreateDirectory(PathOf($"{name}/zones"));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("content"), "*.yaml", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(PathOf(name), Path.GetRelativePath(Repository.PathOf("content"), file)));
    }

    /// <summary>What it prints when it does not start.</summary>
    private async Task<string> FailsAsync(params string[] options)
    {
        await using var server = await ServerProcess.RunToExitAsync(Data, options);
        return SentenceOf(server);
    }

    /// <summary>The one line beside what it is doing and what it logs of its listeners, and no stack trace.</summary>
    private static string SentenceOf(ServerProcess server)
    {
        Assert.Equal(1, server.ExitCode);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", server.Output, StringComparison.Ordinal);
        return server.Errors.Trim();
    }
}
