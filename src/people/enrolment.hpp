#pragma once
// Accounts and allocations as people write them down: on the command line, in a form, in a CSV file.
#include "base/csv.hpp"
#include "feature_kit/import_report.hpp"
#include "people/people.hpp"

namespace tarn::people {

/// One person in one role, as typed.
struct Enrolment {
    std::string name;
    std::string email;
    std::string role;   ///< a code: "adviser"
    std::string scope;  ///< "authority:888", "school:100000", "area:888:NORTH"; empty: the only authority
    std::string from;   ///< ISO date; empty: today
    std::string to;     ///< ISO date; empty: no end
    std::string telephone{};  ///< of work; of an account that has one already it changes nothing
};
struct Enrolled {
    Person person;
    bool new_account = false;
    bool new_grant = false;  ///< false: the person held just this already
    bool confirmed = true;   ///< false: usable once the account's owner has opened this authority's link
};

/// On whose word, and how far it reaches.
struct Authorisation {
    std::optional<PersonId> made_by{};      ///< empty: the command line
    std::optional<AuthorityCode> within{};  ///< empty: any authority
    Lookups known{};  ///< without schools: no register to check against, all are of the only authority
    Instant now{};
};

/// Finds or makes the account and grants the role. On an error nothing was written.
Result<Enrolled> enrol(storage::Writer& db, const Enrolment& enrolment, const Authorisation& by);

/// One school of an adviser's caseload, as typed.
struct CaseloadLine {
    Urn school;
    std::string email;  ///< the adviser's
    std::string from, to;
    std::string reason;
};
/// True: the adviser has the school from then on; false: it was so already.
Result<bool> take_on(storage::Writer& db, const CaseloadLine& line, const Authorisation& by);

using kit::for_each_row;
using kit::ImportReport;
using kit::RejectedRow;
/// CSV with name, email, role, scope and from; to is optional. The caller commits, or not for a dry run.
Result<ImportReport> import_people(storage::Writer& db, std::string_view csv, const Authorisation& by);
/// CSV with urn, email (the adviser's) and from; to and reason are optional.
Result<ImportReport> import_allocations(storage::Writer& db, std::string_view csv, const Authorisation& by);

}
