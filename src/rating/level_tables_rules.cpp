// How the levels of a run fall: by phase, size and deprivation, and what stands at the ends. Markdown, as it
// stands in docs/rating.md. No school is named: a level is its school's and its authority's alone.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>

#include "analytics/as_at.hpp"
#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

using analytics::Phase;

constexpr std::size_t fifth_count = 5;
constexpr std::array levels_shown{Level::red, Level::amber, Level::green, Level::not_enough_evidence};
// A mean over fewer would say something about single schools.
constexpr std::size_t fewest_for_a_mean = 20;
constexpr std::size_t extremes_shown = 10;

using Members = std::vector<const Proposal*>;

bool is_primary(Phase phase) {
    return phase == Phase::infant || phase == Phase::junior || phase == Phase::primary ||
           phase == Phase::middle;
}
bool is_secondary(Phase phase) {
    return phase == Phase::secondary || phase == Phase::all_through;
}

bool is_special(Phase phase) {
    return phase == Phase::special;
}

double share_of(const Members& members, Level level) {
    const auto count =
        std::count_if(members.begin(), members.end(), [&](const Proposal* p) { return p->level == level; });
    return members.empty() ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(members.size());
}

void phase_row(std::string& table, std::string_view title, const Members& members) {
    fmt::format_to(std::back_inserter(table), "| {} | {} |", title, members.size());
    for (const Level level : levels_shown)
        fmt::format_to(std::back_inserter(table), " {} |", decimal(share_of(members, level), 1));
    table += "\n";
}

std::string by_phase(const Run& run) {
    std::string table =
        "| phase | schools | red | amber | green | not enough evidence |\n|---|---|---|---|---|---|\n";
    Members all;
    std::array<Members, 11> phases;
    for (const Proposal& p : run.proposals) {
        all.push_back(&p);
        phases[static_cast<std::size_t>(p.phase)].push_back(&p);
    }
    for (std::size_t i = 0; i < phases.size(); ++i)
        if (!phases[i].empty()) phase_row(table, phase_word(static_cast<Phase>(i)), phases[i]);
    phase_row(table, "all", all);
    return table;
}

/// The newest value of a school known on the run's day; NaN where none is.
double newest(const Run& run, const std::vector<analytics::PublicPeriod>& periods,
              analytics::SchoolIndex school) {
    const auto line = analytics::line_of(*run.snapshot, school);
    for (const auto& period : periods)
        if (const auto cell = analytics::value_as_at(run.view(), period, line)) return cell.value;
    return std::numeric_limits<double>::quiet_NaN();
}

/// Schools with a level, lowest fifth of the measure first; equal values share a fifth.
struct Fifths {
    std::string_view title;  ///< "primary by pupils"
    std::array<Members, fifth_count> of;
};
Fifths fifths(const Run& run, std::string_view title, bool (*belongs)(Phase), std::string_view measure) {
    const auto periods = analytics::known_periods(run.view(), measure, run.as_at);
    std::vector<std::pair<double, const Proposal*>> known;
    for (const Proposal& p : run.proposals) {
        if (p.level == Level::not_enough_evidence || !belongs(p.phase)) continue;
        if (const double value = newest(run, periods, p.school); !std::isnan(value))
            known.emplace_back(value, &p);
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Fifths out{title, {}};
    std::size_t below = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i > 0 && known[i].first != known[i - 1].first) below = i;
        out.of[below * fifth_count / known.size()].push_back(known[i].second);
    }
    return out;
}

std::string by_fifth(const std::vector<Fifths>& groups) {
    std::string table = "| fifth (lowest first) |", rule = "|---|";
    for (const Fifths& group : groups) {
        table += fmt::format(" {}: red, amber |", group.title);
        rule += "---|";
    }
    table += "\n" + rule + "\n";
    for (std::size_t fifth = 0; fifth < fifth_count; ++fifth) {
        table += fmt::format("| {} |", fifth + 1);
        for (const Fifths& group : groups)
            table += fmt::format(" {}, {} of {} |", decimal(share_of(group.of[fifth], Level::red), 1),
                                 decimal(share_of(group.of[fifth], Level::amber), 1), group.of[fifth].size());
        table += "\n";
    }
    return table;
}

