#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <list>
#include <map>
#include <set>

#include "analytics/parallel.hpp"
#include "rating/readings_rules.hpp"
#include "rating/replay_rules.hpp"

namespace tarn::rating {

using analytics::Missing;

namespace {

constexpr std::size_t schools_at_once = 256;

/// Everything read for one day of the replay.
struct DayColumns {
    Date on;
    bool rating_date = true;
    std::vector<const Column*> columns;  ///< by indicator
    std::vector<char> calculated;        ///< by indicator: 0 where no school could have it that day
};

class Proposer {
  public:
    Proposer(Run& run, const Request& request)
        : run_(run),
          request_(request),
          population_(*run.snapshot, request.as_at),
          setting_{*run.snapshot, run.view(), population_, *run.scheme} {}

    void propose() {
        find_days();
        find_audiences();
        read_columns();
        find_calculated();
        list_sources();
        std::vector<std::uint32_t> wanted;
        for (std::uint32_t member = 0; member < population_.size(); ++member)
            if (!request_.authority || school(member).authority == *request_.authority)
                wanted.push_back(member);
        run_.proposals.resize(wanted.size());
        analytics::for_each_range(wanted.size(), schools_at_once, request_.threads,
                                  [&](std::size_t begin, std::size_t end) {
                                      for (std::size_t i = begin; i < end; ++i)
                                          run_.proposals[i] = assemble(wanted[i]);
                                  });
    }

  private:
    const std::vector<Indicator>& indicators() const { return setting_.scheme.indicators; }
    const analytics::School& school(std::uint32_t member) const {
        return run_.snapshot->schools[population_.school(member)];
    }

    void find_days() {
        for (const Date date : rating_dates(setting_.scheme, request_.as_at, replayed_dates))
            days_.push_back({date, true, {}});
        if (days_.empty() || days_.back().on != request_.as_at) days_.push_back({request_.as_at, false, {}});
    }

    /// Indicators for the same phases share one audience.
    void find_audiences() {
        std::map<std::pair<std::vector<analytics::Phase>, bool>, const Audience*> seen;
        for (const Indicator& indicator : indicators()) {
            const Audience*& audience = seen[{indicator.phases, indicator.maintained_only}];
            if (!audience) {
                Audience& made = audiences_.emplace_back();
                made.slot.assign(population_.size(), nowhere);
                for (std::uint32_t member = 0; member < population_.size(); ++member) {
                    if (!indicator.applies(school(member))) continue;
                    made.slot[member] = static_cast<std::uint32_t>(made.members.size());
                    made.members.push_back(member);
                }
                audience = &made;
            }
            audience_of_.push_back(audience);
        }
    }

    static bool is_compared_with_similar(const Indicator& indicator) {
        return indicator.kind == SeverityKind::similar_schools;
    }
    static bool is_from_inspections(const Indicator& indicator) {
        return is_inspected(indicator.kind, indicator.measure);
    }
    template <class Test>
    bool any(const Test& test) const {
        return std::any_of(indicators().begin(), indicators().end(), test);
    }

    const analytics::SimilarSchools* similar_on(Date date) {
        const auto sources = analytics::trait_sources(*run_.snapshot, date);
        if (sources.empty()) return nullptr;
        for (const auto& [known, similar] : similar_)
            if (known == sources) return &similar;
        similar_.emplace_back(sources, analytics::SimilarSchools{
                                           *run_.snapshot, population_, date, {.threads = request_.threads}});
        return &similar_.back().second;
    }

    struct Work {
        std::size_t indicator = 0;
        Recipe recipe;
        Date on;
        std::size_t day = 0;
        Column column;
    };

