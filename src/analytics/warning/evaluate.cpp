#include "analytics/warning/evaluate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "analytics/as_at.hpp"
#include "analytics/warning/groups.hpp"
#include "analytics/warning/situations.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr int half_year_days = 182;
constexpr double top_share = 0.1;
// Figures of fewer events than this say nothing and are left out of breakdowns.
constexpr std::size_t fewest_group_events = 10;
// "7 of 50": fewer schools in a band would say next to nothing of the next one like them.
constexpr std::size_t smallest_band = 50;

/// Schools in the tables of the school year that ended before the day.
std::vector<char> with_results(const Snapshot& snapshot, Date day) {
    const SchoolYear year{SchoolYear::containing(day).start - 1};
    std::vector<char> in(snapshot.schools.size(), 0);
    for (const std::string_view measure :
         {"ks2.pupils", "ks2.progress.reading", "ks4.pupils", "ks4.attainment8"})
        for (const Series& series : snapshot.of_measure(measure)) {
            if (series.period != year.text()) continue;
            for (std::size_t i = 0; i < in.size(); ++i) in[i] |= series.missing[i] != Missing::not_in_release;
        }
    return in;
}

/// One row per school of the population, with what followed.
struct Rows {
    std::vector<SchoolIndex> schools;
    std::vector<std::size_t> scored;  ///< place in Scored
    std::vector<std::optional<Graded>> next;
    std::size_t size() const { return schools.size(); }
    bool event(std::size_t i) const { return next[i] && next[i]->grade >= requires_improvement; }
};

class Population {
  public:
    Population(const Snapshot& snapshot, const Histories& histories, const EvaluationRequest& request)
        : snapshot_(snapshot), histories_(histories), request_(request) {
        if (request.among == Among::with_results) in_tables_ = with_results(snapshot, request.window.from);
    }
    Rows rows(const Scored& scored) const {
        Rows rows;
        for (std::size_t i = 0; i < scored.schools.size(); ++i) {
            const SchoolIndex school = scored.schools[i];
            if (!belongs(school)) continue;
            rows.schools.push_back(school);
            rows.scored.push_back(i);
            rows.next.push_back(
                histories_.first_after(school, request_.window.from, request_.window.to, counted()));
        }
        return rows;
    }

  private:
    /// Where no file lists every inspection of the window, those in force are all that can be counted.
    Counted counted() const {
        if (request_.among == Among::every_graded) return Counted::joined;
        return request_.window.to <= histories_.complete_to() ? Counted::own_listed : Counted::own;
    }
    bool belongs(SchoolIndex school) const {
        const School& facts = snapshot_.schools[school];
        const auto& wanted = request_.authorities;
        if (wanted.empty() ? histories_.complete_to(facts.authority) <
                                 std::min(request_.window.to, histories_.complete_to())
                           : std::find(wanted.begin(), wanted.end(), facts.authority) == wanted.end())
            return false;
        if (request_.among == Among::every_graded) return open_on(facts, request_.window.from);
        if (!in_tables_[school]) return false;
        const auto before = histories_.before(school);
        return std::any_of(before.begin(), before.end(), [&](const Graded& one) {
            return one.own && one.held < request_.window.from && one.listed_from <= request_.window.from;
        });
    }
    const Snapshot& snapshot_;
    const Histories& histories_;
    const EvaluationRequest& request_;
    std::vector<char> in_tables_;
};

/// What each school is ranked by; higher means more concern.
struct Rankings {
    std::vector<double> outcome, event, grade;
};

Rankings rankings_of(const Rows& rows, const Scored& scored) {
    Rankings rankings;
    const auto& grade = scored.facts.columns[static_cast<std::size_t>(Feature::grade)];
    for (const SchoolIndex school : rows.schools) rankings.grade.push_back(grade[school]);
    for (const std::size_t at : rows.scored) {
        rankings.outcome.push_back(scored.outcome[at]);
        rankings.event.push_back(scored.event[at]);
    }
    return rankings;
}

class Judge {
  public:
    Judge(const Rows& rows, const Rankings& rankings, const EvaluationRequest& request)
        : rows_(rows), rankings_(rankings), request_(request) {}

    Measured measured(Asked asked, Scorer scorer, const std::vector<double>& score,
                      const std::vector<std::string>* groups = nullptr, std::string_view breakdown = {},
                      std::string_view group = {}) const {
        std::vector<double> scores;
        std::vector<std::uint8_t> events;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (groups && (*groups)[i] != group) continue;
            if (asked == Asked::outcome && !rows_.next[i]) continue;
            if (asked == Asked::decline && rankings_.grade[i] >= requires_improvement) continue;
            scores.push_back(score[i]);
            events.push_back(rows_.event(i));
        }
        Measured out;
        out.asked = asked;
        out.scorer = scorer;
        out.breakdown = breakdown;
        out.group = group;
        out.figures = measure(scores, events, request_.samples, scorer == Scorer::model, request_.threads);
        return out;
    }

    const std::vector<double>& model_score(Asked asked) const {
        return asked == Asked::outcome ? rankings_.outcome : rankings_.event;
    }

  private:
    const Rows& rows_;
    const Rankings& rankings_;
    const EvaluationRequest& request_;
};

