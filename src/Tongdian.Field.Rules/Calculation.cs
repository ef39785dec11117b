using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Tongdian.Domain;
using Tongdian.Domain.Survey;

namespace Tongdian.Field.Rules;

/// <summary>What the field app calls: text in, text out, on the one thread of the page.</summary>
[SupportedOSPlatform("browser")]
internal static partial class Calculation
{
    // The same tables come with every call; reading them takes longer than calculating.
    private static (string Json, Result<SurveyTables> Tables)? known;

    [JSExport]
    internal static string Calculate(string inputJson, string tablesJson)
    {
        if (known?.Json != tablesJson) known = (tablesJson, SurveyTables.Read(tablesJson));
        return SurveyAnswer.Of(inputJson, known.Value.Tables).Write();
    }

    // The runtime wants a way in, and stays when it returns.
    private static void Main()
    {
    }
}
