using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Tongdian.Faults.Tests;

/// <summary>The checker finds losses and doubles that were planted: a checker that finds nothing proves nothing.</summary>
public sealed class CheckerTests(PreparedDatabase prepared) : IClassFixture<PreparedDatabase>
{
    // The case that was made first; all of its stages are done.
    private const string First = "(SELECT id FROM cases ORDER BY submitted_at LIMIT 1)";

    /// <summary>What is planted, and the words by which it is found.</summary>
    private static readonly Dictionary<string, (Action<SqliteConnection, string, string> Plant, string Found)> Planted = new(StringComparer.Ordinal)
    {
        ["a fact is deleted"] = (Sql($"DELETE FROM case_events WHERE case_id = {First} AND version = 2 AND ordinal = 1"), "after version 2, fact 0 comes version 2, fact 2"),
        ["the last facts are deleted"] = (Sql($"DELETE FROM case_events WHERE case_id = {First} AND version = (SELECT MAX(version) FROM case_events WHERE case_id = {First})"), "its history ends at"),
        ["a message is written and sent twice"] = (TwiceSent, "was told 2 times"),
        ["a message is said to be sent and never arrived"] = (NeverArrived, "the provider never had it"),
        ["the message that the power is on is gone"] = (Sql(OneMessage("energised")), "is told 0 times that the power is on"),
        ["the message that a stage is done is gone"] = (Sql(OneMessage("stage-finished")), "times that a stage is done"),
        ["a row of the outbox is dropped"] = (Sql("DELETE FROM outbox WHERE consumer = 'evidence' AND kind = 'case-submitted'"), "has 0 entries in the log and none waiting"),
        ["a row of the outbox for messages is dropped"] = (Sql("DELETE FROM outbox WHERE consumer = 'notices'"), "is told 0 times"),
        ["the version of a state is changed"] = (Sql($"UPDATE cases SET state = json_set(state, '$.version', 99) WHERE id = {First}"), "the state says version 99"),
        ["a stage is set back in a state"] = (Sql($"UPDATE cases SET state = json_set(state, '$.stages.survey.status', 2) WHERE id = {First}"), "the state says 2 of the stage survey"),
        ["a case is removed"] = (Sql($"DELETE FROM cases WHERE id = {First}"), "and no such case"),
        ["a case is there twice"] = (Sql(
            $"INSERT INTO cases (id, number, version, status, process, process_version, region, person_id, owner, submitted_at, closed_at, state) SELECT '01A21A18-A437-7DC4-8697-2DCB54F524C5', "
            + $"'TD0000000000000', version, status, process, process_version, region, person_id, owner, submitted_at, closed_at, state FROM cases WHERE id = {First}"), "it was made twice, or by nobody"),
        ["an answer that was kept is gone"] = (Sql("DELETE FROM idempotency_keys WHERE rowid = (SELECT MIN(rowid) FROM idempotency_keys WHERE status = 200)"), "was acknowledged, and 0 answers are kept"),
        ["a rating is gone"] = (Sql("DELETE FROM given_ratings WHERE rowid = (SELECT MIN(rowid) FROM given_ratings)"), "was acknowledged, and 0 ratings are kept"),
        ["an enquiry is gone"] = (Sql("DELETE FROM enquiries WHERE rowid = (SELECT MIN(rowid) FROM enquiries)"), "is there 0 times"),
        ["a file has no bytes"] = (WithoutBytes, "and 0 on the disk"),
        ["an alert is there twice"] = (Sql(
            "CREATE TEMP TABLE copied AS SELECT * FROM limit_alerts WHERE limit_id = 'enquiry:answer'; UPDATE copied SET occurrence = occurrence + 1; INSERT INTO limit_alerts SELECT * FROM copied"), "was reported 2 times"),
        ["an entry of the log is removed"] = (Sql("DELETE FROM evidence_leaves WHERE place = 5"), "After the place 4 of the log comes 6"),
        ["two entries of the log are swapped"] = (Sql(
            "UPDATE evidence_leaves SET place = -1 WHERE place = 3; UPDATE evidence_leaves SET place = 3 WHERE place = 4; UPDATE evidence_leaves SET place = 4 WHERE place = -1"), "has another root than the entries that are there"),
        ["a checkpoint is left out"] = (Sql("DELETE FROM evidence_checkpoints WHERE follows = (SELECT MIN(size) FROM evidence_checkpoints)"), "the log forks or has a gap"),
        ["a checkpoint is signed by nobody"] = (Sql("UPDATE evidence_checkpoints SET note = replace(note, '— tongdian', '— tongdiam')"), "is not signed by the log"),
        ["the log is cut off"] = (CutOff, "was given out, and the log has"),
        ["a counter is wrong"] = (Sql("INSERT INTO counter_deltas (counter, delta) VALUES ('cases:low-voltage-residential:Archived', 1)"), "The counter cases:low-voltage-residential:Archived"),
        ["work is left on a worklist"] = (Sql("UPDATE work_items SET stage = 'nobody'"), "is on the worklist and not open"),
    };

