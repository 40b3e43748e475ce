#include "server/stored.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "attendance/attendance.hpp"
#include "base/regular_file.hpp"
#include "evidence/evidence.hpp"
#include "people/people.hpp"
#include "rating/board.hpp"
#include "retention/retention_pages.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::server {

std::vector<kit::Stored> stored() {
    return {kit::stored(),      people::stored(), retention::stored(), schools::stored(),
            evidence::stored(), rating::stored(), warning::stored(),   attendance::stored()};
}

std::vector<kit::KeptForGood> kept_for_good() {
    std::vector<kit::KeptForGood> all;
    for (kit::Stored& each : stored()) std::ranges::move(each.kept, std::back_inserter(all));
    return all;
}

std::vector<kit::RetentionRule> retention_rules(const std::string& periods_file) {
    const auto features = stored();
    if (periods_file.empty()) return kit::retention_rules(features, kit::default_periods()).value();
    if (const auto why = not_a_file(periods_file)) throw std::runtime_error(*why);
    std::ifstream file(periods_file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto rules = kit::retention_rules(features, text);
    if (!rules) throw std::runtime_error(periods_file + ": " + rules.error().message);
    return *std::move(rules);
}

std::vector<kit::Check> all_checks() {
    return kit::all_checks(stored(), schools::is_known);
}

}
