using System.Runtime.CompilerServices;
using Actors.Rules;
using Actors.World;
using Caravan.Rules;
using Tag.Rules;

namespace Actors.Samples.Tests;

/// <summary>The samples and the server's own rules have nothing that an author has not.</summary>
public class PublicApiTests
{
    [Fact]
    public void Rules_cannot_access_kernel_internals()
    {
        string[] rules = [.. new[] { typeof(StandardVerbs), typeof(TagGame), typeof(CaravanGame) }.Select(static type => type.Assembly.GetName().Name!)];
        var friends = typeof(RoomState).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>().Select(static friend => friend.AssemblyName);
        Assert.Empty(friends.Intersect(rules));
    }
}
