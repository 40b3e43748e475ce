#include "demo/demo_files_rules.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <stdexcept>

namespace tarn::demo {

Sheet::Sheet(std::string_view header) : text_(std::string{header} + "\r\n") {
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        columns_.emplace(header.substr(0, end), columns_.size());
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    cells_.resize(columns_.size());
}

std::string& Sheet::cell(std::string_view column) {
    const auto found = columns_.find(column);
    if (found == columns_.end()) throw std::logic_error("no column " + std::string{column});
    return cells_[found->second];
}

void Sheet::set(std::string_view column, std::string_view value) {
    cell(column) = value;
}

void Sheet::put(std::string_view column, std::string_view value) {
    if (const auto found = columns_.find(column); found != columns_.end()) cells_[found->second] = value;
}

void Sheet::fill(std::string_view first, std::string_view last, std::string_view value) {
    std::fill(&cell(first), &cell(last) + 1, value);
}

void Sheet::append(std::string_view cell) {
    if (cell.find_first_of(",\"\n") == std::string_view::npos) {
        text_ += cell;
        return;
    }
    text_ += '"';
    for (const char c : cell) text_.append(c == '"' ? 2 : 1, c);
    text_ += '"';
}

void Sheet::end_row() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (i > 0) text_ += ',';
        append(cells_[i]);
        cells_[i].clear();
    }
    text_ += "\r\n";
}

void Sheet::row(std::initializer_list<std::string_view> cells) {
    bool first = true;
    for (const auto cell : cells) {
        if (!first) text_ += ',';
        first = false;
        append(cell);
    }
    text_ += "\r\n";
}

std::string_view published_phase(Phase phase) {
    switch (phase) {
        case Phase::nursery:
            return "State-funded nursery";
        case Phase::special:
            return "Special";
        case Phase::alternative:
            return "State-funded AP school";
        case Phase::secondary:
        case Phase::middle:
        case Phase::all_through:
            return "State-funded secondary";
        default:
            return "State-funded primary";
    }
}

Sheet& StatisticsRows::school(const Site& site, const Record& record) {
    start("School");
    authority(site.authority);
    sheet_.put("school_name", record.name);
    sheet_.put("estab", fmt::format("{:04}", site.establishment));
    sheet_.put("school_laestab", laestab(county_, site));
    sheet_.put("school_urn", record.urn.text());
    sheet_.put("education_phase", published_phase(site.phase));
    sheet_.put("academy_type", is_academy(record.kind) ? kind_title(record.kind) : "z");
    sheet_.put("academy_open_date",
               is_academy(record.kind) && record.opened ? day_month_year(*record.opened, '/') : "z");
    return sheet_;
}

Sheet& StatisticsRows::total(std::optional<int> of) {
    start(of ? "Local authority" : "National");
    if (of) authority(*of);
    sheet_.put("education_phase", "Total");
    return sheet_;
}

void StatisticsRows::start(std::string_view level) {
    sheet_.put("time_period", fmt::format("{}{:02}", year_.start, (year_.start + 1) % 100));
    sheet_.put("time_identifier", identifier_);
    sheet_.put("geographic_level", level);
    sheet_.put("country_code", "E92000001");
    sheet_.put("country_name", "England");
}

void StatisticsRows::authority(int index) {
    const auto& of = county_.land.authorities[static_cast<std::size_t>(index)];
    sheet_.put("old_la_code", of.code.text());
    sheet_.put("new_la_code", of.ons);
    sheet_.put("la_name", of.name);
}

std::string day_month_year(Date date, char between) {
    return fmt::format("{:02}{}{:02}{}{}", date.day(), between, date.month(), between, date.year());
}

// The estimates know no spread for what small groups of schools are hardly ever printed with; nor do their
// files.
std::string decimals(double value, int places) {
    if (std::isnan(value)) return "NP";
    const double scale = std::pow(10.0, places);
    return fmt::format("{:.{}f}", std::round(value * scale) / scale + 0.0, places);
}

std::string percent(double value) {
    return std::isnan(value) ? "NP" : decimals(value, 0) + "%";
}

std::string windows_1252(std::string_view utf8) {
    std::string text;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        const bool two = (byte & 0xFE) == 0xC2 && i + 1 < utf8.size();
        text += two ? static_cast<char>(0x80 | (byte & 1) << 6 | (utf8[++i] & 0x3F)) : utf8[i];
    }
    return text;
}

std::string laestab(const County& county, const Site& site) {
    return fmt::format("{}{:04}", county.land.authorities[site.authority].code.text(), site.establishment);
}

void each_open(const County& county, Date day, const std::function<void(const Site&, const Record&)>& visit) {
    for (const auto& site : county.sites) {
        if (const auto* record = site.on(day)) visit(site, *record);
    }
}

std::vector<File> publish(const County& county, const Projection& to_degrees) {
    auto files = register_files(county);
    for (auto&& more : {boundary_files(county, to_degrees), yearly_files(county), inspection_files(county),
                        return_files(county)}) {
        std::move(more.begin(), more.end(), std::back_inserter(files));
    }
    return files;
}

}
