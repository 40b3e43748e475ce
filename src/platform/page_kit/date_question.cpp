#include "platform/page_kit/date_question.hpp"

namespace tarn::page_kit {

Html date_question(const DateQuestion& asked, const FieldErrors& errors) {
    ErrorMessage error;
    for (const char* part : {"-day", "-month", "-year"})
        if (error.content.empty()) error = error_for(errors, asked.name + part);
    return date_input(
        {.id = asked.name,
         .name_prefix = asked.name,
         .fieldset = Fieldset{.legend = {.content = asked.question, .classes = "govuk-fieldset__legend--s"}},
         .hint = {.content = asked.hint},
         .error = error,
         .values = asked.typed});
}

void note_error(FieldErrors& errors, std::string_view name, const DateRead& read) {
    if (read.error.empty()) return;
    errors.push_back(
        {std::string{name} + "-" + (read.error_part.empty() ? "day" : read.error_part), read.error});
}

DateRead not_sent_yet(const web::Fields& draft) {
    return {.typed = draft, .date = {}, .blank = true, .error = {}, .error_part = {}};
}

}
