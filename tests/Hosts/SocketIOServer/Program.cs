using Actors.SocketIO;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSocketIO();
var app = builder.Build();
app.MapSocketIO("/socket.io/", server => server.Namespace("/").OnConnection(socket =>
{
    socket.Emit("welcome", new { id = socket.Id });
    socket.On("message", (args, ack) => socket.Emit("message-back", args)); // As they came, bytes included
    socket.On("sum", (args, ack) => ack.Reply(args[0].GetInt32() + args[1].GetInt32()));
}));
await app.RunAsync();
