using Tongdian.Server.Modules.Cases;

namespace Tongdian.Server.Modules.Field;

/// <summary>How what was entered on site is laid before the customer to be signed; registered by the module that writes the paper.</summary>
/// <param name="Lay">The use case, of a stage, what is handed in and what belongs to it (null: what is kept already).</param>
public sealed record OfferOnSite(Func<string, HandIn.Request, SiteSheet?, CaseUse> Lay);
