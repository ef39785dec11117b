namespace Tongdian.Demo;

/// <summary>Something is not as it must be; the message says what, in Chinese and English.</summary>
internal sealed class DemoFailed(string chinese, string english, Exception? inner = null) : Exception($"{chinese}\n  {english}", inner);
