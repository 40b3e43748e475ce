#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <limits>

#include "warning/hindsight.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

constexpr Date end_of_time = Date::from_days(std::numeric_limits<std::int32_t>::max());

std::string grade_title(std::uint8_t grade) {
    constexpr std::array titles{"outstanding", "good", "requires improvement", "inadequate"};
    return grade >= 1 && grade <= titles.size() ? titles[grade - 1u] : "not known";
}

std::string figure(const std::optional<engine::Figure>& value, double scale, int digits) {
    if (!value) return "-";
    return fmt::format("{:.{}f} ({:.{}f} to {:.{}f})", value->value * scale, digits, value->low * scale,
                       digits, value->high * scale, digits);
}

std::string reasons_of(const WarningRun& run, const SchoolWarning& school) {
    constexpr std::size_t told = 3;
    std::string text;
    const auto reasons = explain_plainly(run, school).reasons;
    for (std::size_t i = 0; i < std::min(told, reasons.size()); ++i)
        text += fmt::format("{}{} ({:+.2f})", i ? "; " : "", reasons[i].text, reasons[i].log_odds);
    return text;
}

std::string followed_text(const std::optional<engine::Graded>& next) {
    if (!next) return "no graded inspection in the files";
    return fmt::format("{}: {}{}", next->held.display(), grade_title(next->grade),
                       next->own ? "" : ", as the school it became");
}

struct Tally {
    std::size_t schools = 0, graded = 0, below_good = 0;
    void count(const std::optional<engine::Graded>& next) {
        ++schools;
        graded += next.has_value();
        below_good += next && next->grade >= engine::requires_improvement;
    }
    std::string text() const {
        return fmt::format("{} of {} were graded, {} of them less than good", graded, schools, below_good);
    }
};

}

std::string to_table(const std::vector<LearningStep>& steps) {
    std::string out =
        "| schools learnt from | rows less than good, outcome | outcome AUC | rows less than good, event | "
        "event AUC | events in top 10 % | in top 20 % |\n|---|---|---|---|---|---|---|\n";
    for (const LearningStep& step : steps) {
        const auto into = std::back_inserter(out);
        if (!step.learnt) {
            fmt::format_to(into, "| {:.1f} % | too few to learn from | - | - | - | - | - |\n",
                           step.share * 100);
            continue;
        }
        const Learnt& one = *step.learnt;
        const auto& outcome = one.evaluation.find(engine::Asked::outcome, engine::Scorer::model)->figures;
        const auto& event = one.evaluation.find(engine::Asked::event, engine::Scorer::model)->figures;
        fmt::format_to(into, "| {:.1f} % | {} | {} | {} | {} | {} | {} |\n", step.share * 100,
                       one.outcome_events, figure(outcome.auc, 1, 3), one.event_events,
                       figure(event.auc, 1, 3), figure(event.top_tenth, 100, 1),
                       figure(event.top_fifth, 100, 1));
    }
    return out;
}

std::string to_table(const std::vector<Tried>& kinds) {
    std::string out =
        "| model | outcome AUC | outcome slope | event AUC | events in top 10 % | in top 20 % | Brier | "
        "event "
        "slope |\n|---|---|---|---|---|---|---|---|\n";
    for (const Tried& kind : kinds) {
        const auto& outcome = kind.evaluation.find(engine::Asked::outcome, engine::Scorer::model)->figures;
        const auto& event = kind.evaluation.find(engine::Asked::event, engine::Scorer::model)->figures;
        fmt::format_to(std::back_inserter(out), "| {} | {} | {} | {} | {} | {} | {} | {} |\n", kind.title,
                       figure(outcome.auc, 1, 3), figure(outcome.slope, 1, 3), figure(event.auc, 1, 3),
                       figure(event.top_tenth, 100, 1), figure(event.top_fifth, 100, 1),
                       figure(event.brier, 1, 4), figure(event.slope, 1, 3));
    }
    return out;
}

Result<Hindsight> look_back(storage::Reader& db, std::shared_ptr<const analytics::Snapshot> snapshot,
                            Date as_at, AuthorityCode authority) {
    const engine::Histories histories{*snapshot};
    auto fitted = fit(db, *snapshot, {.fit_to = std::min(as_at - 1, histories.complete_to()), .lag = {}});
    if (!fitted) return fitted.error();
    auto stored = std::make_shared<StoredModel>();
    stored->facts.fit_to = fitted->model.fit_to;
    stored->model = std::move(fitted->model);
    stored->back_test = std::move(fitted->back_test);
    auto run = score(snapshot, std::move(stored), {.as_at = as_at, .authority = authority});
    if (!run) return run.error();
    Hindsight seen{std::move(run).value(), {}, histories.complete_to()};
    for (const SchoolWarning& school : seen.run.schools)
        seen.followed.push_back(
            histories.first_after(school.school, as_at, end_of_time, engine::Counted::joined));
    return seen;
}

std::string to_table(const Hindsight& seen, std::size_t first) {
    const WarningRun& run = seen.run;
    std::string out = fmt::format(
        "As at {}, fitted to {}. Inspections are all listed to {}, later ones only while in force.\n\n"
        "| | school | within 14 months | 95 % | if inspected | what moves it most (log-odds) | what "
        "followed |\n|---|---|---|---|---|---|---|\n",
        run.as_at.display(), run.stored->model.fit_to.display(), seen.complete_to.display());
    Tally listed, all;
    for (std::size_t i = 0; i < run.schools.size(); ++i) {
        const SchoolWarning& school = run.schools[i];
        all.count(seen.followed[i]);
        if (i >= first) continue;
        listed.count(seen.followed[i]);
        fmt::format_to(std::back_inserter(out), "| {} | {} ({}) | {:.1f} % | {} | {:.1f} % | {} | {} |\n",
                       i + 1, school.name, school.urn.value, school.event * 100,
                       school.interval ? fmt::format("{:.1f} to {:.1f} %", school.interval->low * 100,
                                                     school.interval->high * 100)
                                       : "-",
                       school.outcome * 100, reasons_of(run, school), followed_text(seen.followed[i]));
    }
    fmt::format_to(std::back_inserter(out), "\nOf these {}. Of all scored there, {}.\n", listed.text(),
                   all.text());
    return out;
}

}