std::string mean_severity(const Members& members, std::size_t indicator) {
    double sum = 0;
    std::size_t count = 0;
    for (const Proposal* p : members)
        for (const Contribution& c : p->contributions)
            if (c.indicator == indicator) sum += c.severity, ++count;
    return count < fewest_for_a_mean ? "" : decimal(sum / static_cast<double>(count), 2);
}

std::string severities(const Run& run, const std::vector<Fifths>& groups) {
    std::string table = "| indicator |", rule = "|---|";
    for (const Fifths& group : groups) {
        table += fmt::format(" {}: lowest, highest |", group.title);
        rule += "---|";
    }
    table += "\n" + rule + "\n";
    for (std::size_t i = 0; i < run.scheme->indicators.size(); ++i) {
        std::string row;
        bool any = false;
        for (const Fifths& group : groups) {
            const auto lowest = mean_severity(group.of.front(), i),
                       highest = mean_severity(group.of.back(), i);
            const bool both = !lowest.empty() && !highest.empty();
            any |= both && (lowest != "0.00" || highest != "0.00");
            row += both ? fmt::format(" {}, {} |", lowest, highest) : " |";
        }
        if (any) table += fmt::format("| {} |{}\n", run.scheme->indicators[i].code, row);
    }
    return table;
}

/// Of the most that the school's evidence could have given, 0..1.
double share_scored(const Proposal& p) {
    return p.maximum.hundredths > 0 ? p.score->value() / p.maximum.value() : 0;
}

std::string largest(const Run& run, const Proposal& p) {
    constexpr std::size_t most = 3;
    std::vector<const Contribution*> order;
    for (const Contribution& c : p.contributions)
        if (c.contribution.hundredths > 0) order.push_back(&c);
    std::stable_sort(order.begin(), order.end(), [](const Contribution* a, const Contribution* b) {
        return a->contribution > b->contribution;
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(most, order.size()); ++i)
        text += fmt::format("{}{} {}", i ? ", " : "", run.indicator(*order[i]).code,
                            rating::text(order[i]->contribution));
    return text.empty() ? "nothing" : text;
}

std::string latest_grade(const Run& run, const Proposal& p) {
    for (const Contribution& c : p.contributions)
        if (run.indicator(c).kind == SeverityKind::grade) return value_text(run.indicator(c), c.value);
    return "none that counts";
}

}

std::string to_levels(const Run& run) {
    const std::vector<Fifths> groups{fifths(run, "primary by pupils", is_primary, "census.pupils"),
                                     fifths(run, "primary by FSM ever", is_primary, "census.fsm_ever"),
                                     fifths(run, "secondary by pupils", is_secondary, "census.pupils"),
                                     fifths(run, "secondary by FSM ever", is_secondary, "census.fsm_ever"),
                                     fifths(run, "special by pupils", is_special, "census.pupils")};
    return by_phase(run) + "\n" + by_fifth(groups) + "\n" + severities(run, groups);
}

std::string to_extremes(const Run& run) {
    Members scored;
    for (const Proposal& p : run.proposals)
        if (p.score) scored.push_back(&p);
    std::stable_sort(scored.begin(), scored.end(), [](const Proposal* a, const Proposal* b) {
        return share_scored(*a) > share_scored(*b);
    });
    const std::size_t each = std::min(extremes_shown, scored.size() / 3);
    std::string table =
        "| | phase | latest grade | level | score of maximum | coverage | largest reasons |\n"
        "|---|---|---|---|---|---|---|\n";
    const auto rows = [&](std::string_view title, std::size_t from) {
        for (std::size_t i = from; i < from + each; ++i) {
            const Proposal& p = *scored[i];
            table += fmt::format("| {} | {} | {} | {} | {} of {} | {} | {} |\n", title, phase_word(p.phase),
                                 latest_grade(run, p), level_codes.code(p.level), text(*p.score),
                                 text(p.maximum), percent_text(p.coverage), largest(run, p));
        }
    };
    rows("highest", 0);
    rows("middle", (scored.size() - each) / 2);
    rows("lowest", scored.size() - each);
    return table;
}

}
