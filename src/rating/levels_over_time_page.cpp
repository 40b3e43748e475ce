// Levels over time: how many schools stood at each level on the last rating dates, proposed and decided.
#include <algorithm>

#include "feature_kit/act.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

constexpr std::array<Level, 3> drawn{Level::green, Level::amber, Level::red};

void count(page_kit::GradeRow& row, std::optional<Level> level) {
    const auto at = std::ranges::find(drawn, level.value_or(Level::not_enough_evidence));
    if (at == drawn.end())
        ++row.without;
    else
        ++row.counts[static_cast<std::size_t>(at - drawn.begin())];
}

page_kit::GradeRow row_on(std::string group, Date day) {
    return {.group = std::move(group), .label = day.display(), .counts = std::vector<long>(drawn.size())};
}

/// The rating dates that the proposals went through, and the day itself, oldest first.
std::vector<Date> days_of(const Lines& all) {
    for (const Line& line : all.lines) {
        if (!line.proposal) continue;
        std::vector<Date> days;
        for (const Step& step : line.proposal->steps) days.push_back(step.on);
        return days;
    }
    return {};
}

page_kit::GradeRow proposed_row(const Lines& all, Date day) {
    auto row = row_on("Proposed", day);
    for (const Line& line : all.lines) {
        if (!line.proposal) continue;
        const auto step = std::ranges::find(line.proposal->steps, day, &Step::on);
        count(row, step == line.proposal->steps.end() ? std::nullopt : std::optional{step->level});
    }
    return row;
}

page_kit::GradeRow decided_row(Runs& runs, kit::Act& act, const Lines& all, Date day) {
    const auto levels = runs.decided(act.db, act.viewer.authority(), day);
    auto row = row_on("Decided", day);
    for (const Line& line : all.lines) {
        const auto earlier = [&] { return earlier_urns(*all.schools, line.school->urn); };
        const Decision* found = levels->of(act.viewer, line.school->urn, earlier);
        count(row, found ? std::optional{found->level} : std::nullopt);
    }
    return row;
}

}

Html levels_over_time(Runs& runs, kit::Act& act) {
    const auto all = lines_of(act.db, act.viewer, runs, act.today());
    const auto days = days_of(all);
    if (days.empty()) return {};
    page_kit::GradeBars chart{.id = "levels-over-time",
                              .title = "Levels on the last rating dates and today, % of schools",
                              .scale = page_kit::GradeScale::level,
                              .group_words = "Level",
                              .without_words = "No level",
                              .grades = {"Green", "Amber", "Red"},
                              .source = {.name = "The schools open today, by what was known on each day",
                                         .n = static_cast<long>(all.lines.size())}};
    for (const Date day : days) chart.rows.push_back(proposed_row(all, day));
    for (const Date day : days) chart.rows.push_back(decided_row(runs, act, all, day));
    return page_kit::grade_bars(chart);
}

}
