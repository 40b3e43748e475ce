#include <algorithm>

#include "platform/web/web.hpp"

namespace tarn::web {
namespace {

std::optional<std::string_view> first(const Fields& fields, std::string_view name) {
    const auto found =
        std::ranges::find(fields, name, [](const auto& field) { return std::string_view{field.first}; });
    if (found == fields.end()) return std::nullopt;
    return found->second;
}

std::vector<std::string_view> all(const Fields& fields, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : fields)
        if (key == name) values.emplace_back(value);
    return values;
}

}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    return first(parameters, name);
}
std::optional<std::string_view> Request::query_value(std::string_view name) const {
    return first(query, name);
}
std::optional<std::string_view> Request::form_value(std::string_view name) const {
    return first(form, name);
}
std::vector<std::string_view> Request::form_values(std::string_view name) const {
    return all(form, name);
}
std::optional<std::string_view> Request::header(std::string_view name) const {
    return first(headers, name);
}
std::optional<std::string_view> Request::cookie(std::string_view name) const {
    return first(cookies, name);
}

}
