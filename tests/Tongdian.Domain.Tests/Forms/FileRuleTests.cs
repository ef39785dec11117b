using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>Files and signatures of a stage.</summary>
public sealed class FileRuleTests
{
    private static readonly StageDefinition Stage = TestForm.Stage(TestForm.Field(FieldType.Boolean, "concealed")) with
    {
        Files =
        [
            new("photo", TestForm.Label, 1, 2, FileFormat.Image, false, []),
            new("concealed-works", TestForm.Label, 1, 2, FileFormat.Image, false, [new("works.concealed", Comparison.Is, "true")]),
            new("drawing", TestForm.Label, 0, 1, FileFormat.Pdf, false, []),
            new("proof", TestForm.Label, 0, 1, FileFormat.ImageOrPdf, true, []),
        ],
        Signatures = [new(Roles.Customer, TestForm.Label, true), new(Roles.Inspector, TestForm.Label, false)],
    };

    [Theory]
    [InlineData("photo:image/jpeg", "")]
    [InlineData("photo:image/png,drawing:application/pdf,proof:application/pdf", "")]
    [InlineData("", "files.photo file.too-few min=1")]
    [InlineData("photo:image/jpeg,photo:image/png,photo:image/jpeg", "files.photo file.too-many max=2")]
    [InlineData("photo:application/pdf", "files.photo file.format expected=image")]
    [InlineData("photo:image/jpeg,drawing:image/png", "files.drawing file.format expected=pdf")]
    [InlineData("photo:image/jpeg,proof:text/html", "files.proof file.format expected=image-or-pdf")]
    [InlineData("photo:image/jpeg,selfie:image/jpeg", "files.selfie file.kind-unknown")]
    public void Files_are_of_a_kind_a_number_and_a_format(string files, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [expected], TestForm.Errors(Stage, Signed(Files(files))));

    [Fact]
    public void The_same_photo_counts_once()
    {
        var photo = Files("photo:image/jpeg").Files[0];
        Assert.Equal(["files.photo file.repeated"], TestForm.Errors(Stage, Signed(Submission.Empty with { Files = [photo, photo with { File = Guid.NewGuid() }] })));
    }

    [Fact]
    public void A_file_is_asked_for_only_when_its_condition_holds()
    {
        var photo = Files("photo:image/jpeg").Files;
        Assert.Equal(
            ["files.concealed-works file.too-few min=1"], TestForm.Errors(Stage, Signed(TestForm.Fields("""{"concealed":true}""") with { Files = photo })));
        Assert.Empty(TestForm.Errors(Stage, Signed(TestForm.Fields("""{"concealed":false}""") with { Files = photo })));
    }

    [Theory]
    [InlineData("customer", "")]
    [InlineData("customer,inspector", "")]
    [InlineData("inspector", "signatures.customer signature.missing")]
    [InlineData("customer,surveyor", "signatures.surveyor signature.unknown")]
    [InlineData("customer,customer", "signatures.customer signature.repeated")]
    public void Those_sign_who_must(string roles, string expected)
    {
        var submission = Files("photo:image/jpeg") with
        {
            Signatures = [.. roles.Split(',').Select(r => new SignatureLink(r, Guid.NewGuid(), "00"))],
        };
        Assert.Equal(expected.Length == 0 ? [] : [expected], TestForm.Errors(Stage, submission));
    }

    private static Submission Files(string files) => Submission.Empty with
    {
        Files = [.. files.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(':')).Select((f, i) => new FileLink(f[0], Guid.NewGuid(), f[1], $"{i:x64}"))],
    };

    private static Submission Signed(Submission submission) => submission with { Signatures = [new(Roles.Customer, Guid.NewGuid(), "00")] };
}
