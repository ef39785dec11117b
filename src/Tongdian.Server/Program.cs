using Tongdian.Server.Platform.Startup;

// Settings and static files lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = CommandLine.Read(args), ContentRootPath = AppContext.BaseDirectory });
builder.AddTongdian();
await using var app = builder.Build();
app.UseTongdian();
await app.Prepare();
await app.RunAsync();
