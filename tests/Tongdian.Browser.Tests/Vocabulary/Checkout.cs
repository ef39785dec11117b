namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>The folder that these tests were built from.</summary>
public static class Checkout
{
    /// <summary>Where <c>Tongdian.slnx</c> is.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? from) => from switch
    {
        null => throw new InvalidOperationException("The tests do not run below the folder they were built from"),
        _ when File.Exists(Path.Combine(from.FullName, "Tongdian.slnx")) => from.FullName,
        _ => Find(from.Parent),
    };
}
