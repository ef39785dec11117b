using Tongdian.Bench;
using Tongdian.Bench.Report;
using Tongdian.Bench.Servers;

// The same program is the load generator and, as its own children, the server that is measured and the ceiling beside it.
switch (args)
{
    case [ChildServer.Product, .. var rest]:
        await Product.Serve(rest);
        return 0;
    case [ChildServer.Ceiling, .. var rest]:
        await Ceiling.Serve(rest);
        return 0;
    case [ChildServer.Provider, .. var rest]:
        await Provider.Serve(rest);
        return 0;
}

if (Options.Read(args) is not { } options)
    return 2;
try
{
    var findings = await Session.Run(options);
    Tables.Print(findings);
    if (options.Markdown is { } path)
        await File.WriteAllTextAsync(path, Markdown.Of(options, findings));
    return 0;
}
catch (WrongCountException wrong)
{
    // A server that loses or doubles an effect is not fast: it scores nothing.
    Console.Error.WriteLine($"0: {wrong.Message}");
    return 1;
}
