#include "evidence/importing/profile_rules.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

#include "embedded/tarn_evidence_data.hpp"

namespace tarn::evidence {

Outcome read_missing_codes(std::string_view source, MissingCodes& codes);  // profile_toml.cpp

namespace {

std::string_view stem(std::string_view path) {
    path.remove_prefix(std::min(path.size(), path.find_last_of('/') + 1));
    return path.substr(0, path.rfind('.'));
}

std::vector<Profile> load_shipped() {
    std::vector<Profile> all;
    for (const data::EmbeddedFile& file : data::files()) {
        if (!file.path.starts_with("profiles/")) continue;
        auto parsed = parse_profile(stem(file.path), file.bytes);
        if (!parsed) throw std::logic_error(parsed.error().message);
        all.push_back(std::move(*parsed));
    }
    std::sort(all.begin(), all.end(), [](const Profile& a, const Profile& b) { return a.name < b.name; });
    return all;
}

std::vector<std::string> lacking(const Profile& profile, const Header& header) {
    std::vector<std::string> missing;
    for (const std::string& column : profile.required)
        if (find_column(profile, header, column) < 0) missing.push_back(column);
    return missing;
}

/// Columns of many files, which say nothing of what a file is about.
bool common(const std::string& column) {
    static const std::set<std::string, std::less<>> names{
        "urn",          "school_urn",       "la",
        "lea",          "laestab",          "school_laestab",
        "estab",        "school_name",      "schname",
        "la_name",      "old_la_code",      "new_la_code",
        "time_period",  "time_identifier",  "year",
        "region_code",  "region_name",      "country_code",
        "country_name", "geographic_level", "academic year",
        "breakdown",    "breakdown_topic",  "rectype",
        "version"};
    return names.contains(plain_name(column));
}

/// The columns that a near profile misses: most of what tells it is there and little is missing. Else empty.
std::vector<std::string> little_lacking(const Profile& profile, const Header& header) {
    constexpr std::size_t few = 2;
    auto missing = lacking(profile, header);
    std::size_t telling = 0, found = 0;
    for (const std::string& column : profile.required) {
        if (common(column)) continue;
        ++telling;
        found += find_column(profile, header, column) >= 0;
    }
    const bool near = missing.size() <= few && found > 0 && 2 * found >= telling;
    return near ? missing : std::vector<std::string>{};
}

struct Look {
    std::vector<std::string_view> columns;
    std::string_view what;
};

/// What a file is by the columns that its publisher always writes; "" when they are none of those known.
std::string_view looks_like(const Header& header) {
    static const std::vector<Look> looks{
        {{"time_period", "time_identifier", "geographic_level", "school_urn"},
         "a file of explore education statistics at school level"},
        {{"time_period", "time_identifier", "geographic_level"}, "a file of explore education statistics"},
        {{"Web Link (opens in new window)", "URN", "Ofsted phase"}, "Ofsted's management information"},
        {{"URN", "EstablishmentName", "EstablishmentNumber"}, "an extract of the register of schools (GIAS)"},
        {{"RECTYPE", "LEA", "ESTAB"}, "a file of the school performance tables"},
        {{"LEAEstab", "I01", "E01"}, "a file of consistent financial reporting"}};
    for (const Look& look : looks)
        if (std::all_of(look.columns.begin(), look.columns.end(),
                        [&](std::string_view column) { return header.find(column) >= 0; }))
            return look.what;
    return "";
}

Error unknown_header(std::span<const Profile> among, const Header& header) {
    const Profile* nearest = nullptr;
    std::vector<std::string> missing;
    for (const Profile& profile : among) {
        auto lacks = little_lacking(profile, header);
        if (lacks.empty() || (nearest && lacks.size() >= missing.size())) continue;
        nearest = &profile;
        missing = std::move(lacks);
    }
    std::string sentence =
        "We do not recognise the columns in this file. Check that you have the published file.";
    if (nearest)
        sentence += fmt::format(" The nearest is {} ({}), which needs the column{} {}.", nearest->name,
                                nearest->title, missing.size() == 1 ? "" : "s", fmt::join(missing, ", "));
    else if (const auto what = looks_like(header); !what.empty())
        sentence = fmt::format("This looks like {}. Tarn has no layout for it yet.", what);
    return {sentence, fmt::format("{} columns", header.size())};
}

std::optional<int> year(std::string_view text) {
    const auto value = parse_identifier(text);
    return value && *value >= 1900 && *value <= 2199 ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

}

std::span<const Profile> shipped_profiles() {
    static const std::vector<Profile> all = load_shipped();
    return all;
}

const Profile* find_profile(std::string_view name) {
    for (const Profile& profile : shipped_profiles())
        if (profile.name == name) return &profile;
    return nullptr;
}

const MissingCodes& common_missing_codes() {
    static const MissingCodes codes = [] {
        MissingCodes made;
        for (const data::EmbeddedFile& file : data::files())
            if (file.path == "missing_codes.toml")
                if (const auto read = read_missing_codes(file.bytes, made); !read)
                    throw std::logic_error(read.error().detail);
        return made;
    }();
    return codes;
}

int find_column(const Profile& profile, const Header& header, std::string_view name) {
    if (const int found = header.find(name); found >= 0) return found;
    for (const auto& [other, known] : profile.also)
        if (plain_name(known) == plain_name(name))
            if (const int found = header.find(other); found >= 0) return found;
    return -1;
}

bool fits(const Profile& profile, const Header& header) {
    return !profile.required.empty() && lacking(profile, header).empty() &&
           std::none_of(profile.forbidden.begin(), profile.forbidden.end(),
                        [&](const std::string& column) { return header.find(column) >= 0; });
}

Result<const Profile*> recognise(std::span<const Profile> among, const Header& header) {
    const Profile* best = nullptr;
    const Profile* equal = nullptr;
    for (const Profile& profile : among) {
        if (!fits(profile, header)) continue;
        if (best && profile.required.size() == best->required.size()) equal = &profile;
        if (!best || profile.required.size() > best->required.size()) {
            best = &profile;
            equal = nullptr;
        }
    }
    if (!best) return unknown_header(among, header);
    if (equal)
        return Error{fmt::format("The header fits two profiles, {} and {}. Say which with --profile.",
                                 best->name, equal->name),
                     "ambiguous header"};
    return best;
}

std::optional<Date> day_in_name(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    std::array<std::string, 3> parts;
    std::size_t part = 0;
    for (const char c : trim(text)) {
        if (c == ' ' || c == '_' || c == '-') {
            if (!parts[part].empty() && ++part == parts.size()) return std::nullopt;
        } else {
            parts[part] += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    const auto day = parse_identifier(parts[0]), y = parse_identifier(parts[2]);
    const auto month = std::find(months.begin(), months.end(), std::string_view{parts[1]}.substr(0, 3));
    if (!day || *day > 31 || !y || *y > 9999 || month == months.end()) return std::nullopt;
    return Date::of(static_cast<int>(*y), static_cast<unsigned>(month - months.begin()) + 1,
                    static_cast<unsigned>(*day));
}

std::optional<std::string> to_period(std::string_view text, PeriodForm form) {
    text = trim(text);
    switch (form) {
        case PeriodForm::end_year:
            if (const auto y = year(text)) return SchoolYear{*y - 1}.text();
            break;
        case PeriodForm::start_year:
            if (const auto y = year(text)) return SchoolYear{*y}.text();
            break;
        case PeriodForm::school_year:
            if (text.size() == 5)  // "24-25"
                if (const auto parsed = SchoolYear::parse("20" + std::string{text})) return parsed->text();
            break;
        case PeriodForm::year:
            if (const auto y = year(text)) return fmt::format("{:04}", *y);
            return std::nullopt;
        case PeriodForm::january:
            if (const auto y = year(text)) return fmt::format("{:04}-01", *y);
            if (text.size() != 7 || text[4] != '-')
                if (const auto parsed = SchoolYear::parse(text))
                    return fmt::format("{:04}-01", parsed->start + 1);
            [[fallthrough]];
        case PeriodForm::month:
            if (text.size() == 7 && Date::parse_iso(std::string{text} + "-01")) return std::string{text};
            if (const auto day = day_in_name(text)) return day->iso().substr(0, 7);
            return std::nullopt;
        case PeriodForm::as_written:
            if (text.empty()) return std::nullopt;
            return std::string{text};
    }
    // A file that writes 2018 elsewhere may write 2017/18 here: both are read.
    if (const auto parsed = SchoolYear::parse(text)) return parsed->text();
    return std::nullopt;
}

std::optional<DateRange> days_of(std::string_view period) {
    if (const auto year = SchoolYear::parse(period)) return DateRange{year->first_day(), year->last_day()};
    const std::string start{period};
    if (period.size() == 4)
        if (const auto first = Date::parse_iso(start + "-01-01"))
            return DateRange{*first, add_months(*first, 12) - 1};
    if (period.size() == 7)
        if (const auto first = Date::parse_iso(start + "-01"))
            return DateRange{*first, add_months(*first, 1) - 1};
    return std::nullopt;
}

std::string column_code(std::string_view column) {
    std::string code;
    for (char c : column) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool keep = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keep)
            code += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!code.empty() && code.back() != '_')
            code += '_';
    }
    while (code.ends_with('_')) code.pop_back();
    return code;
}

}
