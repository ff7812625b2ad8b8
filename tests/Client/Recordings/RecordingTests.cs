using System.Globalization;
using System.Security.Cryptography;
using Actors.Client.Tests.Conformance;
using Xunit.Abstractions;

namespace Actors.Client.Tests.Recordings;

/// <summary>The JavaScript client and this one have the same picture of the same states, to the last bit. ACTORS_WRITE_VECTORS=1 rewrites the recordings of clients/vectors.</summary>
public sealed class RecordingTests(ITestOutputHelper output)
{
    private const int States = 1000;

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    [InlineData("area")]
    public void A_recording_replays_to_the_same_pictures(string how)
    {
        var path = Vectors.PathOf($"recording-{how}.gz");
        if (Environment.GetEnvironmentVariable("ACTORS_WRITE_VECTORS") == "1")
            Recorder.Record(how, seed: 1, States).Write(path);
        var recording = Recording.Read(path);

        Assert.Equal(States, recording.Pictures.Count);
        Assert.Equal(recording.Pictures, recording.Play());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    [InlineData("area")]
    public async Task Both_clients_derive_the_same_pictures_from_a_new_recording(string how)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        var path = Path.GetTempFileName();
        try
        {
            var recording = Recorder.Record(how, seed, States);
            recording.Write(path);
            var pictures = await Programs.MustRunAsync("node", [Repository.PathOf("clients", "js", "test", "support", "pictures.js"), path]);

            Assert.Equal(recording.Pictures, pictures.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
