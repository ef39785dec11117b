using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class SigningTests
{
    private readonly CaseStory story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("contract");

    [Fact]
    public void What_is_offered_is_kept_and_lies_there_to_be_signed()
    {
        story.Do(Offer(), People.Clerk);

        var contract = story.At("contract");
        Assert.Equal((Document(), story.Now), (contract.Offer!.Document, contract.Offer.Since));
        Assert.Empty(contract.Offer.Signatures);
        Assert.Equal(["remarks"], contract.Entry!.Fields.Keys);
        Assert.Equal((StageStatus.Started, "counter-clerk"), (contract.Status, contract.Assignee));
    }

    [Fact]
    public void Only_who_does_the_stage_offers_it_and_only_with_a_whole_form()
    {
        Assert.Equal("case.not-allowed", story.Refused(Offer(), Actor.Customer));
        Assert.Equal("case.not-allowed", story.Refused(Offer(), People.Surveyor));
        Assert.Equal("stage.form-invalid", story.Refused(Offer() with { Submission = Submission.Empty }, People.Clerk));
        Assert.Equal("stage.nothing-to-sign", story.GoOnTo("design-review").Refused(Offer() with { Stage = "design-review" }, People.Reviewer));
    }

    [Fact]
    public void Whether_it_could_be_offered_is_known_before_there_is_a_document()
    {
        Assert.Null(Fault(People.Clerk, Offer().Submission));
        Assert.Equal("case.not-allowed", Fault(People.Surveyor, Offer().Submission));
        Assert.Equal("stage.form-invalid", Fault(People.Clerk, Submission.Empty));
        Assert.Null(story.At("contract").Offer);

        story.Do(new PauseStage("contract", story.Process.PauseReasons[0].Id, null), People.Clerk);
        Assert.Equal("stage.paused", Fault(People.Clerk, Offer().Submission));

        string? Fault(Actor by, Submission submission) => story.State.OfferFault(story.Process, "contract", submission, new OperationContext(by, story.Now, null))?.Code;
    }

    [Fact]
    public void The_customer_signs_what_was_offered_once()
    {
        Assert.Equal("stage.not-offered", story.Refused(Sign(), Actor.Customer));
        story.Do(Offer(), People.Clerk);

        Assert.Equal("stage.offer-changed", story.Refused(Sign() with { Document = Guid.NewGuid() }, Actor.Customer));
        Assert.Equal("case.not-allowed", story.Refused(Sign(), People.Surveyor));
        Assert.Equal("stage.form-invalid", story.Refused(Sign() with { Signature = FilledForm.Signature(Roles.CounterClerk) }, Actor.Customer));

        story.Later(1).Do(Sign(), Actor.Customer);
        Assert.Equal(Roles.Customer, Assert.Single(story.At("contract").Offer!.Signatures).Role);
        Assert.Equal(story.Now, story.At("contract").Offer!.SignedAt);
        Assert.Equal(Document().Sha256, Assert.Single(story.Last.OfType<StageSigned>()).Document);
        Assert.Equal("stage.already-signed", story.Refused(Sign(), People.Agent));
    }

    [Fact]
    public void A_signed_stage_is_finished_without_asking_for_the_signature_again()
    {
        story.Do(Offer(), People.Clerk).Do(Sign(), People.Agent).Do(Completing(), People.Clerk);

        var contract = story.At("contract");
        Assert.Equal([Roles.CounterClerk, Roles.Customer], contract.Entry!.Signatures.Select(s => s.Role));
        Assert.Equal((StageStatus.Completed, null), (contract.Status, contract.Offer));
    }

    [Fact]
    public void Without_the_customers_signature_it_is_not_finished()
    {
        story.Do(Offer(), People.Clerk);

        Assert.Equal("stage.form-invalid", story.Refused(Completing(), People.Clerk));
        Assert.Equal(StageStatus.Completed, story.Complete("contract").At("contract").Status);
    }

    [Fact]
    public void Nothing_else_is_finished_than_what_was_signed()
    {
        story.Do(Offer(), People.Clerk).Do(Sign(), Actor.Customer);
        var other = Completing() with { Submission = Completing().Submission with { Fields = Completing().Submission.Fields.SetItem("remarks", JsonElement.Parse("\"价格另议\"")) } };

        Assert.Equal("stage.not-what-was-signed", story.Refused(other, People.Clerk));
    }

    [Fact]
    public void A_changed_paper_is_no_longer_signed()
    {
        Signed().Do(new SaveDraft("contract", Offer().Submission, null), People.Clerk);
        Assert.Null(story.At("contract").Offer);
        Assert.Equal("stage.form-invalid", story.Refused(Completing(), People.Clerk));

        Signed().Do(Offer(), People.Clerk);
        Assert.Empty(story.At("contract").Offer!.Signatures);

        Signed().Do(new AmendCase(["phone"], CaseStory.Somebody(2), null, story.Process.Key, story.Process.Key), Actor.Customer);
        Assert.Null(story.At("contract").Offer);

        Signed().Do(new SendBack("contract", "scheme"), People.Coordinator, "方案有误");
        Assert.Equal((StageStatus.Pending, null), (story.At("contract").Status, story.At("contract").Offer));

        CaseStory Signed() => story.Do(Offer(), People.Clerk).Do(Sign(), Actor.Customer);
    }

    [Fact]
    public void Who_lets_a_stage_go_leaves_what_was_signed() =>
        Assert.NotNull(story.Do(Offer(), People.Clerk).Do(Sign(), Actor.Customer).Do(new ReleaseStage("contract"), People.Clerk).At("contract").Offer);

    private static FileLink Document() => new("contract", new Guid(5, 5, 5, new byte[8]), "application/pdf", new string('a', 64));

    private OfferForSignature Offer() => FilledForm.Offer(story.Definition("contract"), story.State) with { Document = Document() };

    private static SignStage Sign() => new("contract", Document().File, FilledForm.Signature(Roles.Customer));

    private CompleteStage Completing() =>
        new("contract", story.Filled("contract").Submission with { Signatures = [FilledForm.Signature(Roles.CounterClerk)] }, null);
}
