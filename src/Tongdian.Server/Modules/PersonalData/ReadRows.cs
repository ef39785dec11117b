using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// Every row of every table that says something about a person: found by the columns that name a person, a case, an enquiry or its number, so that a table of
/// tomorrow is in it without anybody thinking of it.
/// </summary>
internal sealed class ReadRows(Database database)
{
    private static readonly string[] BySubject = ["case_id", "enquiry_id", "subject"];
    private static readonly string[] ByNumber = ["number", "case_number"];

    /// <summary>The rows by table; columns of keys, hashes and ciphers are left out.</summary>
    public async Task<SortedDictionary<string, JsonArray>> Of(TongdianContext context, FindPerson.Found found, CancellationToken cancel)
    {
        var tables = new SortedDictionary<string, JsonArray>(StringComparer.Ordinal);
        await using var connection = await database.OpenForReading(cancel);
        foreach (var type in context.Model.GetEntityTypes())
        {
            if (type.GetTableName() is not { } table || tables.ContainsKey(table) || StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { } store)
                continue;
            var columns = type.GetProperties().ToDictionary(p => p.GetColumnName(store)!, p => p.ClrType, StringComparer.Ordinal);
            var values = new List<object>();
            var conditions = new List<string>();
            Among("person_id", typeof(Guid), found.Persons.Cast<object>());
            foreach (var column in BySubject)
                Among(column, typeof(Guid), found.Subjects.Select(s => (object)s.Id));
            foreach (var column in ByNumber)
                Among(column, typeof(string), found.Subjects.Select(s => (object)s.Number));
            if (table is "cases" or "enquiries")
                Among("id", typeof(Guid), found.Subjects.Select(s => (object)s.Id));
            if (conditions.Count > 0 && await Read(connection, table, conditions, values, cancel) is { Count: > 0 } rows)
                tables.Add(table, rows);

            void Among(string column, Type of, IEnumerable<object> these)
            {
                if (!columns.TryGetValue(column, out var clr) || (Nullable.GetUnderlyingType(clr) ?? clr) != of)
                    return;
                var names = new List<string>();
                foreach (var one in these)
                {
                    values.Add(one);
                    names.Add(string.Create(CultureInfo.InvariantCulture, $"${values.Count}"));
                }

                if (names.Count > 0)
                    conditions.Add($"{column} IN ({string.Join(", ", names)})");
            }
        }

        return tables;
    }

    private async Task<JsonArray> Read(DbConnection connection, string table, List<string> conditions, List<object> values, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE {string.Join(" OR ", conditions)}";
        for (var i = 0; i < values.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (database.PositionalName(i + 1), values[i]);
            command.Parameters.Add(parameter);
        }

        var rows = new JsonArray();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var row = new JsonObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (!IsKeyOrHash(table, reader.GetName(i)) && Told(reader.GetValue(i)) is { } told)
                    row[reader.GetName(i)] = told;
            }

            rows.Add(row);
        }

        return rows;
    }

    // Those that are text. The key of a call or a reminder says what it is about; the one of a repeated request says nothing.
    private static bool IsKeyOrHash(string table, string column) =>
        column is "sha256" or "scope" or "idempotency_scope" || column.EndsWith("hash", StringComparison.Ordinal) || (table == "idempotency_keys" && column == "key");

    private static JsonNode? Told(object value) => value switch
    {
        DBNull => null,
        // A fact is JSON in bytes; other bytes are keys, hashes and ciphers, which say nothing.
        byte[] bytes => bytes is [(byte)'{', ..] ? Parse(System.Text.Encoding.UTF8.GetString(bytes)) : null,
        string text => text is ['{' or '[', ..] ? Parse(text) ?? JsonValue.Create(text) : JsonValue.Create(text),
        DateTime at => JsonValue.Create(at.ToString("O", CultureInfo.InvariantCulture)),
        bool yes => JsonValue.Create(yes),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
