// People and allocations from a CSV file.
#include <fmt/format.h>

#include "feature_kit/rows_import.hpp"
#include "people/people_pages.hpp"

namespace tarn::people {
namespace {

std::string who_must_confirm(const ImportReport& report) {
    if (report.unconfirmed == 0) return {};
    return fmt::format(
        "{} of them already had an account that was not made here. Each confirms the role by a one-time "
        "link, which "
        "you make on the person's page, before it can be used.",
        report.unconfirmed);
}

kit::RowsImport of_people(const Lookups& known) {
    return {.title = "Add people from a CSV file",
            .address = "/people/import",
            .back = "/people",
            .columns = "name, email, role, scope, from and, if you like, to",
            .example =
                "name,email,role,scope,from,to\n"
                "Asha Rahman,asha@example.org,adviser,authority:888,2026-09-01,\n"
                "Ben Carter,ben@example.org,senior_adviser,area:888:NORTH,2026-09-01,\n"
                "Cara Lund,cara@example.org,headteacher,school:100000,2026-09-01,",
            .label = "people.imported",
            .permission = Permission::people_manage,
            .import =
                [known](Act& act, std::string_view csv) {
                    return import_people(*act.writer, csv, authorisation(act, known));
                },
            .remark = who_must_confirm};
}

kit::RowsImport of_allocations(const Lookups& known) {
    return {.title = "Allocate schools from a CSV file",
            .address = "/allocations/import",
            .back = "/allocations",
            .columns = "urn, email (the adviser's), from and, if you like, to and reason",
            .example = "urn,email,from,reason\n100000,asha@example.org,2026-09-01,Start of the school year",
            .label = "allocations.imported",
            .permission = Permission::allocate,
            .import = [known](Act& act, std::string_view csv) {
                return import_allocations(*act.writer, csv, authorisation(act, known));
            }};
}

}

void add_import_routes(Contribution& own, const Lookups& known) {
    for (kit::RowsImport& each : std::vector{of_people(known), of_allocations(known)})
        std::ranges::move(kit::rows_import_routes(std::move(each)), std::back_inserter(own.routes));
}

}
