using System.Collections.Immutable;

namespace Tongdian.Domain.Care;

/// <summary>Whether a customer would recommend the service. The numbers are stored: never change them.</summary>
public enum Recommendation
{
    /// <summary>They would not.</summary>
    No = 1,

    /// <summary>They do not know.</summary>
    Unsure = 2,

    /// <summary>They would.</summary>
    Yes = 3,
}

/// <summary>What is wrong a week after power-on, so that somebody owes the customer something.</summary>
public enum FollowUpConcern
{
    /// <summary>The supply is not as it should be.</summary>
    Supply = 1,

    /// <summary>Something was charged that was not told.</summary>
    Charges = 2,

    /// <summary>Something is unsafe or not understood.</summary>
    Safety = 3,
}

/// <summary>What a customer answers a week after power-on.</summary>
public sealed record FollowUpAnswers
{
    private FollowUpAnswers(bool supplyNormal, bool chargesAsTold, bool unsafeOrUnclear, Recommendation recommends) =>
        (SupplyNormal, ChargesAsTold, UnsafeOrUnclear, Recommends) = (supplyNormal, chargesAsTold, unsafeOrUnclear, recommends);

    /// <summary>The supply works as it should.</summary>
    public bool SupplyNormal { get; }

    /// <summary>Nothing was charged that was not told.</summary>
    public bool ChargesAsTold { get; }

    /// <summary>Something seems unsafe, or was not understood.</summary>
    public bool UnsafeOrUnclear { get; }

    /// <summary>Whether they would recommend the service.</summary>
    public Recommendation Recommends { get; }

    /// <summary>What somebody owes them something for, in the order of the questions. Who would not recommend us but finds all in order is owed nothing.</summary>
    public ImmutableArray<FollowUpConcern> Concerns =>
    [
        .. !SupplyNormal ? [FollowUpConcern.Supply] : Array.Empty<FollowUpConcern>(), .. !ChargesAsTold ? [FollowUpConcern.Charges] : Array.Empty<FollowUpConcern>(),
        .. UnsafeOrUnclear ? [FollowUpConcern.Safety] : Array.Empty<FollowUpConcern>(),
    ];

    /// <summary>
    /// The answers; or <c>request.invalid</c> with the fields <c>supplyNormal</c>, <c>chargesAsTold</c>, <c>unsafeOrUnclear</c>, <c>recommends</c> that are
    /// missing or no answer.
    /// </summary>
    public static Result<FollowUpAnswers> Parse(bool? supplyNormal, bool? chargesAsTold, bool? unsafeOrUnclear, Recommendation? recommends)
    {
        var faults = new List<FieldError>();
        Check("supplyNormal", supplyNormal is null);
        Check("chargesAsTold", chargesAsTold is null);
        Check("unsafeOrUnclear", unsafeOrUnclear is null);
        Check("recommends", recommends is null);
        if (recommends is { } level && !Enum.IsDefined(level))
            faults.Add(new FieldError("recommends", "field.option"));
        return faults.Count > 0
            ? new Error(ErrorKind.Invalid, "request.invalid").For(faults)
            : new FollowUpAnswers(supplyNormal!.Value, chargesAsTold!.Value, unsafeOrUnclear!.Value, recommends!.Value);

        void Check(string field, bool missing)
        {
            if (missing)
                faults.Add(new FieldError(field, "field.required"));
        }
    }
}
