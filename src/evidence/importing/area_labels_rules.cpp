#include "evidence/importing/area_labels_rules.hpp"

#include <array>

namespace tarn::evidence {
namespace {

constexpr std::array<std::string_view, 3> level_words{"national", "region", "authority"};

/// A label is one line whatever stood in the file.
std::string one_line(std::string_view text) {
    std::string line{text};
    for (char& c : line)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return line;
}

std::string_view take_until(std::string_view& text, char stop) {
    const std::size_t at = text.find(stop);
    const std::string_view found = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return found;
}

AreaLabel parse_area(std::string_view line) {
    AreaLabel area;
    const std::string_view level = take_until(line, ' ');
    for (std::size_t i = 0; i < level_words.size(); ++i)
        if (level_words[i] == level) area.level = static_cast<AreaLevel>(i);
    area.authority = AuthorityCode::parse(take_until(line, ' '));
    area.name = line;
    return area;
}

}

std::string area_line(const AreaLabel& area) {
    return std::string{level_words[static_cast<std::size_t>(area.level)]} + ' ' +
           (area.authority ? area.authority->text() : "-") + ' ' + one_line(area.name);
}

std::string join_labels(const std::vector<std::string>& area_lines,
                        const std::vector<std::string>& breakdowns) {
    std::string text;
    for (const std::string& line : area_lines) text += line + '\n';
    text += '\n';
    for (const std::string& breakdown : breakdowns) text += one_line(breakdown) + '\n';
    return text;
}

AreaLabels parse_labels(std::string_view labels) {
    AreaLabels parsed;
    while (!labels.empty()) {
        const std::string_view line = take_until(labels, '\n');
        if (line.empty()) break;
        parsed.areas.push_back(parse_area(line));
    }
    while (!labels.empty()) parsed.breakdowns.emplace_back(take_until(labels, '\n'));
    return parsed;
}

}
