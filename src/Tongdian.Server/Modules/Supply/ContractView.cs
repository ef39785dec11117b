namespace Tongdian.Server.Modules.Supply;

/// <summary>A contract in words, as it is shown and printed: in Chinese, and in English below for who reads that.</summary>
public sealed record ContractView(string Number, string CaseNumber, IReadOnlyList<ContractText> Texts);

/// <summary>A contract in one language.</summary>
public sealed record ContractText(string Language, string Title, IReadOnlyList<ContractSection> Sections);

/// <summary>What stands under a heading.</summary>
public sealed record ContractSection(string? Heading, IReadOnlyList<ContractPart> Parts);

/// <summary>A paragraph, or labels with their values.</summary>
public sealed record ContractPart(string? Paragraph, IReadOnlyList<ContractValue>? Values);

/// <summary>A label with its value.</summary>
public sealed record ContractValue(string Label, string Value);
