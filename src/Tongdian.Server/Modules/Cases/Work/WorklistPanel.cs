namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>Something that a module shows above the worklist, because whoever opens it must not miss it. The component takes no parameters.</summary>
/// <param name="Order">Where it stands.</param>
/// <param name="Component">A component.</param>
public sealed record WorklistPanel(int Order, Type Component);
