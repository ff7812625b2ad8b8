using Actors.Gateway.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Hosting;

public sealed class GatewaySectionsTests
{
    [Fact]
    public void A_section_is_bound_once_so_its_lists_have_no_duplicates()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Actors:SocketIO:Origins:0", "https://game.example")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddGatewayOptions().BuildServiceProvider();
        Assert.Equal(["https://game.example"], services.GetRequiredService<IOptions<ServerOptions>>().Value.SocketIO.Origins);
    }
}