constexpr std::array<Asked, 3> every_question{Asked::outcome, Asked::event, Asked::decline};

void add_breakdowns(const Snapshot& snapshot, const Rows& rows, const Judge& judge, Evaluation& out) {
    const auto groups = groups_of(snapshot, rows.schools);
    for (std::size_t b = 0; b < groups.size(); ++b) {
        std::map<std::string, std::size_t> events;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!groups[b][i].empty()) events[groups[b][i]] += rows.event(i);
        for (const auto& [group, count] : events)
            for (const Asked asked : {Asked::outcome, Asked::event})
                if (count >= fewest_group_events)
                    out.measured.push_back(judge.measured(asked, Scorer::model, judge.model_score(asked),
                                                          &groups[b], breakdown_titles[b], group));
    }
}

/// Rows in the top tenth by score; ties by the order of schools.
std::vector<char> top_tenth(const std::vector<double>& score) {
    std::vector<std::size_t> order(score.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
    std::vector<char> top(score.size(), 0);
    order.resize(static_cast<std::size_t>(std::llround(top_share * static_cast<double>(score.size()))));
    for (const std::size_t row : order) top[row] = 1;
    return top;
}

void add_false_alarms(const Snapshot& snapshot, const Rows& rows, const std::vector<char>& top,
                      Evaluation& out) {
    const auto groups = groups_of(snapshot, rows.schools);
    for (std::size_t b = 0; b < groups.size(); ++b) {
        std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (groups[b][i].empty() || rows.event(i)) continue;
            auto& [all, flagged] = counts[groups[b][i]];
            ++all;
            flagged += static_cast<std::size_t>(top[i]);
        }
        for (const auto& [group, count] : counts)
            out.false_alarms.push_back(
                {std::string{breakdown_titles[b]}, group, count.first,
                 static_cast<double>(count.second) / static_cast<double>(count.first)});
    }
}

std::vector<CalibrationBand> bands(std::vector<std::pair<double, bool>> rows, std::size_t most) {
    const std::size_t count = std::min(most, rows.size() / smallest_band);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<CalibrationBand> out;
    for (std::size_t band = 0; band < count; ++band) {
        CalibrationBand& one = out.emplace_back();
        for (std::size_t i = band * rows.size() / count; i < (band + 1) * rows.size() / count; ++i) {
            one.expected += probability(rows[i].first);
            one.events += rows[i].second;
            ++one.n;
        }
        one.expected /= static_cast<double>(one.n);
        one.observed = static_cast<double>(one.events) / static_cast<double>(one.n);
    }
    return out;
}

void add_curves(const Rows& rows, const Rankings& rankings, Evaluation& out) {
    std::vector<std::pair<double, bool>> outcome, event;
    std::vector<std::uint8_t> events;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows.next[i]) outcome.emplace_back(rankings.outcome[i], rows.event(i));
        event.emplace_back(rankings.event[i], rows.event(i));
        events.push_back(rows.event(i));
    }
    out.outcome_bands = bands(std::move(outcome), out.request.bands);
    out.event_bands = bands(std::move(event), out.request.bands);
    for (int percent = 1; percent <= 100; ++percent)
        if (const auto share = capture(rankings.event, events, percent / 100.0))
            out.capture_curve.push_back(*share);
}

double lead_months(const Rows& rows, const std::vector<char>& top, Date from) {
    std::vector<double> months;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (top[i] && rows.event(i)) months.push_back((rows.next[i]->held - from) / days_in_month);
    if (months.empty()) return 0;
    const auto middle = months.begin() + static_cast<std::ptrdiff_t>(months.size() / 2);
    std::nth_element(months.begin(), middle, months.end());
    return *middle;
}

/// Of the schools in the top tenth, how many still are half a year later, by what is known then.
std::optional<double> kept(const Model& model, const Snapshot& snapshot, const Histories& histories,
                           const EvaluationRequest& request, const Rows& rows, const std::vector<char>& top,
                           FeatureRequest asked) {
    asked.day = request.window.from + half_year_days;
    if (asked.day > request.window.to) return std::nullopt;
    const Scored later = score(model, snapshot, histories, asked, request.threads);
    std::vector<double> scores;
    std::vector<char> before;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = std::lower_bound(later.schools.begin(), later.schools.end(), rows.schools[i]);
        if (at == later.schools.end() || *at != rows.schools[i]) continue;
        scores.push_back(later.event[static_cast<std::size_t>(at - later.schools.begin())]);
        before.push_back(top[i]);
    }
    const auto after = top_tenth(scores);
    double both = 0, first = 0;
    for (std::size_t i = 0; i < before.size(); ++i) both += before[i] && after[i], first += before[i];
    return first > 0 ? std::optional{both / first} : std::nullopt;
}

