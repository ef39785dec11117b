using Tongdian.Server.Platform.Startup;

var builder = WebApplication.CreateBuilder(CommandLine.Read(args));
builder.AddTongdian();
await using var app = builder.Build();
app.UseTongdian();
await app.Prepare();
await app.RunAsync();