    void read_columns() {
        std::list<Work>& work = work_;
        for (std::size_t d = 0; d < days_.size(); ++d) {
            const analytics::SimilarSchools* similar =
                any(is_compared_with_similar) ? similar_on(days_[d].on) : nullptr;
            for (std::size_t i = 0; i < indicators().size(); ++i) {
                Work task{.indicator = i, .recipe = {}, .on = days_[d].on, .day = d, .column = {}};
                if (is_measured(indicators()[i].kind)) {
                    task.recipe = make_recipe(setting_.view, setting_.scheme, i, days_[d].on, similar,
                                              request_.calendars);
                    const auto same = std::find_if(work.begin(), work.end(), [&](const Work& w) {
                        return w.indicator == i && w.recipe == task.recipe;
                    });
                    if (same != work.end()) {
                        days_[d].columns.push_back(&same->column);
                        continue;
                    }
                }
                work.push_back(std::move(task));
                days_[d].columns.push_back(&work.back().column);
            }
        }
        std::vector<std::vector<InspectionRecord>> records(days_.size());
        if (any(is_from_inspections))
            analytics::for_each_item(days_.size(), request_.threads, [&](std::size_t d) {
                records[d] = inspection_records(setting_, days_[d].on);
            });
        std::vector<Work*> tasks;
        for (Work& task : work) tasks.push_back(&task);
        analytics::for_each_item(tasks.size(), request_.threads,
                                 [&](std::size_t t) { read(*tasks[t], records[tasks[t]->day]); });
    }

    /// Whether a school could have the figure on a day: where no period that is fresh enough was worked out,
    /// and no file has a figure in spite of that, the indicator is left out of what coverage is judged by.
    void find_calculated() {
        for (DayColumns& day : days_) {
            run_.not_calculated.assign(indicators().size(), {});
            for (std::size_t i = 0; i < indicators().size(); ++i) {
                const auto gaps = gaps_of(indicators()[i], day.on);
                const auto& readings = day.columns[i]->readings;
                const bool known = std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) {
                    return reading.missing == Missing::none && !stale(reading, indicators()[i], day.on);
                });
                day.calculated.push_back(gaps.empty() || known);
                if (!day.calculated.back()) run_.not_calculated[i] = why_not(gaps);
            }
        }
    }

    std::vector<const analytics::NotCalculated*> gaps_of(const Indicator& indicator, Date on) const {
        const auto* calendar = calendar_of(request_.calendars, indicator.measure);
        if (!calendar || !is_measured(indicator.kind)) return {};
        return analytics::nothing_calculated(*calendar, on, indicator.maximum_age_months,
                                             indicator.year_ends_month);
    }

    /// "2023/24, 2024/25: These pupils took no tests at age 7." Newest reason first, its years together.
    static std::string why_not(const std::vector<const analytics::NotCalculated*>& gaps) {
        std::vector<std::pair<std::string, std::string>> reasons;
        for (const analytics::NotCalculated* gap : gaps) {
            const auto same = std::find_if(reasons.begin(), reasons.end(),
                                           [&](const auto& reason) { return reason.second == gap->because; });
            if (same == reasons.end())
                reasons.emplace_back(gap->period, gap->because);
            else
                same->first = gap->period + ", " + same->first;
        }
        std::string words;
        for (const auto& [periods, because] : reasons)
            words += fmt::format("{}{}: {}", words.empty() ? "" : " ", periods, because);
        return words;
    }

    void read(Work& task, const std::vector<InspectionRecord>& records) const {
        const Indicator& indicator = indicators()[task.indicator];
        const Audience& audience = *audience_of_[task.indicator];
        if (is_measured(indicator.kind))
            task.column = measured_column(setting_, audience, task.recipe);
        else if (is_inspected(indicator.kind, indicator.measure))
            task.column = inspected_column(setting_, audience, task.indicator, records, task.on);
        else
            task.column = entered_column(setting_, audience, task.indicator, request_.facts, task.on);
    }

    /// The origins of the day's columns, one after the other; a contribution's source is its column's first
    /// plus its own.
    void list_sources() {
        for (const Column* column : days_.back().columns) {
            first_source_.push_back(static_cast<std::uint16_t>(run_.sources.size()));
            for (const Origin& origin : column->origins) run_.sources.push_back(source_of(origin));
        }
    }

