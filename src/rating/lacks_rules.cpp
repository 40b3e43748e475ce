// What there is evidence for and what not: the listing of an authority's evidence, and why schools lack it.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "rating/formatting_rules.hpp"
#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::Missing;

std::map<Urn, std::string> level_titles(const Run& run) {
    std::map<Urn, std::string> titles;
    for (const Proposal& p : run.proposals) titles.emplace(p.urn, level_codes.title(p.level));
    return titles;
}

Lack lack_of(const Run& run, const MissingIndicator& missing) {
    const Indicator& indicator = run.indicator(missing);
    if (!missing.applies) return Lack::not_calculated;
    if (missing.code == Missing::stale) return Lack::too_old;
    const bool from_files = is_measured(indicator.kind) || is_inspected(indicator.kind, indicator.measure);
    if (!from_files) return Lack::not_recorded;
    return missing.code == Missing::no_release ? Lack::never_imported : Lack::not_in_files;
}

std::optional<Lack> largest_lack(const Run& run, std::span<const Proposal* const> proposals) {
    std::map<Lack, std::int64_t> weights;
    for (const Proposal* proposal : proposals) {
        if (proposal->level != Level::not_enough_evidence) continue;
        for (const MissingIndicator& missing : proposal->missing)
            if (missing.applies) weights[lack_of(run, missing)] += run.indicator(missing).weight.hundredths;
    }
    const auto most = std::max_element(weights.begin(), weights.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == weights.end() ? std::nullopt : std::optional{most->first};
}

namespace {

/// What one indicator is fed from and what the rest of the schools lack.
struct Fed {
    int schools = 0, all = 0;
    std::map<std::string, int, std::greater<>> periods;  ///< newest first
    std::set<int> years;                                 ///< of inspections
    int recorded = 0;
    std::map<Lack, int> lacks;
};

std::vector<Fed> fed_of(const Run& run) {
    std::vector<Fed> all(run.scheme->indicators.size());
    for (const Proposal& p : run.proposals) {
        for (const Contribution& c : p.contributions) {
            Fed& fed = all[c.indicator];
            ++fed.schools, ++fed.all;
            const std::string& period = run.source(c).last_period;
            if (!period.empty())
                ++fed.periods[period];
            else if (c.day && is_inspected(run.indicator(c).kind, run.indicator(c).measure))
                fed.years.insert(c.day->year());
            else
                ++fed.recorded;
        }
        for (const MissingIndicator& m : p.missing) {
            Fed& fed = all[m.indicator];
            ++fed.all, ++fed.lacks[lack_of(run, m)];
        }
    }
    return all;
}

std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string fed_from(const Fed& fed) {
    std::vector<std::string> parts;
    for (const auto& [period, schools] : fed.periods)
        parts.push_back(fmt::format("{} ({})", period, schools));
    if (!fed.years.empty())
        parts.push_back(
            *fed.years.begin() == *fed.years.rbegin()
                ? fmt::format("inspections of {}", *fed.years.begin())
                : fmt::format("inspections of {} to {}", *fed.years.begin(), *fed.years.rbegin()));
    if (fed.recorded > 0) parts.emplace_back("what the authority records");
    return parts.empty() ? "nothing" : joined(parts);
}

std::string why_the_rest(const Run& run, const Fed& fed, std::size_t indicator) {
    std::vector<std::string> parts;
    for (const auto& [lack, schools] : fed.lacks)
        parts.push_back(fmt::format("{}: {}", lacks.title(lack), schools));
    std::string words = joined(parts);
    const std::string& nobody = run.not_calculated[indicator];
    if (!nobody.empty()) words += ". " + nobody;
    return words;
}

std::string enough_by_phase(const Run& run) {
    std::map<analytics::Phase, std::array<int, 2>> phases;  // schools, of which with enough
    std::array<int, 2> all{};
    for (const Proposal& p : run.proposals) {
        const int enough = p.coverage >= run.scheme->coverage_floor && p.maximum > Points{} ? 1 : 0;
        ++phases[p.phase][0], phases[p.phase][1] += enough;
        ++all[0], all[1] += enough;
    }
    std::string table = "| phase | schools | with enough evidence | share |\n|---|---|---|---|\n";
    const auto line = [&](std::string_view name, const std::array<int, 2>& counts) {
        table += fmt::format("| {} | {} | {} | {}% |\n", name, counts[0], counts[1],
                             decimal(counts[0] == 0 ? 0 : 100.0 * counts[1] / counts[0], 1));
    };
    for (const auto& [phase, counts] : phases) line(phase_word(phase), counts);
    line("all", all);
    return table;
}

}

std::string to_evidence(const Run& run) {
    std::string text = enough_by_phase(run);
    text += "\n| indicator | weight | schools | from | the rest |\n|---|---|---|---|---|\n";
    const auto all = fed_of(run);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Indicator& indicator = run.scheme->indicators[i];
        if (!indicator.asked_on(run.as_at) || all[i].all == 0) continue;
        text +=
            fmt::format("| {} | {} | {} of {} | {} | {} |\n", indicator.code, rating::text(indicator.weight),
                        all[i].schools, all[i].all, fed_from(all[i]), why_the_rest(run, all[i], i));
    }
    return text;
}

}
