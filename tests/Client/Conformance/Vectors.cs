using System.Text.Json.Nodes;

namespace Actors.Client.Tests.Conformance;

/// <summary>The files with which this client and the JavaScript client are both tested.</summary>
internal static class Vectors
{
    public static string PathOf(string file) => Repository.PathOf("clients", "vectors", file);

    public static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!;

    /// <summary>A value of a vector as the client would have read it.</summary>
    public static GameValue Value(JsonNode? node) => Client.Values.JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null"));
}
