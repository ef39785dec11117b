using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>A small process that keeps every rule, for tests that break one.</summary>
internal static class SmallProcess
{
    public const string Yaml = """
        id: small
        version: 1
        name: [小流程, Small]
        summary: [给测试用, For tests]
        priority: 100
        choiceOrder: 1
        appliesWhen: [case.voltage is low]
        choiceReason: [低压, Low voltage]
        documents:
          - {kind: identity, label: [身份证明, Identity], format: image, personal: true}
        promises:
          - {id: promise, kind: promise, name: [承诺, Promise], limit: 40 working-hours, until: energisation}
          - {id: reply, kind: promise, name: [答复, Reply], limit: 1 working-days, until: survey}
          - {id: law, kind: statutory, name: [法定, Statutory], limit: 5 working-days, since: works, until: energisation, source: a law}
        pauseReasons:
          - {id: missing-document, name: [缺资料, Missing document], owner: customer}
        stages:
          - id: acceptance
            name: [业务受理, Acceptance]
            role: counter-clerk
            department: marketing
            limit: 0.5 working-hours
            effect: accepts
            fields:
              - {id: remarks, type: text, label: [备注, Remarks], max: 100}
          - id: survey
            name: [现场勘查, Survey]
            role: surveyor
            department: marketing
            after: [acceptance]
            limit: 7 working-hours
            fields:
              - {id: phases, type: choice, label: [相数, Phases], options: [{id: single, label: [单相, Single]}, {id: three, label: [三相, Three]}]}
              - {id: lineWorks, type: boolean, label: [线路工程, Line works], required: true}
              - {id: contact, type: text, label: [联系人, Contact], personal: true}
              - {id: remarks, type: text, label: [备注, Remarks], prefill: acceptance.remarks}
          - id: answer
            name: [答复, Answer]
            role: customer
            time: customer
            after: [survey]
            limit: 12 hours customer
          - id: works
            name: [施工, Works]
            role: construction-crew
            department: o-and-m
            after: [answer]
            limit: 2 working-days
            fields:
              - {id: meter, type: text, label: [表号, Meter], pattern: '^[A-Z]+$', requiredUnless: reason}
              - {id: reason, type: text, label: [原因, Reason], requiredWhen: [survey.lineWorks is true]}
              - {id: seals, type: rows, label: [封印, Seals], columns: [{id: number, type: text, label: [编号, Number]}]}
            files:
              - {kind: meter-photo, label: [表计照片, Meter photo], format: image, when: [survey.phases is three]}
            signatures:
              - {role: customer, label: [客户, Customer]}
          - id: inspection
            name: [中间检查, Inspection]
            role: inspector
            department: o-and-m
            inside: works
            when: [survey.lineWorks is true]
            limit: 1 working-days
            onRequest: true
            onDefects: inspection
            fields:
              - {id: items, type: checklist, label: [检查项, Items], options: [{id: cable, label: [电缆, Cable]}]}
          - id: contract
            name: [合同, Contract]
            role: counter-clerk
            department: marketing
            after: [survey]
            limit: 9 working-days
            beside: true
          - id: energisation
            name: [送电, Energisation]
            role: meter-installer
            department: metering
            after: [works, contract]
            limit: 4 working-hours
            effect: energises
          - id: archive
            name: [归档, Archive]
            role: counter-clerk
            department: marketing
            after: [energisation]
            limit: 24 hours
            effect: archives
          - id: follow-up
            name: [回访, Follow-up]
            role: customer-service-agent
            department: customer-service
            after: [energisation]
            notBefore: 7 days
            afterArchive: true
        """;

    /// <summary>The small process with one text replaced, which must be there exactly once.</summary>
    public static string With(string text, string replacement)
    {
        Assert.Equal(2, Yaml.Split(text).Length);
        return Yaml.Replace(text, replacement, StringComparison.Ordinal);
    }
}
