#pragma once
// Every setting of the server, declared once: parsing, --help, `tarn settings` and the table in
// docs/operations.md all come from settings_table().
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

namespace tarn::server {

struct Settings {
    std::string address = "127.0.0.1";
    int port = 8080;
    bool behind_tls = false;
    bool trust_forwarded_for = false;
    int workers = 4;
    int readers = 6;
    int session_idle_minutes = 60;
    int session_hours = 12;
    double reject_share = 0.10;
    int upload_megabytes = 64;
    std::string retention_periods;
    std::string service_name = "Tarn";
    std::string tile_address;
    std::string tile_credit;
    bool govuk_brand = false;
    bool access_log = true;
};

struct Setting {
    using Field =
        std::variant<std::string Settings::*, int Settings::*, double Settings::*, bool Settings::*>;
    std::string_view name;  ///< "session-idle-minutes": --session-idle-minutes, TARN_SESSION_IDLE_MINUTES
    Field field;
    std::string_view meaning;  ///< a sentence for an operator
    double low = 0, high = 0;  ///< of numbers, inclusive
};
std::span<const Setting> settings_table();

std::string environment_name(const Setting& setting);
std::string value_text(const Settings& settings, const Setting& setting);
Outcome set_value(Settings& settings, const Setting& setting, std::string_view text);

/// Later wins: defaults, then a file of `name = value` lines (# begins a comment), then the environment.
Outcome read_settings_text(Settings& settings, std::string_view text);
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Outcome read_environment(Settings& settings, const Environment& environment);

/// "127.0.0.1:8080", ":8080", "8080" or "[::1]:8080" into address and port.
Outcome set_listen(Settings& settings, std::string_view text);

/// The table of docs/operations.md.
std::string settings_markdown();

}
