#include "schools/places_rules.hpp"
#include "schools/register_facts.hpp"

namespace tarn::schools {

std::vector<Inference> School::inferences() const {
    std::vector<Inference> out;
    for (const Inference each : inference_codes.all())
        if (infers(each)) out.push_back(each);
    return out;
}

std::string_view School::detail(Field field) const {
    const std::string_view code = field_codes.code(field);
    for (std::size_t at = 0; at < details.size();) {
        const std::size_t end = std::min(details.find('\n', at), details.size());
        const std::string_view line = details.substr(at, end - at);
        if (line.starts_with(code) && line.substr(code.size()).starts_with('='))
            return line.substr(code.size() + 1);
        at = end + 1;
    }
    return {};
}

std::optional<Source> School::source_of(Field field) const {
    const auto index = static_cast<std::size_t>(field);
    if (index >= sources.size() || sources[index] == '-') return std::nullopt;
    const int source = sources[index] - 'a';
    if (source < 0 || source >= static_cast<int>(source_codes.size())) return std::nullopt;
    return static_cast<Source>(source);
}

std::optional<Coordinates> coordinates(const School& school) {
    if (school.easting == 0 || school.northing == 0) return std::nullopt;
    return from_grid(school.easting, school.northing);
}

}
