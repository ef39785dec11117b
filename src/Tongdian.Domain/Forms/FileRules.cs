using System.Text.Json;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Forms;

/// <summary>Files and signatures of a stage.</summary>
internal static class FileRules
{
    /// <summary>What is wrong with what is there.</summary>
    public static IEnumerable<FieldError> Given(StageDefinition stage, Submission submission)
    {
        foreach (var files in submission.Files.GroupBy(f => f.Kind))
        {
            var path = $"files.{files.Key}";
            if (stage.Files.FirstOrDefault(f => f.Kind == files.Key) is not { } wanted)
            {
                yield return FormErrors.FileUnknown(path);
                continue;
            }
            if (files.Count() > wanted.Max)
                yield return FormErrors.TooManyFiles(path, wanted.Max);
            if (files.Any(f => !Fits(wanted.Format, f.MediaType)))
                yield return FormErrors.FileFormat(path, wanted.Format);
            if (files.DistinctBy(f => f.Sha256).Count() < files.Count())
                yield return FormErrors.FileRepeated(path);
        }
        foreach (var signatures in submission.Signatures.GroupBy(s => s.Role))
        {
            if (stage.Signatures.All(s => s.Role != signatures.Key))
                yield return FormErrors.SignatureUnknown($"signatures.{signatures.Key}");
            else if (signatures.Count() > 1)
                yield return FormErrors.SignatureRepeated($"signatures.{signatures.Key}");
        }
    }

    /// <summary>What is not there but must be.</summary>
    public static IEnumerable<FieldError> Missing(StageDefinition stage, Submission submission, Func<string, JsonElement?> facts)
    {
        foreach (var wanted in stage.Files.Where(f => Condition.AllHold(f.When, facts)))
        {
            if (submission.Files.Count(f => f.Kind == wanted.Kind) < wanted.Min)
                yield return FormErrors.TooFewFiles($"files.{wanted.Kind}", wanted.Min);
        }
        foreach (var wanted in stage.Signatures.Where(s => s.Required))
        {
            if (submission.Signatures.All(s => s.Role != wanted.Role))
                yield return FormErrors.SignatureMissing($"signatures.{wanted.Role}");
        }
    }

    private static bool Fits(FileFormat format, string mediaType)
    {
        var image = mediaType is "image/jpeg" or "image/png";
        var pdf = mediaType == "application/pdf";
        return format switch
        {
            FileFormat.Image => image,
            FileFormat.Pdf => pdf,
            FileFormat.ImageOrPdf => image || pdf,
            _ => throw new InvalidOperationException($"Unknown format {format}"),
        };
    }
}
