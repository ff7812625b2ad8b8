using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.Startup;

/// <summary>The message for the person who starts the program when something outside of it is in the way. Any other exception is a defect, and keeps its stack trace.</summary>
public static class StartFailure
{
    /// <param name="failure">What a start has thrown.</param>
    /// <param name="http">The URL of the web server.</param>
    /// <returns>A sentence, or one a line; null: a defect.</returns>
    public static string? SentenceOf(Exception failure, string http) => failure switch
    {
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        AggregateException { InnerExceptions: [var only] } => SentenceOf(only, http),
        // Other listeners report their port themselves; only the web server does not know the option of its port.
        IOException or SocketException when !failure.Message.Contains(NodeOptions.Section + ":", StringComparison.Ordinal) && SocketOf(failure) is not null =>
            $"Cannot listen on {http} (Actors:Http:Address, Actors:Http:Port): {Explain(failure)}. Another port can be chosen with --Actors:Http:Port=N, and all moved with --Actors:Ports:Offset=N.",
        InvalidDataException { InnerException: { } inner } => $"{failure.Message.TrimEnd('.')}: {inner.Message}",
        InvalidOperationException or IOException or InvalidDataException or UnauthorizedAccessException or SocketException or DbException or TimeoutException => failure.Message,
        OperationCanceledException => "Stopped before it had started.",
        _ => null,
    };

    /// <summary>Why a port cannot be used, as the end of a sentence.</summary>
    public static string Explain(Exception failure) => SocketOf(failure)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there",
        SocketError.AccessDenied => "this user may not (ports below 1024 need a privilege)",
        SocketError.AddressNotAvailable => "this machine does not have that address",
        _ => failure.Message,
    };

    private static SocketException? SocketOf(Exception? failure)
    {
        while (failure is not null and not SocketException)
            failure = failure.InnerException;
        return failure as SocketException;
    }
}
