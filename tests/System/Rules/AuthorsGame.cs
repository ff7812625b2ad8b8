namespace Actors.System.Tests;

/// <summary>A game that somebody has made with the template, outside of this repository and with its packages alone.</summary>
public sealed class AuthorsGame : IAsyncLifetime
{
    private readonly PackedRepository _packed = new();

    public string Directory => _packed.PathOf("MyGame");

    /// <summary>What <c>dotnet test</c> said of it.</summary>
    public string Tested { get; private set; } = "";

    internal string Program => PathOf("src/MyGame/bin/Debug/net10.0/MyGame.dll");

    /// <summary>Where a fresh installation of the SDK would keep its templates.</summary>
    private IReadOnlyDictionary<string, string> FreshHome => new Dictionary<string, string>
    {
        ["DOTNET_CLI_HOME"] = _packed.PathOf("home"),
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    /// <summary>The environment of the game's processes, so that they find no packages of the machine's.</summary>
    internal IReadOnlyDictionary<string, string> Environment => _packed.Isolated;

    public async Task InitializeAsync()
    {
        await _packed.InitializeAsync();
        var package = Path.Combine(_packed.Feed, $"Actors.Templates.{_packed.Version}.nupkg");
        await Dotnet.MustAsync(["new", "install", package], FreshHome);
        await Dotnet.MustAsync(["new", "actors-game", "-n", "MyGame", "-o", Directory, "--no-update-check"], FreshHome);
        Tested = await _packed.MustAsync("test", Directory, "--logger", "console;verbosity=minimal");
    }

    public Task DisposeAsync() => _packed.DisposeAsync();

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>A directory for one test's data.</summary>
    public string MakeDirectory(string name) => global::System.IO.Directory.CreateDirectory(_packed.PathOf(name)).FullName;

    /// <summary>Builds a program other than the template's, with the gateway's package alone; its content is in <c>world</c>.</summary>
    internal async Task<(string Program, string Content)> BuildAsync(string name, params (string File, string Text)[] files)
    {
        var directory = _packed.PathOf(name);
        var program = Path.Combine(directory, "bin", "built", $"{name}.dll");
        if (!File.Exists(program))
        {
            await _packed.MakeProjectAsync(name, ["Actors.Gateway"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>", files);
            await _packed.MustAsync("build", directory, "-o", Path.GetDirectoryName(program)!, "-v", "quiet");
        }
        return (program, Path.Combine(directory, "world"));
    }

    /// <summary>Runs it with <c>dotnet run</c>.</summary>
    internal Task<ServerProcess> RunAsync(string directory, params string[] arguments) => ServerProcess.StartProjectAsync(directory, PathOf("src/MyGame"), Environment, arguments);

    internal Task<ServerProcess> StartAsync(string directory, params string[] arguments) => ServerProcess.StartProgramAsync(directory, Program, arguments);
}

[CollectionDefinition(Name)]
public sealed class AuthorsGameCollection : ICollectionFixture<AuthorsGame>
{
    public const string Name = "An author's game";
}
