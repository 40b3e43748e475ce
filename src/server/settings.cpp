#include "server/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace tarn::server {
namespace {

const std::array table{
    Setting{"address", &Settings::address,
            "Address to listen on. Keep to this machine and put a proxy that speaks HTTPS in front."},
    Setting{"port", &Settings::port, "Port to listen on; 0 takes any free one and prints it.", 0, 65535},
    Setting{
        "behind-tls", &Settings::behind_tls,
        "A proxy in front speaks HTTPS: cookies are marked secure and browsers are told to stay on HTTPS."},
    Setting{
        "trust-forwarded-for", &Settings::trust_forwarded_for,
        "The proxy in front sets X-Forwarded-For: its last address counts for rate limits and the trail."},
    Setting{"workers", &Settings::workers, "Threads that answer requests.", 1, 64},
    Setting{"readers", &Settings::readers, "Reading connections kept open to the database.", 1, 64},
    Setting{"session-idle-minutes", &Settings::session_idle_minutes,
            "Minutes without a request after which a sign-in ends.", 5, 1440},
    Setting{"session-hours", &Settings::session_hours, "Hours after which a sign-in ends whatever happens.",
            1, 168},
    Setting{"reject-share", &Settings::reject_share,
            "Share of rejected rows from which an imported file is refused whole.", 0, 1},
    Setting{"upload-megabytes", &Settings::upload_megabytes, "Largest file that can be uploaded.", 1, 2000},
    Setting{"retention-periods", &Settings::retention_periods,
            "A file of periods in place of schemes/retention.toml; empty: Tarn's own."},
    Setting{"service-name", &Settings::service_name, "Name in the header of every page."},
    Setting{"tile-address", &Settings::tile_address,
            "Map tiles, such as https://tiles.example/{z}/{x}/{y}.png; empty draws maps from the boundaries "
            "alone."},
    Setting{"tile-credit", &Settings::tile_credit, "Credit line that the tiles ask for."},
    Setting{"govuk-brand", &Settings::govuk_brand,
            "The crown and the GDS Transport typeface: only for services on GOV.UK."},
    Setting{"access-log", &Settings::access_log, "One line per request on standard error."},
};

Error unfit(const Setting& setting, std::string_view text, std::string_view wanted) {
    return {fmt::format("The setting {} is '{}', but it has to be {}.", setting.name, text, wanted), {}};
}

template <class Number>
Outcome set_number(Number& field, const Setting& setting, std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole_text = error == std::errc{} && end == text.data() + text.size();
    if (!whole_text || static_cast<double>(number) < setting.low ||
        static_cast<double>(number) > setting.high)
        return unfit(setting, text, fmt::format("a number from {} to {}", setting.low, setting.high));
    field = number;
    return Done{};
}

Outcome set_flag(bool& field, const Setting& setting, std::string_view text) {
    if (text == "yes" || text == "true" || text == "1")
        field = true;
    else if (text == "no" || text == "false" || text == "0")
        field = false;
    else
        return unfit(setting, text, "yes or no");
    return Done{};
}

const Setting* find(std::string_view name) {
    const auto it = std::ranges::find(table, name, &Setting::name);
    return it == table.end() ? nullptr : &*it;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

Outcome read_line(Settings& settings, std::string_view line) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#') return Done{};
    const auto equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    if (equals == std::string_view::npos)
        return Error{fmt::format("The settings file has the line '{}' without '='.", line), {}};
    const Setting* setting = find(name);
    if (!setting) return Error{fmt::format("There is no setting named '{}'. See tarn settings.", name), {}};
    return set_value(settings, *setting, trimmed(line.substr(equals + 1)));
}

}

std::span<const Setting> settings_table() {
    return table;
}

std::string environment_name(const Setting& setting) {
    std::string name = "TARN_";
    for (const char c : setting.name)
        name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

std::string value_text(const Settings& settings, const Setting& setting) {
    struct Writer {
        const Settings& settings;
        std::string operator()(std::string Settings::*field) const { return settings.*field; }
        std::string operator()(bool Settings::*field) const { return settings.*field ? "yes" : "no"; }
        std::string operator()(int Settings::*field) const { return fmt::format("{}", settings.*field); }
        std::string operator()(double Settings::*field) const { return fmt::format("{}", settings.*field); }
    };
    return std::visit(Writer{settings}, setting.field);
}

Outcome set_value(Settings& settings, const Setting& setting, std::string_view text) {
    struct Reader {
        Settings& settings;
        const Setting& setting;
        std::string_view text;
        Outcome operator()(std::string Settings::*field) const {
            settings.*field = std::string{text};
            return Done{};
        }
        Outcome operator()(bool Settings::*field) const { return set_flag(settings.*field, setting, text); }
        Outcome operator()(int Settings::*field) const { return set_number(settings.*field, setting, text); }
        Outcome operator()(double Settings::*field) const {
            return set_number(settings.*field, setting, text);
        }
    };
    return std::visit(Reader{settings, setting, text}, setting.field);
}

Outcome read_settings_text(Settings& settings, std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (auto line = read_line(settings, text.substr(0, end)); !line) return line;
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return Done{};
}

Outcome read_environment(Settings& settings, const Environment& environment) {
    for (const Setting& setting : table)
        if (const auto text = environment(environment_name(setting)))
            if (auto set = set_value(settings, setting, *text); !set) return set;
    return Done{};
}

Outcome set_listen(Settings& settings, std::string_view text) {
    const auto colon = text.rfind(':');
    std::string_view host = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
    const std::string_view port = colon == std::string_view::npos ? text : text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (!host.empty()) settings.address = std::string{host};
    return set_value(settings, *find("port"), port);
}

std::string settings_markdown() {
    std::string page = "| setting | default | meaning |\n|---|---|---|\n";
    for (const Setting& setting : table) {
        const std::string value = value_text(Settings{}, setting);
        page += fmt::format("| `{}` | {} | {} |\n", setting.name,
                            value.empty() ? "(empty)" : "`" + value + "`", setting.meaning);
    }
    return page;
}

}
