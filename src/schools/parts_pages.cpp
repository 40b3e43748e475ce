#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"
#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {

Date as_at_of(const kit::Act& act) {
    return act.as_at();
}

Html as_at_field(Date as_at) {
    return page_kit::input({.name = "as_at",
                            .label = {.content = "As at"},
                            .value = as_at.iso(),
                            .type = "date",
                            .classes = "govuk-input--width-10"});
}

std::string with_day(std::string path, Date as_at, Date today) {
    return as_at == today ? path : path + "?as_at=" + as_at.iso();
}

std::string school_href(Urn urn, Date as_at, Date today) {
    return with_day("/schools/" + urn.text(), as_at, today);
}

std::string history_href(Urn urn, Date as_at, Date today) {
    return with_day("/schools/" + urn.text() + "/history", as_at, today);
}

std::string one_line(const School& school) {
    std::string out{analytics::phase_title(school.phase)};
    out += ", " + std::string{type_title(school.type)};
    if (!school.district.empty()) out += ", " + std::string{school.district};
    return out + ", URN " + school.urn.text();
}

std::string authority_words(storage::Reader& db, AuthorityCode code) {
    if (code.value == 0) return "not known";
    const auto name = authority_name(db, code), number = code.text();
    return name == number ? number : name + " (" + number + ")";
}

std::string ages_words(const School& school) {
    if (school.low_age < 0 || school.high_age < 0) return {};
    return std::to_string(school.low_age) + " to " + std::to_string(school.high_age);
}

std::string day_words(const std::optional<Date>& date, std::string_view otherwise) {
    return date ? date->display() : std::string{otherwise};
}

}
