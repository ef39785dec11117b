using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The figures of one server as they are at this instant; at <c>/metrics</c> they stay for a third of a second.</summary>
internal static class Gauges
{
    /// <summary>What whoever collects them would see now, by name.</summary>
    public static IReadOnlyDictionary<string, double> Of(TongdianServer server)
    {
        var (meters, seen) = (server.Services.GetRequiredService<IMeterFactory>(), new Dictionary<string, double>(StringComparer.Ordinal));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.IsObservable)
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
