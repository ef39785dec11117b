namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The checkout that the tests were built in.</summary>
public static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Tongdian.slnx")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository");
    }
}
