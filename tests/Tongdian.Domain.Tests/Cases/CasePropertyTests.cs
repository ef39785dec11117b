using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class CasePropertyTests
{
    [Fact]
    public void Any_commands_in_any_order_at_any_time_on_any_process_keep_what_must_be_true() =>
        CaseProperties.Hold(TestProcesses.All, Given.China, stories: 500);

    [Fact]
    public void The_processes_of_these_tests_keep_the_rules_of_processes() =>
        Assert.All(TestProcesses.All, p => Assert.Empty(ProcessRules.Check(p)));
}
