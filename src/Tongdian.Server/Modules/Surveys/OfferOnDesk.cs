using Tongdian.Server.Modules.Cases;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>Laying the report before the customer from a page at the desk: what was entered so far.</summary>
public sealed record OfferOnDesk(Func<string, CaseUse> Lay);
