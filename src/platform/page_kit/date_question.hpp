#pragma once
// A date as the forms of this service ask for it: the question stands above three fields, what was typed
// stays, and an error leads to the part that is wrong.
#include "platform/page_kit/date_input.hpp"

namespace tarn::page_kit {

struct DateQuestion {
    std::string name{};  ///< "review"; its fields are "review-day" and so on
    std::string question{};
    std::string hint{};
    web::Fields typed{};  ///< DateRead::typed, or the fields of a kept draft
};
/// Shows the first error of its fields beneath the question.
Html date_question(const DateQuestion& asked, const FieldErrors& errors);
/// Notes what read_date() found wrong, where date_question() and the summary look for it.
void note_error(FieldErrors& errors, std::string_view name, const DateRead& read);
/// For a page opened before anything was sent: empty, or as a kept draft has it.
DateRead not_sent_yet(const web::Fields& draft);

}