    Source source_of(const Origin& origin) const {
        Source source;
        const analytics::Snapshot& snapshot = *run_.snapshot;
        if (origin.fact != nowhere) {
            source.title = request_.facts[origin.fact].source;
            source.known_from = request_.facts[origin.fact].known_from;
        } else if (origin.series[0] == nowhere) {
            source.releases = {origin.release};
            source.title = snapshot.release_title(origin.release);
            if (origin.release.value == 0) source.title = "The authority's own records, which hold none";
        }
        for (const std::uint32_t index : origin.series) {
            if (index == nowhere) break;
            const analytics::Series& series = setting_.view.series(index);
            if (source.last_period.empty()) source.last_period = series.period;
            source.first_period = series.period;
            source.own = source.own || setting_.view.is_own(index);
            source.known_from = std::max(source.known_from, series.known_from);
            source.releases.insert(source.releases.begin(), series.release);
            source.title =
                source.title.empty() ? series.release_title : series.release_title + "; " + source.title;
        }
        return source;
    }

    bool stale(const Reading& reading, const Indicator& indicator, Date on) const {
        return !reading.current && add_months(reading.until, indicator.maximum_age_months) < on;
    }

    const Reading* reading_of(const DayColumns& day, std::size_t indicator, std::uint32_t member) const {
        if (!indicators()[indicator].asked_on(day.on)) return nullptr;
        const std::uint32_t slot = audience_of_[indicator]->slot[member];
        return slot == nowhere ? nullptr : &day.columns[indicator]->readings[slot];
    }

    Points contribution(const Indicator& indicator, const Reading& reading) const {
        return Points::of(weight(indicator, reading).value() * reading.severity);
    }
    Points weight(const Indicator& indicator, const Reading& reading) const {
        return reading.scores ? indicator.weight : Points{};
    }

    /// What a file said of an old year is no word on the years since.
    bool applies(const DayColumns& day, std::size_t indicator, const Reading& reading) const {
        const bool fed = reading.missing == Missing::none && !stale(reading, indicators()[indicator], day.on);
        if (indicators()[indicator].optional) return fed;
        const bool of_an_old_year =
            is_measured(indicators()[indicator].kind) && stale(reading, indicators()[indicator], day.on);
        return day.calculated[indicator] && (reading.applies || of_an_old_year);
    }

    Step judge(const DayColumns& day, std::uint32_t member, Proposal* proposal) const {
        Step step;
        step.on = day.on;
        step.rating_date = day.rating_date;
        Points weights;
        for (std::size_t i = 0; i < indicators().size(); ++i) {
            const Reading* reading = reading_of(day, i, member);
            if (!reading) continue;
            const Indicator& indicator = indicators()[i];
            const bool fed = reading->missing == Missing::none && !stale(*reading, indicator, day.on);
            if (applies(day, i, *reading)) weights += weight(indicator, *reading);
            if (fed) {
                step.maximum += weight(indicator, *reading);
                step.score += contribution(indicator, *reading);
                if (indicator.trigger && reading->severity >= 1)
                    step.triggered = trip(step, *indicator.trigger, i, proposal);
            }
            if (proposal) fed ? contribute(*proposal, i, *reading) : lack(*proposal, day, i, *reading);
        }
        // Four decimals, so that what is printed is what was compared with the floor.
        if (weights.hundredths > 0)
            step.coverage = rounded(static_cast<double>(step.maximum.hundredths) / weights.hundredths);
        step.raw = raw_level(step);
        return step;
    }

    /// By indicator; nothing where it was not fed.
    std::vector<Points> contributions_of(const DayColumns& day, std::uint32_t member) const {
        std::vector<Points> points(indicators().size());
        for (std::size_t i = 0; i < indicators().size(); ++i) {
            const Reading* reading = reading_of(day, i, member);
            if (reading && reading->missing == Missing::none && !stale(*reading, indicators()[i], day.on))
                points[i] = contribution(indicators()[i], *reading);
        }
        return points;
    }

    static bool trip(Step& step, Level level, std::size_t indicator, Proposal* proposal) {
        if (step.triggered && step.level >= level) return true;
        step.level = level;
        if (proposal) proposal->trigger = static_cast<std::uint16_t>(indicator);
        return true;
    }

    /// Before the replay a triggered step's `level` holds the level of its trigger.
    Level raw_level(const Step& step) const {
        const Scheme& scheme = setting_.scheme;
        Level raw = Level::not_enough_evidence;
        if (step.coverage >= scheme.coverage_floor && step.maximum.hundredths > 0) {
            const double share = step.score.value() / step.maximum.value();
            raw = share >= scheme.red_at     ? Level::red
                  : share >= scheme.amber_at ? Level::amber
                                             : Level::green;
        }
        if (!step.triggered) return raw;
        return raw == Level::not_enough_evidence ? step.level : std::max(raw, step.level);
    }

