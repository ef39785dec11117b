using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>The models that find and read text, loaded when first needed: PP-OCRv4 (PaddleOCR), one session each, one thread each.</summary>
internal sealed class TextModels(string folder) : IDisposable
{
    private readonly Lazy<InferenceSession> detection = new(() => Load(Path.Combine(folder, "detection.onnx")));
    private readonly Lazy<InferenceSession> recognition = new(() => Load(Path.Combine(folder, "recognition.onnx")));
    private readonly Lazy<string[]> signs = new(() => ["", .. File.ReadAllLines(Path.Combine(folder, "signs.txt")), " "]);

    public InferenceSession Detection => detection.Value;

    public InferenceSession Recognition => recognition.Value;

    /// <summary>What each output of the recognition stands for; the first is no sign at all.</summary>
    public string[] Signs => signs.Value;

    public void Dispose()
    {
        if (detection.IsValueCreated)
            detection.Value.Dispose();
        if (recognition.IsValueCreated)
            recognition.Value.Dispose();
    }

    private static InferenceSession Load(string file)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            // Every picture has another size: what is kept for the next one would only grow.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        return new InferenceSession(file, options);
    }
}
