// What the pages share on which officers record something of one school.
#include "evidence/handlers.hpp"

namespace tarn::evidence {

const schools::School* asked_school(const schools::Register& registers, const people::Act& act) {
    const auto urn = Urn::parse(act.request.parameter("urn").value_or(""));
    if (!urn) return nullptr;
    const auto* school = registers.find(*urn, act.today());
    return school ? school : registers.latest(*urn);
}

Html date_field(const char* name, std::string_view question, std::string_view hint,
                const page_kit::DateRead& read, const page_kit::FieldErrors& errors) {
    return page_kit::date_input(
        {.id = name,
         .name_prefix = name,
         .fieldset =
             page_kit::Fieldset{.legend = {.content = question, .classes = "govuk-fieldset__legend--s"}},
         .hint = {.content = hint},
         .error = page_kit::error_for(errors, std::string{name} + "-day"),
         .values = read.typed});
}

page_kit::DateRead kept_date(const people::Act& act) {
    return {.typed = act.draft, .date = {}, .blank = true, .error = {}, .error_part = {}};
}

void note_error(page_kit::FieldErrors& errors, const char* field, const page_kit::DateRead& read) {
    if (!read.error.empty()) errors.push_back({std::string{field} + "-day", read.error});
}

}
