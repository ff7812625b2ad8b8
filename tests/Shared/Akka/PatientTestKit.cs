using Akka.Configuration;

namespace Actors.Tests;

/// <summary>Akka's TestKit, which waits for messages as long as all other tests wait: by default it gives up after three seconds.</summary>
public abstract class PatientTestKit(Config config) : Akka.TestKit.Xunit2.TestKit(Patient.WithFallback(config))
{
    private static readonly Config Patient = ConfigurationFactory.ParseString($$"""
        akka.test {
          single-expect-default = {{Eventually.Limit.TotalSeconds}}s
          default-timeout = {{Eventually.Limit.TotalSeconds}}s
          filter-leeway = {{Eventually.Limit.TotalSeconds}}s
        }
        """);
}
