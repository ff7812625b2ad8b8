using Actors.Gateway.Hosting;

return await GatewayProgram.RunAsync(args);
