using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>
/// Sends a lost access code to the telephone that was given with the enquiry, as <see cref="SendCode"/> does for cases. Whoever asks learns nothing:
/// neither whether there is such an enquiry nor whether the telephone is the right one.
/// </summary>
public sealed class SendLostCode(EnquiryStore store, EnquiryPeople people, AccessCode codes, SendCode sending)
{
    /// <summary>Sends it when number and telephone fit together.</summary>
    public async Task ToPhoneOnFile(string? number, string? phone, CancellationToken cancel)
    {
        if (!EnquiryNumber.TryParse(number, out var read) || PhoneNumber.Parse(phone ?? "").Failed(out _, out var said) || !said.IsMobile)
            return;
        if (await store.Find(read.Value, cancel) is not { } state || await people.Contact(state, cancel) is not { } told || told.Phone != said.Value)
            return;
        if (await people.Key(state, cancel) is not { } key)
            return;
        await sending.Again(WriteMessage.About(state), key, told.Phone, WriteMessage.Notice(NoticeKinds.EnquiryCode, state, ("code", codes.For(state.Id.Value))), cancel);
    }
}
