using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>Whom a page is made for.</summary>
public enum Audience
{
    /// <summary>Everybody: on a telephone, a desk and in elderly mode, light to load.</summary>
    Customer = 1,

    /// <summary>Colleagues at their desks.</summary>
    Staff = 2,
}

/// <summary>A page that has to be fit for everybody it is made for.</summary>
/// <param name="Name">What its pictures are called.</param>
/// <param name="Reach">Does what has to be done first (signs in, has a case) and says the address.</param>
/// <param name="For">Whom it is for.</param>
/// <param name="Scored">Whether Lighthouse looks at it too.</param>
public sealed record PageUnderTest(string Name, Func<Person, Task<string>> Reach, Audience For = Audience.Customer, bool Scored = false)
{
    public PageUnderTest(string name, string path, Audience @for = Audience.Customer, bool scored = false)
        : this(name, _ => Task.FromResult(path), @for, scored)
    {
    }

    /// <summary>What is done on the page before it is looked at.</summary>
    public Func<Person, Task>? Then { get; init; }

    /// <summary>Goes there and does there what has to be done.</summary>
    public async Task Show(Person person)
    {
        var address = await Reach(person);
        await person.Open(address);
        // Neither an empty page nor another one is looked at in its place.
        await person.Page.WaitForSelectorAsync("main h1");
        Assert.Equal(address.Split('?')[0], new Uri(person.Page.Url).AbsolutePath);
        // A colleague's page draws itself anew once its line to the server is open; a customer's is all there.
        if (For == Audience.Staff)
            await person.Settles();
        if (Then is null)
            return;
        await Then(person);
        await person.Settles();
    }
}
