using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>Each row breaks one rule of the small process; <c>¶</c> marks the line that must be named.</summary>
public sealed class ProcessRuleTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        // The file itself.
        { "yaml-syntax", "version: 1", "version: [1¶\nx: }" },
        { "key-unknown", "priority: 100", "priority: 100\nprioritty: 100¶" },
        { "key-unknown", "max: 100}", "max: 100, maximum: 3}¶" },
        { "key-missing", "- {id: reply, kind: promise,", "- {kind: promise,¶" },
        { "value-wrong", "priority: 100", "priority: high¶" },
        { "value-wrong", "type: choice,", "type: option,¶" },
        { "value-wrong", "limit: 7 working-hours", "limit: 7 hrs¶" },
        { "value-wrong", "limit: 40 working-hours,", "limit: soon,¶" },
        { "value-wrong", "appliesWhen: [case.voltage is low]", "appliesWhen: [case.voltage = low]¶" },
        { "value-wrong", "notBefore: 7 days", "notBefore: a week¶" },
        { "value-wrong", "name: [现场勘查, Survey]", "name: Survey¶" },
        { "yaml-syntax", "when: [survey.phases is three]", "when: [survey.phases is three] #¶" },
        { "value-wrong", "required: true}", "required: yes}¶" },
        // Stages.
        { "stage-cycle", "after: [answer]", "after: [answer, energisation]¶" },
        { "stage-cycle", "- id: inspection", "- id: inspection\n    after: [inspection]¶" },
        { "stage-unknown", "after: [acceptance]", "after: [acceptence]¶" },
        { "stage-unknown", "inside: works", "inside: work¶" },
        { "stage-unknown", "onDefects: inspection", "onDefects: inspektion¶" },
        { "stage-unknown", "limit: 1 working-days, until: survey}", "limit: 1 working-days, until: servey}¶" },
        { "stage-unknown", "since: works,", "since: work,¶" },
        { "stage-loose-end", "    beside: true", "    beside: true\n  - id: loose¶\n    name: [空, Loose]\n    role: inspector\n    department: metering\n    after: [survey]" },
        { "defects-target", "onDefects: inspection", "onDefects: energisation¶" },
        { "defects-without-checklist", "limit: 2 working-days", "limit: 2 working-days\n    onDefects: survey¶" },
        { "role-unknown", "role: surveyor", "role: survayor¶" },
        { "role-unknown", "- {role: customer, label", "- {role: custumer,¶ label" },
        { "department-unknown", "role: inspector\n    department: o-and-m", "role: inspector\n    department: oandm¶" },
        { "department-role", "time: customer", "time: customer\n    department: marketing¶" },
        { "time-role", "after: [answer]", "after: [answer]\n    time: customer¶" },
        { "limit-reading", "limit: 12 hours customer", "limit: 12 hours¶" },
        { "limit-amount", "limit: 2 working-days", "limit: 2.5 working-days¶" },
        { "limit-amount", "limit: 24 hours", "limit: -1 hours¶" },
        { "effect-count", "stages:\n", "stages:\n¶" },
        { "effect-order", "after: [energisation]\n    limit: 24 hours", "after: [works, contract]¶\n    limit: 24 hours" },
        { "effect-skipped", "effect: energises", "effect: energises\n    when: [case.critical is true]¶" },
        // Ids.
        { "id-duplicate", "- id: contract", "- id: survey¶" },
        { "id-duplicate", "- {id: contact,", "- {id: phases,¶" },
        { "id-duplicate", "- {id: reply,", "- {id: promise,¶" },
        { "id-duplicate", "{id: three,", "{id: single,¶" },
        { "id-duplicate", "format: image, personal: true}", "format: image, personal: true}\n  - {kind: identity, label: [身份, Id], format: pdf}¶" },
        { "id-duplicate", "      - {role: customer, label: [客户, Customer]}", "      - {role: customer, label: [客户, Customer]}\n      - {role: customer, label: [客户, Customer]}¶" },
        { "id-duplicate", "owner: customer}", "owner: customer}\n  - {id: missing-document, name: [缺, Missing], owner: customer}¶" },
        { "id-duplicate", "columns: [{id: number,", "columns: [{id: number, type: text, label: [一, One]}, {¶id: number," },
        // Forms.
        { "options-missing", "{id: phases, type: choice, label: [相数, Phases], options: [{id: single, label: [单相, Single]}, {id: three, label: [三相, Three]}]}", "{id: phases, type: choice, label: [相数, Phases]}¶" },
        { "options-unused", "max: 100}", "options: [{id: a, label: [甲, A]}]}¶" },
        { "columns-missing", "columns: [{id: number, type: text, label: [编号, Number]}]}", "min: 1}¶" },
        { "columns-unused", "max: 100}", "columns: [{id: a, type: text, label: [甲, A]}]}¶" },
        { "column-type", "{id: number, type: text, label: [编号, Number]}", "{id: number, type: rows, label: [编号, Number], columns: [{id: a, type: text, label: [甲, A]}]}¶" },
        { "min-above-max", "max: 100}", "min: 101, max: 100}¶" },
        { "min-above-max", "format: image, personal: true}", "format: image, min: 3, max: 2}¶" },
        { "pattern-bad", "pattern: '^[A-Z]+$',", "pattern: '[A-Z',¶" },
        { "pattern-bad", "pattern: '^[A-Z]+$',", "pattern: '^(?=A)[A-Z]+$',¶" },
        { "pattern-bad", "pattern: '^[A-Z]+$',", "pattern: '^([A-Z]{1,1000}){1,1000}$',¶" },
        { "pattern-bad", "type: boolean,", "type: boolean, pattern: x,¶" },
        { "field-unknown", "requiredUnless: reason}", "requiredUnless: raison}¶" },
        { "field-unknown", "requiredUnless: reason}", "requiredUnless: meter}¶" },
        { "column-unknown", "requiredUnless: reason}", "sumOf: seals.number}¶" },
        { "column-unknown", "requiredUnless: reason}", "sumOf: seals}¶" },
        // Facts.
        { "fact-unknown", "appliesWhen: [case.voltage is low]", "appliesWhen: [case.volts is low]¶" },
        { "fact-unknown", "requiredWhen: [survey.lineWorks is true]", "requiredWhen: [survey.lineWork is true]¶" },
        { "fact-unknown", "when: [survey.phases is three]", "when: [servey.phases is three]¶" },
        { "fact-unknown", "prefill: acceptance.remarks}", "prefill: acceptance.remark}¶" },
        { "fact-later", "prefill: acceptance.remarks}", "prefill: works.reason}¶" },
        { "fact-later", "appliesWhen: [case.voltage is low]", "appliesWhen: [survey.lineWorks is true]¶" },
        { "fact-later", "max: 100}", "requiredWhen: [survey.lineWorks is true]}¶" },
        { "fact-later", "personal: true}\npromises", "when: [survey.lineWorks is true]}¶\npromises" },
        { "fact-later", "until: survey}", "until: survey, when: [works.reason is x]}¶" },
        { "fact-later", "inside: works\n    when: [survey.lineWorks is true]", "inside: works\n    when: [works.reason is x]¶" },
        { "fact-later", "after: [answer]", "after: [answer]\n    timeWhen: {when: [works.reason is x], time: customer}¶" },
        { "fact-personal", "when: [survey.phases is three]", "when: [survey.contact is x]¶" },
        { "prefill-type", "prefill: acceptance.remarks}", "prefill: acceptance.remarks}\n      - {id: n, type: number, label: [数, N], prefill: acceptance.remarks}¶" },
        { "condition-value", "when: [survey.phases is three]", "when: [survey.phases is two]¶" },
        { "condition-value", "requiredWhen: [survey.lineWorks is true]", "requiredWhen: [survey.lineWorks is yes]¶" },
        { "condition-value", "appliesWhen: [case.voltage is low]", "appliesWhen: [case.sources at-least two]¶" },
        { "condition-value", "requiredUnless: reason}", "requiredWhen: [works.seals is 1]}¶" },
        // Promises.
        { "promise-count", "promises:\n", "promises:\n¶" },
        { "promise-source", "source: a law}", "verified: true}¶" },
        { "promise-order", "since: works, until: energisation", "since: archive, until: energisation¶\n   " },
        { "promise-unit", "limit: 40 working-hours,", "limit: 100 hours,¶" },
        { "promise-too-short", "limit: 40 working-hours,", "limit: 33 working-hours,¶" },
        { "promise-too-short", "limit: 1 working-days, until: survey}", "limit: 1 working-hours, until: survey}¶" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_told_with_its_line(string rule, string text, string replacement)
    {
        var yaml = SmallProcess.With(text, replacement);
        var marked = yaml.Split('\n').ToList().FindIndex(l => l.Contains('¶', StringComparison.Ordinal)) + 1;
        yaml = yaml.Replace("¶", "", StringComparison.Ordinal);
        yaml = rule switch
        {
            "effect-count" => yaml.Replace("    effect: accepts\n", "", StringComparison.Ordinal),
            "promise-count" => yaml.Replace("until: energisation}", "until: archive}", StringComparison.Ordinal),
            _ => yaml,
        };

        var refused = Assert.Throws<ProcessFileException>(() => ProcessFile.Read("processes/small.yaml", yaml));

        var faults = refused.Faults.Where(f => f.Rule == rule).ToList();
        Assert.True(faults.Count > 0, refused.Message);
        Assert.Contains(marked, faults.Select(f => f.Line));
        Assert.Contains($"processes/small.yaml:{faults[0].Line}: {rule}: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_small_process_keeps_every_rule() =>
        Assert.Equal("small@1", ProcessFile.Read("small.yaml", SmallProcess.Yaml).Key.ToString());

    [Fact]
    public void A_promise_may_be_as_long_as_its_longest_path()
    {
        // 0.5 + 7 + 2 × 7.5 + 1 × 7.5 inside + 4; not the customer's 12 h, not the contract beside.
        Assert.Equal("small", ProcessFile.Read("small.yaml", SmallProcess.With("40 working-hours", "34 working-hours")).Key.Id);
        var refused = Assert.Throws<ProcessFileException>(() => ProcessFile.Read("small.yaml", SmallProcess.With("40 working-hours", "33.9 working-hours")));
        Assert.Contains("acceptance → survey → answer → works → energisation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conditional_promise_is_measured_too_and_a_target_is_not()
    {
        const string Law = "  - {id: law,";
        Assert.Throws<ProcessFileException>(() => ProcessFile.Read("small.yaml", SmallProcess.With(
            Law, "  - {id: two, kind: promise, name: [双, Two], limit: 4 working-days, until: energisation, when: [case.sources at-least 2]}\n" + Law)));
        ProcessFile.Read("small.yaml", SmallProcess.With(
            Law, "  - {id: aim, kind: target, name: [目标, Aim], limit: 4 working-days, until: energisation}\n" + Law));
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var yaml = SmallProcess.With("role: surveyor", "role: survayor").Replace("max: 100}", "min: 9, max: 1}", StringComparison.Ordinal);

        var refused = Assert.Throws<ProcessFileException>(() => ProcessFile.Read("small.yaml", yaml));

        Assert.Equal(["min-above-max", "role-unknown"], refused.Faults.Select(f => f.Rule));
        Assert.Equal(2, refused.Message.Split('\n').Length);
    }

    [Fact]
    public void A_merge_key_takes_over_what_is_not_said()
    {
        var process = ProcessFile.Read("small.yaml", SmallProcess.With(
            "- {id: remarks, type: text, label: [备注, Remarks], max: 100}", "- &note {id: remarks, type: text, label: [备注, Remarks], max: 100}\n      - {<<: *note, id: second}"));

        var second = process.Stage("acceptance")!.Fields[1];
        Assert.Equal(("second", "Remarks", 100m), (second.Id, second.Label.En, second.Max));
    }
}
