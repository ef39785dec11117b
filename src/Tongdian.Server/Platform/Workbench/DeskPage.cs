using Microsoft.AspNetCore.Components;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Platform.Workbench;

/// <summary>A staff page: who works on it, what went wrong last, and that one thing is done at a time.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closed = new();

    /// <summary>Who works here, asked anew for every action.</summary>
    [Inject]
    public required StaffSession Session { get; set; }

    /// <summary>Goes to other pages.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    protected PageFaults? Wrong { get; set; }

    /// <summary>Something is being done: buttons wait.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Ends what is asked when the page is left.</summary>
    protected CancellationToken Closed => closed.Token;

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Does something as the colleague who is signed in now. A second press while it is done does nothing. What is refused stands in
    /// <see cref="Wrong"/>; what was entered stays on the page.
    /// </summary>
    /// <returns>The value, or null when it was refused.</returns>
    protected async Task<T?> Do<T>(Func<Caller, Task<Result<T>>> action)
        where T : class
    {
        if (Busy)
            return null;
        (Busy, Wrong) = (true, null);
        StateHasChanged();
        try
        {
            var result = await Session.Caller() is { } caller ? await action(caller) : AccessErrors.SignInRequired;
            if (!result.Failed(out var refused, out var value))
                return value;
            Wrong = PageFaults.Of(refused);
            return null;
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Looks again and again until the page is left, at the pace of real time; not while something is being done.</summary>
    protected async Task Renew(TimeSpan every, Func<Task> look)
    {
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        var left = Closed;
        try
        {
            while (await timer.WaitForNextTickAsync(left))
            {
                await InvokeAsync(async () =>
                {
                    if (Busy)
                        return;
                    await look();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>Looks at something as the colleague who is signed in now.</summary>
    /// <returns>The value, or null when it was refused.</returns>
    protected async Task<T?> See<T>(Func<Caller, Task<Result<T>>> look)
        where T : class
    {
        var result = await Session.Caller() is { } caller ? await look(caller) : AccessErrors.SignInRequired;
        if (!result.Failed(out var refused, out var value))
            return value;
        Wrong = PageFaults.Of(refused);
        return null;
    }
}
