// People and allocations from a CSV file.
#include <fmt/format.h>

#include "feature_kit/table_import.hpp"
#include "people/account_checks_store.hpp"
#include "people/people_pages.hpp"

namespace tarn::people {
namespace {

std::string who_must_confirm(std::size_t unconfirmed) {
    if (unconfirmed == 0) return {};
    return fmt::format(
        "{} of them already had an account that was not made here. Each confirms the role by a one-time "
        "link, which you make on the person's page, before it can be used.",
        unconfirmed);
}

kit::TableImport<Enrolment> of_people(const Lookups& known) {
    using Column = kit::ImportColumn<Enrolment>;
    return {
        .address = "/people/import",
        .title = "Add people from a CSV file",
        .back_href = "/people",
        .noun = "role",
        .nouns = "roles",
        .about = "One row for each role of a person. Anyone without an account gets one.",
        .label = "people.imported",
        .permission = Permission::people_manage,
        .columns =
            {Column("name", &Enrolment::name).saying("For those without an account").example("Asha Rahman"),
             Column("email", &Enrolment::email).needed().example("asha@example.org"),
             Column("role", &Enrolment::role).needed().saying("One of: " + role_list()).example("adviser"),
             Column("scope", &Enrolment::scope)
                 .saying("For one school, enter school:100000. For an area, enter area:888:NORTH. Leave "
                         "empty for the whole authority")
                 .example("authority:888"),
             Column("from", &Enrolment::from)
                 .saying("First day. Leave empty for today")
                 .example("2026-09-01"),
             Column("to", &Enrolment::to).saying("Last day"),
             Column("telephone", &Enrolment::telephone)
                 .saying("Work telephone number. Used for those who have none recorded")
                 .example("01632 960001")},
        .storing = [known](Act& act) -> kit::Storing<Enrolment> {
            const auto unconfirmed = std::make_shared<std::size_t>(0);
            return {
                [&act, by = authorisation(act, known), unconfirmed](const Enrolment& row) -> Result<bool> {
                    const auto made = enrol(*act.writer, row, by);
                    if (!made) return made.error();
                    *unconfirmed += made->confirmed ? 0 : 1;
                    return made->new_account || made->new_grant;
                },
                [unconfirmed] { return who_must_confirm(*unconfirmed); }};
        }};
}

kit::TableImport<CaseloadLine> of_allocations(const Lookups& known) {
    using Column = kit::ImportColumn<CaseloadLine>;
    return {.address = "/allocations/import",
            .title = "Allocate schools from a CSV file",
            .back_href = "/allocations",
            .noun = "school",
            .nouns = "schools",
            .about = "The previous adviser's last day will be the day before.",
            .label = "allocations.imported",
            .permission = Permission::allocate,
            .columns = {Column("urn", &CaseloadLine::school).needed().example("100000"),
                        Column("email", &CaseloadLine::email)
                            .needed()
                            .saying("The adviser's address")
                            .example("asha@example.org"),
                        Column("from", &CaseloadLine::from)
                            .saying("First day. Leave empty for today")
                            .example("2026-09-01"),
                        Column("to", &CaseloadLine::to).saying("Last day"),
                        Column("reason", &CaseloadLine::reason).example("Start of the school year")},
            .storing = [known](Act& act) -> kit::Storing<CaseloadLine> {
                return [&act, by = authorisation(act, known)](const CaseloadLine& row) {
                    return take_on(*act.writer, row, by);
                };
            }};
}

}

void add_import_routes(Feature& own, const Lookups& known) {
    std::ranges::move(of_people(known).routes(), std::back_inserter(own.routes));
    std::ranges::move(of_allocations(known).routes(), std::back_inserter(own.routes));
}

}
