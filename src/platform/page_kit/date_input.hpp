#pragma once
// GOV.UK date input, and reading what was typed into it.
#include "base/date.hpp"
#include "base/result.hpp"
#include "platform/page_kit/fields.hpp"
#include "platform/web/web.hpp"

namespace tarn::page_kit {

struct DatePart {
    std::string name{};  ///< "day"; with a prefix the field is called "visit-day"
    std::string label{};
    std::optional<std::string> value{};
    std::string classes{};
    std::optional<bool> error{};  ///< none: in error when the whole date is
    std::string id{};
    std::string inputmode = "numeric";
    std::string autocomplete{};
    std::string pattern{};
    Attributes attributes{};
};

struct DateInput {
    std::string id{};  ///< the group; parts are "<id>-day", "<id>-month", "<id>-year"
    std::string name_prefix{};
    std::optional<Fieldset> fieldset{};
    Hint hint{};
    ErrorMessage error{};
    std::optional<DatePart> day{}, month{}, year{};
    std::vector<DatePart> items{};  ///< instead of day, month and year
    web::Fields values{};           ///< by field name with its prefix; read_date().typed fits here
    std::string classes{};
    FormGroup group{};
    Attributes attributes{};
};
Html date_input(const DateInput& params);

/// What came back from a date_input: always what was typed, and a date when it is one.
struct DateRead {
    web::Fields typed;  ///< for DateInput::values, so that a wrong date can be put right
    std::optional<Date> date;
    bool blank = false;      ///< all three parts are empty
    std::string error;       ///< empty or a GOV.UK sentence: "Review date must include a year"
    std::string error_part;  ///< "day", "month" or "year": where the summary links to
};
/// `what` begins a sentence: "Review date". A blank date is an error only when `required`.
DateRead read_date(const web::Request& request, std::string_view name_prefix, std::string_view what,
                   bool required);
/// Values that show `date` in a date_input.
web::Fields date_values(std::string_view name_prefix, Date date);

}
