#include "evidence/comparing/authorities_rules.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace tarn::evidence {
namespace {

using analytics::Missing;
using analytics::Population;
using analytics::PublicPeriod;

bool adds_up(const Measure& measure) {
    return measure.unit == Unit::pupils || measure.unit == Unit::count;
}

/// Who was open at the end of each period: a school that closed since counts in its own years.
class Populations {
  public:
    Populations(const analytics::Snapshot& snapshot, Date as_at) : snapshot_(snapshot), as_at_(as_at) {}
    const Population& at_end_of(const PublicPeriod& period) {
        const Date day = std::min(period.dates.last, as_at_);
        return made_.try_emplace(day, snapshot_, day).first->second;
    }

  private:
    const analytics::Snapshot& snapshot_;
    Date as_at_;
    std::map<Date, Population> made_;
};

/// Schools of one area on the way to its figure.
struct Gathered {
    AreaFigure figure;
    double sum = 0;
    std::vector<double> values;

    void add(const analytics::Cell& cell, double weight, Made made) {
        if (cell.missing == Missing::not_in_release || cell.missing == Missing::not_applicable) return;
        ++figure.listed;
        if (!cell || (made == Made::weighed && !(weight > 0))) return;
        ++figure.counted;
        if (weight > 0) figure.pupils += weight;
        if (made == Made::middle) values.push_back(cell.value);
        sum += made == Made::weighed ? cell.value * weight : cell.value;
    }

    AreaFigure finished(Made made) const {
        AreaFigure done = figure;
        if (done.counted < fewest_with_figure || 2 * done.counted < done.listed) return done;
        if (made == Made::middle)
            done.value = analytics::median(values);
        else
            done.value = made == Made::weighed ? sum / done.pupils : sum;
        return done;
    }
};

/// The roll of the newest census at or before the end of a period, else of the oldest.
const PublicPeriod* roll_for(std::span<const PublicPeriod> rolls, const PublicPeriod& period) {
    for (const PublicPeriod& roll : rolls)
        if (roll.dates.first <= period.dates.last) return &roll;
    return rolls.empty() ? nullptr : &rolls.back();
}

/// One measure across the authorities of England.
class Gatherer {
  public:
    Gatherer(const analytics::Snapshot& snapshot, Date as_at, Populations& populations,
             const Headline& headline)
        : snapshot_(snapshot),
          as_at_(as_at),
          populations_(populations),
          headline_(headline),
          rolls_(headline.weighed_by.empty()
                     ? std::vector<PublicPeriod>{}
                     : analytics::known_periods(snapshot, headline.weighed_by, as_at)) {}

    AreaMeasure measure() {
        AreaMeasure made{.headline = &headline_};
        const Measure& measure = *headline_.measure;
        const auto periods = analytics::known_periods(snapshot_, measure.code, as_at_);
        if (periods.empty()) return made;
        made.made = adds_up(measure)                                                  ? Made::summed
                    : !headline_.weighed_by.empty() || counts_pupils(periods.front()) ? Made::weighed
                                                                                      : Made::middle;
        for (const PublicPeriod& period : periods) {
            if (made.years.size() == years_beside ||
                !comparable(measure, period.period, periods.front().period))
                break;
            made.years.push_back(year(period, made.made));
        }
        return made;
    }

  private:
    bool counts_pupils(const PublicPeriod& period) const {
        return std::ranges::any_of(period.series, [&](std::uint32_t number) {
            return std::ranges::any_of(snapshot_.series[number].n, [](float n) { return n > 0; });
        });
    }

    double weight_of(const analytics::Cell& cell, const PublicPeriod* roll,
                     std::span<const analytics::Ancestor> line) const {
        if (!std::isnan(cell.n) || !roll) return cell.n;
        const auto pupils = analytics::value_as_at(snapshot_, *roll, line);
        return pupils ? pupils.value : cell.n;
    }