    /// <summary>What is wrong only when nothing is to wait any more.</summary>
    private static readonly Dictionary<string, (Action<SqliteConnection, string, string> Plant, string Found)> Waiting = new(StringComparer.Ordinal)
    {
        ["a message is to be tried later"] = (
            Sql("UPDATE messages SET sent_at = NULL, next_at = '2999-01-01 00:00:00' WHERE rowid = (SELECT MIN(rowid) FROM messages WHERE sent_at IS NOT NULL)"), "waits until 2999-01-01"),
        ["an enquiry was late and nobody was told"] = (Sql("DELETE FROM limit_alerts WHERE limit_id = 'enquiry:answer' AND threshold = 3"), "The threshold 3 of the answer to"),
        ["a stage came near its limit and nobody was told"] = (
            Sql("UPDATE case_clocks SET near_at = '2020-01-01 00:00:00' WHERE limit_id = 'stage:survey' AND next_at IS NOT NULL"), "The threshold 1 of stage:survey"),
    };

    public static TheoryData<string> All => [.. Planted.Keys];

    public static TheoryData<string> AllWaiting => [.. Waiting.Keys];

    [Fact]
    public async Task In_what_was_not_spoiled_it_finds_nothing()
    {
        var (code, said) = await prepared.Spoil((_, _, _) => { });

        Assert.True(code == 0, said);
        Assert.Contains("Nothing is lost", said, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public async Task It_finds_what_was_planted(string what)
    {
        var (plant, found) = Planted[what];

        var (code, said) = await prepared.Spoil(plant);

        Assert.True(code == 1, said);
        Assert.Contains(found, said, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AllWaiting))]
    public async Task It_finds_what_still_waits(string what)
    {
        var (plant, found) = Waiting[what];

        var (code, said) = await prepared.Spoil(plant, "--settled");

        Assert.True(code == 1, said);
        Assert.Contains(found, said, StringComparison.Ordinal);
    }

    private static string OneMessage(string purpose) => $"DELETE FROM messages WHERE rowid = (SELECT MIN(rowid) FROM messages WHERE purpose = '{purpose}')";

    private static Action<SqliteConnection, string, string> Sql(string sql) => (connection, _, _) =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() != 0, "Nothing was planted");
    };

    private static void TwiceSent(SqliteConnection connection, string data, string journals)
    {
        var (provider, again) = (Path.Combine(journals, "provider.jsonl"), Guid.CreateVersion7().ToString());
        var sent = JsonNode.Parse(File.ReadLines(provider).First())!;
        var first = sent["id"]!.GetValue<Guid>().ToString().ToUpperInvariant();
        sent["id"] = again;
        File.AppendAllLines(provider, [sent.ToJsonString(JsonSerializerOptions.Default)]);
        using var columns = connection.CreateCommand();
        columns.CommandText = "SELECT group_concat(name) FROM pragma_table_info('messages') WHERE name <> 'id'";
        var others = (string)columns.ExecuteScalar()!;
        Sql(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO messages (id, {others}) SELECT '{again.ToUpperInvariant()}', {others} FROM messages WHERE id = '{first}'"))(connection, data, journals);
    }

    // Perhaps it came more than once.
    private static void NeverArrived(SqliteConnection connection, string data, string journals)
    {
        var provider = Path.Combine(journals, "provider.jsonl");
        var lines = File.ReadAllLines(provider);
        File.WriteAllLines(provider, lines.Where(l => IdOf(l) != IdOf(lines[0])));
    }

    private static Guid IdOf(string line) => JsonNode.Parse(line)!["id"]!.GetValue<Guid>();

    private static void WithoutBytes(SqliteConnection connection, string data, string journals)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM stored_files WHERE case_id IS NOT NULL LIMIT 1";
        var name = Guid.Parse((string)command.ExecuteScalar()!).ToString("N");
        File.Delete(Path.Combine(data, "files", name[^4..^2], name[^2..], name));
    }

    // As by whoever rolls the database back: what was kept outside knows better.
    private static void CutOff(SqliteConnection connection, string data, string journals) => Sql(
        "DELETE FROM evidence_checkpoints WHERE follows = (SELECT MAX(follows) FROM evidence_checkpoints); DELETE FROM evidence_leaves WHERE place >= (SELECT MAX(size) FROM evidence_checkpoints)")(
        connection, data, journals);
}
