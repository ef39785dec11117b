namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>A message on its way to a provider.</summary>
/// <param name="Id">The same however often it is sent: by it the provider, or whoever reads the mail, knows that it comes twice.</param>
/// <param name="To">Telephone, mail address or WeChat id.</param>
/// <param name="Kind">The kind of message, for providers that keep the words themselves.</param>
/// <param name="Language">The customer's language.</param>
/// <param name="Text">What it says.</param>
/// <param name="Subject">Subject of a mail.</param>
/// <param name="Fields">The values of the template, for providers that keep the words themselves.</param>
/// <param name="TriedBefore">It was sent before, and nobody knows whether it arrived there.</param>
/// <param name="Link">What is opened by pressing on it, for providers whose messages can be pressed on.</param>
/// <param name="Stop">By what its reader declines more of it; null when it cannot be declined.</param>
public sealed record Outgoing(
    Guid Id, string To, string Kind, string Language, string Text, string? Subject, IReadOnlyDictionary<string, string> Fields, bool TriedBefore, string? Link = null,
    string? Stop = null);

/// <summary>How a try to send ended.</summary>
/// <param name="Accepted">The provider has it now.</param>
/// <param name="Final">Trying again would end the same.</param>
/// <param name="Failure">Why not, a code.</param>
/// <param name="ProviderId">By what name the provider knows it.</param>
public sealed record SendOutcome(bool Accepted, bool Final = false, string? Failure = null, string? ProviderId = null)
{
    /// <summary>The provider did not answer: whether it has the message nobody knows.</summary>
    public static readonly SendOutcome NoAnswer = new(Accepted: false, Failure: "no-answer");
}

/// <summary>A provider that takes messages.</summary>
public interface IMessageGateway
{
    /// <summary>What it sends.</summary>
    MessageChannel Channel { get; }

    /// <summary>How many it is given at once.</summary>
    int AtOnce { get; }

    /// <summary>Sends one message. Never throws because of the provider.</summary>
    Task<SendOutcome> Send(Outgoing message, CancellationToken cancel);
}
