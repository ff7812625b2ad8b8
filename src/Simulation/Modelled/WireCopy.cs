using System.Runtime.Serialization;
using Actors.Serialization;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>Makes the message that arrives at another node: written and read by the serializer of production. A message that it does not know fails the run.</summary>
internal sealed class WireCopy(ExtendedActorSystem system)
{
    private readonly WorldSerializer _serializer = new(system);

    public object Of(object message)
    {
        if (message is IModelMessage)
            return message;
        try
        {
            return _serializer.FromBinary(_serializer.ToBinary(message), _serializer.Manifest(message));
        }
        catch (SerializationException wrong)
        {
            throw new InvalidOperationException($"{message.GetType().Name} went to another node: {wrong.Message}", wrong);
        }
    }
}

/// <summary>A message of the model's own, in place of one of Akka's.</summary>
internal interface IModelMessage;
