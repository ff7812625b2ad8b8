#if NETSTANDARD2_1
namespace System.Runtime.CompilerServices;

/// <summary>The type that the compiler needs for init-only properties; netstandard2.1 does not have it.</summary>
internal static class IsExternalInit;
#endif
