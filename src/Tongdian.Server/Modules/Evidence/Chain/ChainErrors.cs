using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>Ways in which the log is not anchored, or a chain says something else.</summary>
public static class ChainErrors
{
    /// <summary>The chain does not answer.</summary>
    /// <param name="where">Node or signer.</param>
    /// <param name="why">What happened.</param>
    public static Error Down(Uri where, string why) => new Error(ErrorKind.Conflict, "chain.down").With("where", where.GetLeftPart(UriPartial.Authority)).With("why", why);

    /// <summary>Node or signer refuse.</summary>
    /// <param name="where">Which of them.</param>
    /// <param name="why">In its words.</param>
    public static Error Refused(Uri where, string why) => new Error(ErrorKind.Conflict, "chain.refused").With("where", where.GetLeftPart(UriPartial.Authority)).With("why", why);

    /// <summary>Another chain answers.</summary>
    public static Error Wrong(long found, long expected) => new Error(ErrorKind.Conflict, "chain.wrong").With("found", Text(found)).With("expected", Text(expected));

    /// <summary>There is no contract at the address.</summary>
    public static Error NoContract(string contract) => new Error(ErrorKind.Conflict, "chain.no-contract").With("contract", contract);

    /// <summary>There is another contract at the address.</summary>
    public static Error OtherContract(string contract) => new Error(ErrorKind.Conflict, "chain.other-contract").With("contract", contract);

    /// <summary>Another account owns the log on the chain.</summary>
    public static Error NotOwner(string owner, string account) => new Error(ErrorKind.Conflict, "chain.not-owner").With("owner", owner).With("account", account);

    /// <summary>The transaction was taken into a block and undone.</summary>
    public static Error Reverted(string transaction) => new Error(ErrorKind.Conflict, "chain.reverted").With("transaction", transaction);

    /// <summary>The transaction is known and no block takes it.</summary>
    public static Error Waits(string transaction) => new Error(ErrorKind.Conflict, "chain.waits").With("transaction", transaction);

    /// <summary>The chain has another root for as many entries: one of the two logs is not the one that was given out.</summary>
    public static Error Contradicts(long size) => new Error(ErrorKind.Conflict, "chain.contradicts").With("size", Text(size));

    /// <summary>The chain has more entries than there are: the log was cut off or rolled back.</summary>
    public static Error Ahead(long size, long ours) => new Error(ErrorKind.Conflict, "chain.ahead").With("size", Text(size)).With("ours", Text(ours));

    /// <summary>The node does not have an event that the chain has had: its history is not complete.</summary>
    public static Error EventsMissing(long block) => new Error(ErrorKind.Conflict, "chain.events-missing").With("block", Text(block));

    /// <summary>Whether the log itself is in doubt, and not only the way to the chain.</summary>
    public static bool IsAlarm(Error error) => error.Code is "chain.contradicts" or "chain.ahead";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
