using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Care;

/// <summary>What somebody's supply is, as far as advice about safety, tariff and saving differs.</summary>
public enum SupplyType
{
    /// <summary>A home.</summary>
    Home = 1,

    /// <summary>A shop, an office, a school: low voltage, no machines.</summary>
    Shop = 2,

    /// <summary>A workshop, a farm or a building site at low voltage: machines and motors.</summary>
    Factory = 3,

    /// <summary>Whoever has a transformer of their own, whatever for.</summary>
    HighVoltage = 4,

    /// <summary>Charging of vehicles at low voltage.</summary>
    Charging = 5,
}

/// <summary>Tells which it is.</summary>
public static class SupplyTypes
{
    private static readonly string[] Machines = ["industry", "farming", "agriculture", "construction"];

    /// <summary>The type of a case's supply.</summary>
    public static SupplyType Of(CaseFacts facts) => facts switch
    {
        { Voltage: "high" } => SupplyType.HighVoltage,
        { Purpose: "charging" } => SupplyType.Charging,
        { CustomerKind: "residential" } => SupplyType.Home,
        _ when Machines.Contains(facts.Purpose) => SupplyType.Factory,
        _ => SupplyType.Shop,
    };

    /// <summary>The place of the knowledge base at which its articles stand: <c>care.home</c>, <c>care.highVoltage</c>…</summary>
    public static string Place(SupplyType type) => type switch
    {
        SupplyType.Home => "care.home",
        SupplyType.Shop => "care.shop",
        SupplyType.Factory => "care.factory",
        SupplyType.HighVoltage => "care.highVoltage",
        SupplyType.Charging => "care.charging",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