FeatureRequest asked_of(const EvaluationRequest& request) {
    return {.day = request.window.from,
            .lag = request.lag,
            .horizon = std::min(request.window.to - request.window.from + 1, Landmarks{}.longest_window)};
}

Error nothing_to_measure() {
    return {
        "No school of these authorities was judged less than good in the window, or none was "
        "not: there is nothing to measure.",
        {}};
}

/// The rows of both models are the same: which schools can be scored depends on the day alone.
PairedFigures pair_of(const Rows& rows, const std::vector<double>& first, const std::vector<double>& second,
                      Asked question, const EvaluationRequest& request) {
    std::vector<double> a, b;
    std::vector<std::uint8_t> events;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (question == Asked::outcome && !rows.next[i]) continue;
        a.push_back(first[rows.scored[i]]);
        b.push_back(second[rows.scored[i]]);
        events.push_back(rows.event(i));
    }
    return measure_pair(a, b, events, request.samples, request.threads);
}

}

Result<Evaluation> evaluate(const Model& model, const Snapshot& snapshot, const Histories& histories,
                            const EvaluationRequest& request) {
    if (request.window.from <= request.window.fit_to || request.window.to < request.window.from)
        return Error{"The test must begin after the last day used for fitting and end after it begins.", {}};
    const FeatureRequest asked = asked_of(request);
    const Scored scored = score(model, snapshot, histories, asked, request.threads);
    const Rows rows = Population{snapshot, histories, request}.rows(scored);
    Evaluation out;
    out.request = request;
    const Rankings rankings = rankings_of(rows, scored);
    const Judge judge{rows, rankings, request};
    for (const Asked question : every_question) {
        out.measured.push_back(judge.measured(question, Scorer::model, judge.model_score(question)));
        out.measured.push_back(judge.measured(question, Scorer::baseline, rankings.grade));
    }
    const Measured* all = out.find(Asked::event, Scorer::model);
    if (!all->figures.auc) return nothing_to_measure();
    const auto top = top_tenth(rankings.event);
    add_curves(rows, rankings, out);
    if (request.breakdowns) {
        add_breakdowns(snapshot, rows, judge, out);
        add_false_alarms(snapshot, rows, top, out);
        out.top_tenth_kept = kept(model, snapshot, histories, request, rows, top, asked);
        out.lead_months = lead_months(rows, top, request.window.from);
    }
    return out;
}

Result<Comparison> compare(const Model& first, const Model& second, const Snapshot& snapshot,
                           const Histories& histories, const EvaluationRequest& request) {
    if (request.window.from <= std::max(first.fit_to, second.fit_to) ||
        request.window.to < request.window.from)
        return Error{"One of the models knows outcomes of the window: it cannot be judged by them.", {}};
    const FeatureRequest asked = asked_of(request);
    const Scored a = score(first, snapshot, histories, asked, request.threads),
                 b = score(second, snapshot, histories, asked, request.threads);
    const Rows rows = Population{snapshot, histories, request}.rows(a);
    Comparison out{pair_of(rows, a.outcome, b.outcome, Asked::outcome, request),
                   pair_of(rows, a.event, b.event, Asked::event, request)};
    if (!out.event.difference.auc) return nothing_to_measure();
    return out;
}

const Measured* Evaluation::find(Asked asked, Scorer scorer, std::string_view breakdown,
                                 std::string_view group) const {
    for (const Measured& one : measured)
        if (one.asked == asked && one.scorer == scorer && one.breakdown == breakdown && one.group == group)
            return &one;
    return nullptr;
}

std::string_view among_code(Among among) {
    return among == Among::with_results ? "with-results" : "every-graded";
}
std::string_view among_title(Among among) {
    return among == Among::with_results
               ? "Schools in the latest results tables with an earlier graded inspection"
               : "Every open school with an earlier graded inspection";
}
std::string_view asked_code(Asked asked) {
    constexpr std::array<std::string_view, 3> codes{"outcome", "event", "decline"};
    return codes[static_cast<std::size_t>(asked)];
}
std::string_view asked_title(Asked asked) {
    constexpr std::array<std::string_view, 3> titles{
        "Given a graded inspection: less than good?",
        "Among all schools: judged less than good in the window?",
        "Among good and outstanding schools: judged less than good in the window?"};
    return titles[static_cast<std::size_t>(asked)];
}
std::string_view scorer_code(Scorer scorer) {
    return scorer == Scorer::model ? "model" : "baseline";
}
std::string_view scorer_title(Scorer scorer) {
    return scorer == Scorer::model ? "Model" : "Baseline: last grade alone";
}

}
