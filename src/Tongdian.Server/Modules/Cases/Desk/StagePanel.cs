namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>
/// Something that a module adds to a stage on the desk, between what has happened and the form. Register it as a singleton. The component gets the
/// parameters <c>Number</c> (string), <c>Stage</c> (string), <c>Version</c> (int) and <c>Changed</c> (<c>Func&lt;Task&gt;</c>, to be called after
/// it changed the case).
/// </summary>
/// <param name="Stage">Id of the stage.</param>
/// <param name="Component">A component.</param>
/// <param name="InPlaceOfForm">The stage is done in it: the form made from the process is not shown.</param>
public sealed record StagePanel(string Stage, Type Component, bool InPlaceOfForm = false);

/// <summary>Something that a module adds beside the timeline of a case: messages, visits… The component gets the parameters of <see cref="StagePanel"/> but <c>Stage</c>.</summary>
/// <param name="Order">Where it stands.</param>
/// <param name="Component">A component.</param>
public sealed record CasePanel(int Order, Type Component);