    void contribute(Proposal& proposal, std::size_t i, const Reading& reading) const {
        const auto some = [](double number) {
            return std::isnan(number) ? std::nullopt : std::optional{number};
        };
        Contribution c;
        c.indicator = static_cast<std::uint16_t>(i);
        c.source = static_cast<std::uint16_t>(first_source_[i] + reading.origin);
        c.phase = proposal.phase;
        c.years = reading.years;
        c.from_predecessor = reading.from_predecessor;
        c.listed = reading.listed;
        c.n_stands_in = reading.n_stands_in;
        c.value = reading.value;
        c.comparison = some(reading.comparison);
        c.n = some(reading.n);
        c.reliability = some(reading.reliability);
        if (reading.has_day) c.day = reading.until;
        c.position = reading.position;
        c.severity = reading.severity;
        c.contribution = contribution(indicators()[i], reading);
        c.maximum = weight(indicators()[i], reading);
        proposal.contributions.push_back(c);
    }

    void lack(Proposal& proposal, const DayColumns& day, std::size_t i, const Reading& reading) const {
        MissingIndicator missing{.indicator = static_cast<std::uint16_t>(i),
                                 .code = reading.missing,
                                 .stale_value = {},
                                 .stale_period = {},
                                 .applies = applies(day, i, reading)};
        if (missing.applies && reading.missing == Missing::not_applicable) {
            // What a file said of an old year is too old, like a figure.
            missing.code = Missing::stale;
            missing.stale_period = reading.until.iso();
        }
        if (reading.missing == Missing::none) {
            missing.code = Missing::stale;
            missing.stale_value = reading.value;
            missing.stale_period = reading.has_day
                                       ? reading.until.iso()
                                       : run_.sources[first_source_[i] + reading.origin].last_period;
        }
        if (!day.calculated[i]) missing.code = Missing::not_applicable;
        proposal.missing.push_back(std::move(missing));
    }

    Proposal assemble(std::uint32_t member) const {
        const analytics::School& record = school(member);
        Proposal proposal;
        proposal.school = population_.school(member);
        proposal.urn = record.urn;
        proposal.name = record.name;
        proposal.phase = record.phase;
        proposal.authority = record.authority;
        proposal.contributions.reserve(indicators().size() / 2);
        for (const DayColumns& day : days_)
            proposal.steps.push_back(judge(day, member, &day == &days_.back() ? &proposal : nullptr));
        if (request_.authority && days_.size() > 1)
            proposal.before = contributions_of(days_[days_.size() - 2], member);
        replay(proposal.steps);
        const Step& today = proposal.steps.back();
        proposal.level = today.level;
        proposal.maximum = today.maximum;
        proposal.coverage = today.coverage;
        if (today.coverage >= setting_.scheme.coverage_floor && today.maximum.hundredths > 0)
            proposal.score = today.score;
        return proposal;
    }

    Run& run_;
    const Request& request_;
    analytics::Population population_;
    Setting setting_;
    std::vector<DayColumns> days_;
    std::list<Audience> audiences_;
    std::vector<const Audience*> audience_of_;
    std::list<std::pair<std::vector<analytics::TraitSource>, analytics::SimilarSchools>> similar_;
    std::list<Work> work_;
    std::vector<std::uint16_t> first_source_;
};

}

Run propose(std::shared_ptr<const analytics::Snapshot> snapshot, std::shared_ptr<const Scheme> scheme,
            const Request& request) {
    Run run{.snapshot = std::move(snapshot),
            .own = request.own && request.own->owner == request.authority ? request.own : nullptr,
            .scheme = std::move(scheme),
            .as_at = request.as_at,
            .proposals = {},
            .sources = {},
            .not_calculated = {}};
    Proposer{run, request}.propose();
    return run;
}

const Proposal* Run::find(Urn urn) const {
    const auto at = std::lower_bound(proposals.begin(), proposals.end(), urn,
                                     [](const Proposal& p, Urn wanted) { return p.urn < wanted; });
    return at != proposals.end() && at->urn == urn ? &*at : nullptr;
}

}
