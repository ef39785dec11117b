namespace Tongdian.Domain.Opinions;

/// <summary>What one customer said once, in a few words.</summary>
/// <param name="Id">Whatever the caller knows it by; different for every remark.</param>
/// <param name="Text">Chinese, English or both; any length, 4 to 300 characters are usual.</param>
public sealed record Remark(string Id, string Text);
