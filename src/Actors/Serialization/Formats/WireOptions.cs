using Akka.Actor;
using MessagePack;

namespace Actors.Serialization.Formats;

/// <summary>MessagePack for bytes that anybody may have written: types that no table names are refused, and so is nesting deeper than <see cref="MaxDepth"/>.</summary>
internal static class WireOptions
{
    public const int MaxDepth = 32;

    /// <summary>For values without refs.</summary>
    public static MessagePackSerializerOptions WithoutRefs { get; } = Of(new WireResolver(null));

    public static MessagePackSerializerOptions For(ExtendedActorSystem system) => Of(new WireResolver(system));

    private static MessagePackSerializerOptions Of(WireResolver resolver) => MessagePackSerializerOptions.Standard
        .WithResolver(resolver)
        .WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(MaxDepth));
}
