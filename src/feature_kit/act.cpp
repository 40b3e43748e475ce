#include "feature_kit/act.hpp"

#include <algorithm>

namespace tarn::kit {

Date Act::as_at() const {
    answers_for_day = true;
    return asked_day();
}
Date Act::asked_day() const {
    return std::min(Date::parse_iso(request.query_value("as_at").value_or("")).value_or(today()), today());
}

std::string Act::typed(std::string_view field, std::string_view otherwise) const {
    const web::Fields& sent = request.form.empty() ? draft : request.form;
    for (const auto& [name, value] : sent)
        if (name == field) return value;
    return std::string{otherwise};
}
bool Act::ticked(std::string_view field, std::string_view value, bool otherwise) const {
    const web::Fields& sent = request.form.empty() ? draft : request.form;
    if (sent.empty()) return otherwise;
    return std::ranges::any_of(sent,
                               [&](const auto& pair) { return pair.first == field && pair.second == value; });
}

}
