using Tongdian.Domain.Survey;
using Xunit;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Answer_to_JSON
{
    [Fact]
    public void A_result_comes_with_the_version_of_the_tables() => Assert.StartsWith(
        "{\"ok\":true,\"tables\":\"cn 1\",\"result\":{\"tables\":\"cn 1\",", SurveyAnswer.Of("{\"feeder\":{\"kv\":10,\"limitA\":300,\"greatestA\":100}}", Given.China).Write(), StringComparison.Ordinal);

    [Theory]
    [InlineData("{", "{\"ok\":false,\"tables\":\"cn 1\",\"errors\":[{\"field\":\"\",\"code\":\"survey.json\",\"values\":{\"line\":\"1\",\"path\":\"$\"}}]}")]
    [InlineData("{}", "{\"ok\":false,\"tables\":\"cn 1\",\"errors\":[{\"field\":\"load\",\"code\":\"survey.missing\",\"values\":{}}]}")]
    public void What_is_wrong_is_an_answer_too(string input, string answer) => Assert.Equal(answer, SurveyAnswer.Of(input, Given.China).Write());

    [Fact]
    public void Tables_that_cannot_be_read_are_an_answer_too() => Assert.StartsWith(
        "{\"ok\":false,\"errors\":[{\"field\":\"\",\"code\":\"survey-tables.json\"", SurveyAnswer.Of("{}", SurveyTables.Read("[]")).Write(), StringComparison.Ordinal);
}
