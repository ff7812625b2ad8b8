#if NETSTANDARD2_1
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for where a property is set once; netstandard2.1 does not have it.</summary>
internal static class IsExternalInit;
#endif
