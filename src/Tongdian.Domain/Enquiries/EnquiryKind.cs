namespace Tongdian.Domain.Enquiries;

/// <summary>What somebody turns to the company with. The numbers are stored: never change them.</summary>
public enum EnquiryKind
{
    /// <summary>咨询: a question.</summary>
    Enquiry = 1,

    /// <summary>投诉: something went wrong between the company and the customer.</summary>
    Complaint = 2,

    /// <summary>故障报修: no power, or danger. Goes at once to whoever is on duty.</summary>
    Fault = 3,

    /// <summary>服务补救: a customer was not satisfied with a stage. The company begins it; it is over when the customer says so.</summary>
    Recovery = 4,
}

/// <summary>Where it stands. The numbers are stored: never change them.</summary>
public enum EnquiryStatus
{
    /// <summary>The customer waits for an answer.</summary>
    Open = 1,

    /// <summary>The company answered last.</summary>
    Answered = 2,

    /// <summary>It is over; the customer may still say that it was not answered, which opens it again.</summary>
    Closed = 3,
}

/// <summary>How it stands against its limits.</summary>
public enum EnquiryStanding
{
    /// <summary>A limit runs and its end is not near.</summary>
    OnTime = 1,

    /// <summary>Three quarters of a limit are used.</summary>
    Near = 2,

    /// <summary>A limit has passed and what it was for is not done.</summary>
    Late = 3,

    /// <summary>Everything was answered in time.</summary>
    Answered = 4,

    /// <summary>Everything is answered, but not always in time.</summary>
    AnsweredLate = 5,
}