    AreaYear year(const PublicPeriod& period, Made made) {
        const Population& population = populations_.at_end_of(period);
        const PublicPeriod* roll = roll_for(rolls_, period);
        std::map<AuthorityCode, Gathered> areas;
        Gathered england;
        for (std::size_t member = 0; member < population.size(); ++member) {
            if (!is_for(headline_, population.phase(member))) continue;
            const auto line = population.line(member);
            const auto cell = analytics::value_as_at(snapshot_, period, line);
            const double weight =
                made == Made::summed ? cell.value : (cell ? weight_of(cell, roll, line) : 0);
            areas[snapshot_.schools[population.school(member)].authority].add(cell, weight, made);
            england.add(cell, weight, made);
        }
        AreaYear done{.period = std::string{period.period}};
        for (const auto& [code, gathered] : areas) done.authorities[code] = gathered.finished(made);
        done.england = england.finished(made);
        done.england_published = published_of_england(snapshot_, *headline_.measure, period.period, as_at_);
        add_published(done);
        const analytics::Series& series = snapshot_.series[period.series.front()];
        done.source = analytics::public_name(series.release_title);
        done.known_from = series.known_from;
        return done;
    }

    /// The newest that was known of each.
    void add_published(AreaYear& year) const {
        std::map<AuthorityCode, Date> newest;
        for (const analytics::Aggregate& one : snapshot_.aggregates) {
            if (!one.authority || one.level != "authority" || one.measure != headline_.measure->code ||
                one.period != year.period || one.known_from > as_at_)
                continue;
            const auto [at, first] = newest.try_emplace(*one.authority, one.known_from);
            if (!first && one.known_from < at->second) continue;
            at->second = one.known_from;
            year.published[*one.authority] = one.value;
        }
    }

    const analytics::Snapshot& snapshot_;
    Date as_at_;
    Populations& populations_;
    const Headline& headline_;
    std::vector<PublicPeriod> rolls_;
};

/// Published of England and of every authority that has schools with figures: else all are worked out.
bool all_published(const AreaMeasure& measure, AuthorityCode own, std::span<const AuthorityCode> others) {
    if (adds_up(*measure.headline->measure)) return false;
    const auto told = [](const AreaYear& year, AuthorityCode code) {
        const auto at = year.authorities.find(code);
        return year.published.contains(code) || at == year.authorities.end() || at->second.listed == 0;
    };
    return std::ranges::all_of(measure.years, [&](const AreaYear& year) {
        return year.england_published && year.published.contains(own) &&
               std::ranges::all_of(others, [&](AuthorityCode code) { return told(year, code); });
    });
}

AreaFigure figure_of(const AreaYear& year, AuthorityCode code, bool published) {
    AreaFigure figure;
    if (const auto at = year.authorities.find(code); at != year.authorities.end()) figure = at->second;
    if (!published) return figure;
    const auto told = year.published.find(code);
    figure.value = told == year.published.end() ? std::nullopt : std::optional{told->second};
    return figure;
}

ComparedYear compared_year(const AreaYear& year, AuthorityCode own, std::span<const AuthorityCode> others,
                           bool published) {
    ComparedYear made{.period = year.period,
                      .source = year.source,
                      .known_from = year.known_from,
                      .own = figure_of(year, own, published),
                      .england = year.england};
    if (published) made.england.value = year.england_published;
    for (const AuthorityCode other : others) {
        made.others_by_code.emplace_back(other, figure_of(year, other, published));
        if (const auto& value = made.others_by_code.back().second.value) made.others.push_back(*value);
    }
    std::ranges::sort(made.others);
    return made;
}

Beside word_of(const Headline& headline, Made made, const ComparedYear& newest) {
    const auto middle = newest.middle();
    if (!headline.judged || made == Made::middle || made == Made::summed || !middle || !newest.own.value)
        return Beside::not_judged;
    const double pupils =
        newest.own.pupils > 0 ? newest.own.pupils : std::numeric_limits<double>::quiet_NaN();
    return beside_similar(headline.measure->chance, *newest.own.value, pupils, *middle,
                          analytics::robust_spread(newest.others));
}

std::string_view ending(std::size_t number) {
    if (number % 100 / 10 == 1) return "th";
    switch (number % 10) {
        case 1:
            return "st";
        case 2:
            return "nd";
        case 3:
            return "rd";
        default:
            return "th";
    }
}

}

