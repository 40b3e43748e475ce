#include "upgrade/small_county.hpp"

#include <fmt/format.h>
#include <string_view>

#include "demo/demo_fill_store.hpp"

namespace tarn::test {
namespace {

using Names = std::set<std::string, std::less<>>;

bool names_any(std::string_view row, const Names& names) {
    while (!row.empty()) {
        const auto end = std::min(row.find_first_of(",\"\r"), row.size());
        if (names.contains(row.substr(0, end))) return true;
        row.remove_prefix(std::min(end + 1, row.size()));
    }
    return false;
}

/// Only CSV: a GeoJSON file names no school.
std::string rows_about(std::string_view text, const Names& chosen, const Names& others) {
    std::string kept;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        const auto row = text.substr(0, end);
        if (names_any(row, chosen) || !names_any(row, others)) kept += row;
        text.remove_prefix(end);
    }
    return kept;
}

}

std::vector<demo::File> small_county(const demo::Plan& plan, std::size_t one_in) {
    const auto county = demo::make_county(plan);
    Names chosen, others;
    for (std::size_t i = 0; i < county.sites.size(); ++i) {
        const auto& site = county.sites[i];
        const bool take = site.authority == 0 && i % one_in == 0;
        for (const auto& record : site.records) (take ? chosen : others).insert(record.urn.text());
    }
    auto files = demo::publish(county, demo::degrees);
    std::erase_if(files, [](const demo::File& file) { return file.owned; });
    for (auto& file : files) file.text = rows_about(file.text, chosen, others);
    std::erase_if(files, [](const demo::File& file) { return file.text.find('\n') + 1 == file.text.size(); });
    return files;
}

}
