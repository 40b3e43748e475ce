#include "feature_kit/act.hpp"
#include "schools/local_pages.hpp"

namespace tarn::schools {

Html first_day_input(const kit::Act& act, const page_kit::FieldErrors& errors, std::string_view hint) {
    return page_kit::date_input({.id = "from",
                                 .name_prefix = "from",
                                 .fieldset = page_kit::Fieldset{.legend = {.content = "First day"}},
                                 .hint = {.content = std::string{hint} + " Leave empty for today."},
                                 .error = error_for(errors, "from-day"),
                                 .values = act.request.form});
}

Date read_first_day(kit::Act& act, page_kit::FieldErrors& errors) {
    const auto from = page_kit::read_date(act.request, "from", "First day", false);
    if (!from.error.empty()) errors.push_back({"from-day", from.error});
    return from.date.value_or(act.today());
}

bool is_ours(const PageTools& tools, kit::Act& act, Urn urn, Date day) {
    const auto schools = tools.registers.current(act.db);
    const School* school = schools->find(urn, day);
    return school && school->authority == act.viewer.authority();
}

Result<LocalRow> read_local_row(const PageTools& tools, kit::Act& act, const CsvTable& table,
                                const CsvRow& row) {
    const std::string urn_text{table.cell(row, "urn")}, from_text{table.cell(row, "from")};
    const auto urn = Urn::parse(urn_text);
    if (!urn) return Error{"'" + urn_text + "' is not a URN of six digits.", {}};
    const auto from = Date::parse_published(from_text);
    if (!from) return Error{"'" + from_text + "' is not a date. Write it as 2026-09-01.", {}};
    if (from->year() < 1900) return Error{"'" + from_text + "' is before 1900.", {}};
    if (!is_ours(tools, act, *urn, *from))
        return Error{
            "No school of your authority has the URN " + urn->text() + " on " + from->display() + ".", {}};
    return LocalRow{*urn, *from};
}

}
