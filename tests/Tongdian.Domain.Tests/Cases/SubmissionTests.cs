using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class SubmissionTests
{
    private static readonly CaseFacts Shop = CaseStory.Home with { CustomerKind = "business" };

    [Fact]
    public void A_new_case_waits_for_acceptance_in_the_companys_time()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel);

        Assert.Equal(CaseStatus.Submitted, story.State.Status);
        Assert.Equal(1, story.State.Version);
        Assert.Equal(CaseStory.Monday, story.State.SubmittedAt);
        Assert.Equal(StageStatus.Open, story.At("acceptance").Status);
        Assert.Null(story.State.OnlineFindings);
        Assert.Equal(TestProcesses.Parallel.ChoiceReason, story.State.ProcessReason);
        Assert.Single(story.State.Stages);
    }

    [Fact]
    public void A_complete_and_consistent_application_is_accepted_at_once_by_the_platform()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear);

        Assert.Equal(CaseStatus.Accepted, story.State.Status);
        Assert.Empty(story.State.OnlineFindings!.Value);
        Assert.Equal(StageStatus.Completed, story.At("acceptance").Status);
        Assert.Equal(StageStatus.Open, story.At("survey").Status);
        Assert.Null(story.At("acceptance").Assignee);
        Assert.Equal(ActorKind.Customer, story.Commits[0][0].By.Kind);
        Assert.All(story.Commits[0].Skip(1), e => Assert.Equal(ActorKind.System, e.By.Kind));
    }

    [Theory]
    [InlineData(false, true, false, "identity-not-valid")]
    [InlineData(true, false, false, "consent-missing")]
    [InlineData(true, true, true, "possible-duplicate")]
    public void What_the_online_check_finds_leaves_the_acceptance_to_a_person(bool identity, bool consent, bool duplicate, string finding)
    {
        var story = CaseStory.Submitted(TestProcesses.Linear, check: new OnlineCheckInput(identity, consent, duplicate, true));

        Assert.Equal([finding], story.State.OnlineFindings!.Value);
        Assert.Equal(CaseStatus.Submitted, story.State.Status);
        Assert.Equal(StageStatus.Open, story.At("acceptance").Status);
        Assert.Equal(CaseStatus.Accepted, story.Complete("acceptance").State.Status);
    }

    [Fact]
    public void The_online_check_asks_for_the_account_only_when_the_supply_is_to_grow()
    {
        var unnamed = new OnlineCheckInput(true, true, false, AccountNumberGiven: false);

        Assert.Empty(CaseStory.Submitted(TestProcesses.Linear, check: unnamed).State.OnlineFindings!.Value);
        Assert.Equal(
            ["account-number-missing"],
            CaseStory.Submitted(TestProcesses.Linear, CaseStory.Home with { Request = "increase" }, unnamed).State.OnlineFindings!.Value);
    }

    [Fact]
    public void The_online_check_names_the_documents_that_this_customer_owes()
    {
        Assert.Equal(["document-missing:identity"], Findings(CaseStory.Home));
        Assert.Equal(["document-missing:identity", "document-missing:licence"], Findings(Shop));

        static IEnumerable<string> Findings(CaseFacts facts) =>
            CaseStory.Submitted(TestProcesses.Linear, facts, complete: false).State.OnlineFindings!.Value;
    }

    [Fact]
    public void A_document_that_nobody_asked_for_is_refused()
    {
        Assert.Equal("case.document-not-wanted", Submit(CaseStory.Home, "diploma"));
        Assert.Equal("case.document-not-wanted", Submit(CaseStory.Home, "licence"));
        Assert.Equal("case.document-not-wanted", Submit(CaseStory.Home, "identity", "identity", "identity"));
        Assert.Null(Submit(Shop, "licence", "identity", "identity"));
    }

    [Fact]
    public void A_case_is_not_accepted_while_documents_are_missing()
    {
        var story = CaseStory.Submitted(TestProcesses.Parallel, Shop, complete: false);

        var refused = story.Try(story.Filled("acceptance"), People.Clerk).Error!;
        Assert.Equal("case.documents-missing", refused.Code);
        Assert.Equal(["documents.identity", "documents.licence"], refused.Fields.Select(f => f.Field));

        foreach (var wanted in TestProcesses.Parallel.Documents.Where(d => d.Min > 0))
            story.Do(new AddDocument(FilledForm.File(wanted)), Actor.Customer);
        Assert.Equal(CaseStatus.Accepted, story.Complete("acceptance").State.Status);
    }

    [Fact]
    public void Every_fact_of_a_case_can_be_asked_for_by_its_name()
    {
        var facts = new CaseFacts("business", true, "new", "high", 1.5m, 2, "normal", 2, "in\"dustry", "r");

        Assert.All(CaseFacts.Names, name => Assert.NotNull(facts.Get(name)));
        Assert.Equal("1.5", facts.Read("case.capacityKw")!.Value.GetRawText());
        Assert.Equal("in\"dustry", facts.Read("case.purpose")!.Value.GetString());
        Assert.Equal(JsonValueKind.True, facts.Read("case.critical")!.Value.ValueKind);
        Assert.Null(facts.Read("survey.critical"));
        Assert.Null((facts with { CapacityKw = null }).Read("case.capacityKw"));
    }

    private static string? Submit(CaseFacts facts, params string[] documents)
    {
        var files = documents.Select((kind, i) => new FileLink(kind, new Guid(i, 0, 0, new byte[8]), "image/jpeg", $"{i}"));
        var command = CaseStory.Submission(facts) with { Documents = [.. files] };
        return CaseDecisions.Submit(TestProcesses.Linear, command, new OperationContext(Actor.Customer, CaseStory.Monday)).Error?.Code;
    }
}
