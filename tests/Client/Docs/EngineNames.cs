namespace Actors.Client.Tests.Docs;

/// <summary>What the pages use of Unity and Godot, so that their scripts compile where neither is installed.</summary>
internal static class EngineNames
{
    public const string Unity = """
        namespace UnityEngine
        {
            public class Object
            {
                public static T Instantiate<T>(T original) where T : Object => original;
                public static void Destroy(Object gone) { }
            }
            public class MonoBehaviour : Object { }
            public class GameObject : Object { public Transform transform => new Transform(); }
            public class Transform { public Vector3 position { get; set; } public Quaternion rotation { get; set; } }
            public struct Vector3 { public Vector3(float x, float y, float z) { } }
            public struct Quaternion { public static Quaternion Euler(float x, float y, float z) => default; }
            public static class Mathf { public const float Rad2Deg = 57.29578f; }
            public static class Debug { public static void Log(object message) { } }
            public enum KeyCode { Space, E }
            public static class Input { public static float GetAxisRaw(string axis) => 0; public static bool GetKeyDown(KeyCode key) => false; }
            public static class PlayerPrefs { public static string GetString(string key, string otherwise) => otherwise; public static void SetString(string key, string value) { } }
            [System.AttributeUsage(System.AttributeTargets.Field)] public sealed class SerializeField : System.Attribute { }
        }
        """;

    public const string Godot = """
        namespace Godot
        {
            public partial class Node
            {
                public virtual void _Ready() { }
                public virtual void _Process(double delta) { }
                public virtual void _ExitTree() { }
            }
            public partial class Node2D : Node
            {
                public virtual void _Draw() { }
                public void QueueRedraw() { }
                public void DrawCircle(Vector2 at, float radius, Color color) { }
                public void DrawRect(Rect2 rectangle, Color color) { }
            }
            public struct Vector2 { public Vector2(float x, float y) { X = x; Y = y; } public float X; public float Y; public static Vector2 operator *(Vector2 one, float factor) => one; }
            public struct Rect2 { public Rect2(Vector2 position, Vector2 size) { } }
            public struct Color { }
            public static class Colors { public static Color DimGray => default; public static Color Gold => default; public static Color IndianRed => default;
                public static Color White => default; public static Color SkyBlue => default; }
            public static class GD { public static void Print(params object[] what) { } }
            public static class Input { public static Vector2 GetVector(string left, string right, string up, string down) => default; public static bool IsActionJustPressed(string action) => false; }
            public static class StringExtensions { public static string Md5Text(this string text) => text; }
            public class FileAccess : System.IDisposable
            {
                public enum ModeFlags { Read, Write }
                public static bool FileExists(string path) => false;
                public static string GetFileAsString(string path) => path;
                public static FileAccess Open(string path, ModeFlags flags) => new FileAccess();
                public void StoreString(string text) { }
                public void Dispose() { }
            }
            [System.AttributeUsage(System.AttributeTargets.Property)] public sealed class ExportAttribute : System.Attribute { }
        }
        """;
}
