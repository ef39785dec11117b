using System.Globalization;

namespace Tongdian.Domain.Survey;

// What one table needs of another: without it a calculation would find half of its numbers.
internal static class SurveyTableLinks
{
    public static void Check(SurveyTables tables, List<FieldError> errors)
    {
        for (var index = 0; index < tables.Ampacity.Rows.Length; index++)
        {
            var row = tables.Ampacity.Rows[index];
            Need(Row("ampacity", index), "temperature", tables.Temperature.Rows.Any(r => r.Medium == row.Medium && r.Insulation == row.Insulation));
            Need(Row("ampacity", index), "grouping", tables.Grouping.Rows.Any(r => r.Medium == row.Medium));
            Need(Row("ampacity", index), "conductors", tables.Conductors.Resistivity.ContainsKey(row.Material));
            // A line is calculated with one phase or with three, and stays in the same medium.
            Need(Row("ampacity", index), "ampacity", tables.Ampacity.Rows.Count(r =>
                r.Material == row.Material && r.Insulation == row.Insulation && r.Laying == row.Laying && r.Medium == row.Medium) == 2);
            Need(Row("ampacity", index), "ampacity", tables.Ampacity.Rows.Count(r =>
                r.Material == row.Material && r.Insulation == row.Insulation && r.Laying == row.Laying && r.LoadedConductors == row.LoadedConductors) == 1);
        }

        for (var index = 0; index < tables.Levels.Rows.Length; index++)
        {
            var volts = tables.Levels.Rows[index].Kv * 1000;
            Need(Row("levels", index), "voltages", tables.Voltages.Rows.Any(r => r.NominalV == volts && r.Phases == 3));
        }

        Need("voltages.rows", "1", tables.Voltages.Rows.Any(r => r is { Phases: 1, NominalV: < 1000 }));
        Need("voltages.rows", "3", tables.Voltages.Rows.Any(r => r is { Phases: 3, NominalV: < 1000 }));

        void Need(string place, string what, bool there)
        {
            if (!there) errors.Add(new FieldError(place, "survey-tables.link").With("other", what));
        }
    }

    private static string Row(string table, int index) => $"{table}.rows[{index.ToString(CultureInfo.InvariantCulture)}]";
}