std::vector<AreaMeasure> area_measures(const analytics::Snapshot& snapshot, Date as_at) {
    std::vector<AreaMeasure> all;
    Populations populations{snapshot, as_at};
    for (const Headline& headline : headlines())
        all.push_back(Gatherer{snapshot, as_at, populations, headline}.measure());
    return all;
}

OtherAuthorities by_nearness(const analytics::Snapshot& snapshot, Date as_at, AuthorityCode own) {
    constexpr double nowhere = std::numeric_limits<double>::infinity();
    std::vector<const analytics::School*> ours, theirs;
    const Population population{snapshot, as_at};
    for (const analytics::SchoolIndex index : population.schools()) {
        const auto& school = snapshot.schools[index];
        (school.authority == own ? ours : theirs).push_back(&school);
    }
    std::map<AuthorityCode, double> nearest;
    for (const auto* other : theirs) {
        double least = nowhere;
        for (const auto* school : ours) {
            if (school->easting <= 0 || other->easting <= 0) continue;
            const double east = school->easting - other->easting, north = school->northing - other->northing;
            least = std::min(least, east * east + north * north);
        }
        const auto [at, first] = nearest.try_emplace(other->authority, least);
        if (!first) at->second = std::min(at->second, least);
    }
    OtherAuthorities order;
    for (const auto& [code, distance] : nearest) {
        order.all.push_back(code);
        if (distance < nowhere) ++order.placed;
    }
    std::ranges::stable_sort(order.all, {}, [&](AuthorityCode code) { return nearest.at(code); });
    return order;
}

std::string Rank::words() const {
    return fmt::format("{}{}{}{} of {}", joint ? "joint " : "", place, ending(place),
                       best_first ? "" : " highest", of);
}

std::optional<Rank> rank_of(const Measure& measure, std::optional<double> own,
                            std::span<const double> others) {
    if (!own || others.empty()) return std::nullopt;
    const double scale = std::pow(10.0, measure.decimals);
    const auto rounded = [&](double value) { return std::round(value * scale); };
    Rank found{.place = 1, .of = others.size() + 1, .best_first = measure.direction != Direction::neither};
    const bool lowest_first = measure.direction == Direction::lower_is_better;
    for (const double other : others) {
        const double theirs = rounded(other), ours = rounded(*own);
        if (theirs == ours)
            found.joint = true;
        else if (lowest_first ? theirs < ours : theirs > ours)
            ++found.place;
    }
    return found;
}

std::optional<double> ComparedYear::middle() const {
    if (others.size() < fewest_neighbours) return std::nullopt;
    return analytics::median(others);
}

std::optional<bool> Compared::better() const {
    if (headline->measure->direction == Direction::neither) return std::nullopt;
    if (beside != Beside::well_above && beside != Beside::well_below) return std::nullopt;
    return (beside == Beside::well_above) == (headline->measure->direction == Direction::higher_is_better);
}

std::vector<Compared> compared(std::span<const AreaMeasure> all, AuthorityCode own,
                               std::span<const AuthorityCode> others) {
    std::vector<Compared> lines;
    for (const AreaMeasure& measure : all) {
        if (measure.years.empty()) continue;
        const bool published = all_published(measure, own, others);
        Compared line{.headline = measure.headline, .made = published ? Made::published : measure.made};
        for (const AreaYear& year : measure.years)
            line.years.push_back(compared_year(year, own, others, published));
        const ComparedYear& newest = line.years.front();
        if (!published) line.england_published = measure.years.front().england_published;
        line.rank = rank_of(*measure.headline->measure, newest.own.value, newest.others);
        line.beside = word_of(*measure.headline, line.made, newest);
        lines.push_back(std::move(line));
    }
    return lines;
}

}
