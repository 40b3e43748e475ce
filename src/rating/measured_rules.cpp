#include <algorithm>
#include <charconv>
#include <cmath>

#include "analytics/statistics.hpp"
#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::Cell;
using analytics::Missing;
using analytics::PublicPeriod;

namespace {

// A position among similar schools needs at least this many of the thirty to have a figure.
constexpr std::size_t fewest_similar = 15;
// Below this many schools with a figure, a phase is compared with all phases the indicator is for.
constexpr std::size_t fewest_in_phase = 50;
constexpr std::size_t phase_count = 11;

using Readings = std::vector<Reading>;

double year_of(const PublicPeriod& period) {
    return period.dates.first.year();
}

struct Years {
    std::array<double, most_years> year{}, value{}, n{};
    std::size_t count = 0;
    std::span<const double> years() const { return std::span{year}.first(count); }
    std::span<const double> values() const { return std::span{value}.first(count); }
    std::span<const double> weights() const { return std::span{n}.first(count); }
};

/// One column being read: the steps share its inputs.
class Reader {
  public:
    Reader(const Setting& setting, const Audience& audience, const Recipe& recipe)
        : setting_(setting),
          audience_(audience),
          recipe_(recipe),
          indicator_(setting.scheme.indicators[recipe.indicator]) {}

    Column read() {
        column_.readings.resize(audience_.members.size());
        if (recipe_.periods.empty()) return std::move(column_);
        if (indicator_.kind == SeverityKind::trend_of_gap) find_national();
        auto& readings = column_.readings;
        for (std::size_t slot = 0; slot < readings.size(); ++slot)
            readings[slot] = read_one(audience_.members[slot]);
        switch (indicator_.kind) {
            case SeverityKind::similar_schools:
                against_similar(readings);
                break;
            case SeverityKind::national_percentile:
                against_nation(readings);
                break;
            case SeverityKind::all_below:
                for (Reading& reading : readings) reading.severity = reading.position;
                break;
            default:
                along_ramp(readings);
        }
        show_only_small(readings);
        return std::move(column_);
    }

  private:
    std::span<const analytics::Ancestor> line(std::uint32_t member) const {
        return setting_.population.line(member);
    }

    /// Pupils behind a value whose file carries none: the latest earlier cohort, else the cohort measure.
    double stand_in(std::uint32_t member, std::size_t period) const {
        for (std::size_t p = period + 1; p < recipe_.periods.size() + recipe_.older.size(); ++p) {
            const PublicPeriod& earlier =
                p < recipe_.periods.size() ? recipe_.periods[p] : recipe_.older[p - recipe_.periods.size()];
            const Cell cell = value_as_at(setting_.view, earlier, line(member));
            if (cell && cell.n > 0) return cell.n;
        }
        for (const PublicPeriod& cohort : recipe_.cohort)
            if (const Cell cell = value_as_at(setting_.view, cohort, line(member)); cell && cell.value > 0)
                return cell.value;
        return no_number;
    }

    /// Why the newest year that says anything has no value. "Not applicable" is nobody's lack.
    static void note_lack(const Cell& cell, const PublicPeriod& period, Reading& reading) {
        reading.missing = cell.missing;
        reading.applies = cell.missing != Missing::not_applicable;
        reading.until = period.dates.last;
    }

    /// The years that a school has, newest first, each with its pupils; notes in `reading` where they come
    /// from.
    Years years_of(std::uint32_t member, Reading& reading) {
        Years years;
        Origin origin;
        reading.missing = Missing::not_in_release;
        for (std::size_t p = 0; p < recipe_.periods.size(); ++p) {
            const Cell cell = value_as_at(setting_.view, recipe_.periods[p], line(member));
            if (!cell) {
                if (indicator_.kind == SeverityKind::run_below && years.count > 0) break;  // a gap ends a run
                if (years.count == 0 && reading.missing == Missing::not_in_release &&
                    cell.missing != Missing::not_in_release)
                    note_lack(cell, recipe_.periods[p], reading);
                continue;
            }
            double n = cell.n;
            if (indicator_.k > 0 && !(n > 0)) {
                n = stand_in(member, p);
                reading.n_stands_in |= n > 0;
            }
            if (indicator_.k > 0 && !(n > 0)) {
                if (years.count == 0) reading.missing = Missing::no_cohort, reading.applies = true;
                continue;
            }
            if (years.count == 0) reading.until = recipe_.periods[p].dates.last, reading.applies = true;
            origin.series[years.count] = cell.series;
            reading.from_predecessor |= cell.from_predecessor;
            years.year[years.count] = year_of(recipe_.periods[p]);
            years.value[years.count] = cell.value - (national_.empty() ? 0 : national_[p]);
            years.n[years.count] = indicator_.k > 0 ? n : 1;
            ++years.count;
        }
        reading.years = static_cast<std::uint8_t>(years.count);
        if (years.count == 0) return years;
        reading.missing = Missing::none;
        reading.origin = column_.origin(origin);
        return years;
    }

    Reading read_one(std::uint32_t member) {
        Reading reading;
        const Years years = years_of(member, reading);
        if (years.count == 0) return reading;
        switch (indicator_.kind) {
            case SeverityKind::trend_of_gap:
                trend(years, reading);
                break;
            case SeverityKind::volatility:
                volatility(years, reading);
                break;
            case SeverityKind::run_below:
                run(years, reading);
                break;
            case SeverityKind::all_below:
                together(member, years, reading);
                break;
            default:
                pool(years, reading);
        }
        return reading;
    }

    /// Several measures of the newest year: the last one stands beside the first, with its pupils.
    void together(std::uint32_t member, const Years& years, Reading& reading) const {
        reading.value = years.value[0];
        bool all = reading.value < indicator_.below_each[0];
        for (std::size_t m = 0; m < recipe_.further.size(); ++m) {
            const auto& periods = recipe_.further[m];
            const auto same = std::find_if(periods.begin(), periods.end(), [&](const PublicPeriod& period) {
                return period.dates.last == reading.until;
            });
            const Cell cell =
                same == periods.end() ? Cell{} : value_as_at(setting_.view, *same, line(member));
            if (!cell) {
                reading.missing = cell.missing;
                return;
            }
            all = all && cell.value < indicator_.below_each[m + 1];
            reading.comparison = cell.value;
            reading.n = cell.n;
        }
        reading.position = all ? 1 : 0;
    }

    void pool(const Years& years, Reading& reading) const {
        const auto pooled = analytics::pooled_mean(years.values(), years.weights());
        reading.value = pooled->value;
        if (indicator_.k == 0) return;
        reading.n = pooled->n;
        reading.reliability = analytics::reliability(pooled->n, indicator_.k);
    }

    void trend(const Years& years, Reading& reading) const {
        const auto trend = analytics::trend_of(years.years(), years.values(), years.weights());
        if (!trend) {
            reading.missing = Missing::low_coverage;
            return;
        }
        reading.value = trend->change;
        reading.comparison = 0;
        reading.position = trend->change;
        if (indicator_.k == 0) return;
        reading.n = trend->n;
        // The n of a slope is its leverage: both are what the pupils' variance is divided by.
        reading.reliability = analytics::reliability(trend->leverage, indicator_.k);
        reading.position *= reading.reliability;
    }

    void volatility(const Years& years, Reading& reading) const {
        if (years.count < 3) {
            reading.missing = Missing::low_coverage;
            return;
        }
        reading.value = reading.position = analytics::standard_deviation(years.values());
    }

    void run(const Years& years, Reading& reading) const {
        std::size_t length = 0;
        while (length < years.count && years.value[length] < indicator_.below) ++length;
        reading.value = reading.position = static_cast<double>(length);
    }

    /// One pupil more or less would turn the answer; where nobody says how many there are, it may be one.
    void show_only_small(Readings& column) const {
        if (!(indicator_.small_up_to > 0)) return;
        for (Reading& reading : column) reading.scores = reading.n > indicator_.small_up_to;
    }

    void along_ramp(Readings& column) const {
        for (Reading& reading : column) {
            if (reading.missing != Missing::none) continue;
            if (indicator_.kind == SeverityKind::threshold) reading.position = reading.value;
            reading.severity = rounded(indicator_.ramp.at(reading.position));
        }
    }

    /// Shrinks each value towards the middle of its similar schools; the unit is the spread of such
    /// differences in the phase, so that one odd group of thirty cannot make a school extreme.
    void against_similar(Readings& column) const {
        std::array<std::vector<double>, phase_count> differences;
        std::vector<double> all;
        for (std::size_t slot = 0; slot < column.size(); ++slot) {
            Reading& reading = column[slot];
            if (reading.missing != Missing::none) continue;
            reading.comparison = middle_of_similar(column, audience_.members[slot], reading.missing);
            if (reading.missing != Missing::none) continue;
            reading.position = reading.value - reading.comparison;
            differences[phase(slot)].push_back(reading.position);
            all.push_back(reading.position);
        }
        std::array<double, phase_count> spread{};
        for (std::size_t p = 0; p < phase_count; ++p)
            spread[p] =
                analytics::robust_spread(differences[p].size() < fewest_in_phase ? all : differences[p]);
        for (std::size_t slot = 0; slot < column.size(); ++slot) {
            Reading& reading = column[slot];
            if (reading.missing != Missing::none) continue;
            const double unit = spread[phase(slot)];
            const double weight = indicator_.k > 0 ? reading.reliability : 1;
            reading.position = unit > 0 ? weight * reading.position / unit : 0;
            reading.severity = rounded(indicator_.ramp.at(reading.position));
        }
    }

    double middle_of_similar(const Readings& column, std::uint32_t member, Missing& missing) const {
        if (!recipe_.similar) {
            missing = Missing::no_release;
            return no_number;
        }
        missing = recipe_.similar->missing(member);
        if (missing != Missing::none) return no_number;
        std::array<double, analytics::similar_count> values;
        std::size_t count = 0;
        for (const std::uint32_t other : recipe_.similar->of(member)) {
            const std::uint32_t slot = audience_.slot[other];
            if (slot != nowhere && !std::isnan(column[slot].value)) values[count++] = column[slot].value;
        }
        if (count < fewest_similar) {
            missing = Missing::low_coverage;
            return no_number;
        }
        std::sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
        return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
    }

    /// Percentile of the value, shrunk towards the middle of the phase, among all values so shrunk.
    void against_nation(Readings& column) const {
        std::array<std::vector<double>, phase_count> values, shrunk;
        std::vector<double> all_values, all_shrunk;
        for (std::size_t slot = 0; slot < column.size(); ++slot)
            if (column[slot].missing == Missing::none) {
                values[phase(slot)].push_back(column[slot].value);
                all_values.push_back(column[slot].value);
            }
        std::array<double, phase_count> middle;
        for (std::size_t p = 0; p < phase_count; ++p)
            middle[p] = analytics::median(values[p].size() < fewest_in_phase ? all_values : values[p]);
        for (std::size_t slot = 0; slot < column.size(); ++slot) {
            Reading& reading = column[slot];
            if (reading.missing != Missing::none) continue;
            reading.comparison = middle[phase(slot)];
            reading.position = indicator_.k > 0
                                   ? analytics::shrink(reading.value, reading.comparison, reading.reliability)
                                   : reading.value;
            shrunk[phase(slot)].push_back(reading.position);
            all_shrunk.push_back(reading.position);
        }
        std::sort(all_shrunk.begin(), all_shrunk.end());
        for (auto& phase_values : shrunk) std::sort(phase_values.begin(), phase_values.end());
        for (std::size_t slot = 0; slot < column.size(); ++slot) {
            Reading& reading = column[slot];
            if (reading.missing != Missing::none) continue;
            const auto& peers =
                shrunk[phase(slot)].size() < fewest_in_phase ? all_shrunk : shrunk[phase(slot)];
            reading.position = analytics::percentile_of(peers, reading.position);
            reading.severity = rounded(indicator_.ramp.at(reading.position));
        }
    }

    /// England's value of each year: as published, else the mean over pupils of every school read.
    void find_national() {
        national_.assign(recipe_.periods.size(), 0);
        for (std::size_t p = 0; p < recipe_.periods.size(); ++p) {
            if (recipe_.national[p]) {
                national_[p] = *recipe_.national[p];
                continue;
            }
            double sum = 0, weights = 0;
            for (const std::uint32_t member : audience_.members) {
                const Cell cell = value_as_at(setting_.view, recipe_.periods[p], line(member));
                if (!cell) continue;
                const double n = indicator_.k == 0 ? 1 : cell.n > 0 ? cell.n : stand_in(member, p);
                if (!(n > 0)) continue;
                sum += n * cell.value;
                weights += n;
            }
            national_[p] = weights > 0 ? sum / weights : 0;
        }
    }

    std::size_t phase(std::size_t slot) const {
        return static_cast<std::size_t>(setting_.population.phase(audience_.members[slot]));
    }

    const Setting& setting_;
    const Audience& audience_;
    const Recipe& recipe_;
    const Indicator& indicator_;
    Column column_;
    std::vector<double> national_;
};

}

std::uint16_t Column::origin(const Origin& origin) {
    // Neighbours in the register mostly share their files, so the newest is tried first.
    for (std::size_t i = origins.size(); i-- > 0;)
        if (origins[i] == origin) return static_cast<std::uint16_t>(i);
    origins.push_back(origin);
    return static_cast<std::uint16_t>(origins.size() - 1);
}

double rounded(double severity) {
    return std::round(severity * 10'000) / 10'000;
}

const analytics::Calendar* calendar_of(const analytics::Calendars* calendars, std::string_view measure) {
    if (!calendars) return nullptr;
    const auto at = calendars->find(measure);
    return at == calendars->end() ? nullptr : &at->second;
}

bool is_measured(SeverityKind kind) {
    switch (kind) {
        case SeverityKind::threshold:
        case SeverityKind::similar_schools:
        case SeverityKind::national_percentile:
        case SeverityKind::trend_of_gap:
        case SeverityKind::volatility:
        case SeverityKind::run_below:
        case SeverityKind::all_below:
            return true;
        default:
            return false;
    }
}

namespace {

/// Files go on carrying the columns of a measure that is no longer worked out, empty or marked as not
/// applicable. Such a year is no year: it neither takes a place in the window nor gives a reason.
bool says_nothing(const analytics::View& view, const PublicPeriod& period,
                  const analytics::Calendar& calendar) {
    if (!calendar.gap(period.period)) return false;
    return std::none_of(period.series.begin(), period.series.end(), [&](std::uint32_t number) {
        const auto& missing = view.series(number).missing;
        return std::find(missing.begin(), missing.end(), Missing::none) != missing.end();
    });
}

}

Recipe make_recipe(const analytics::View& view, const Scheme& scheme, std::size_t index, Date as_at,
                   const analytics::SimilarSchools* similar, const analytics::Calendars* calendars) {
    const Indicator& indicator = scheme.indicators[index];
    Recipe recipe;
    recipe.indicator = index;
    recipe.periods =
        known_periods(view, indicator.measure, as_at, indicator.comparable_from, indicator.year_ends_month);
    if (const auto* calendar = calendar_of(calendars, indicator.measure))
        std::erase_if(recipe.periods,
                      [&](const PublicPeriod& period) { return says_nothing(view, period, *calendar); });
    const auto window = std::min(recipe.periods.size(), static_cast<std::size_t>(indicator.pool_years));
    recipe.older.assign(recipe.periods.begin() + static_cast<std::ptrdiff_t>(window), recipe.periods.end());
    recipe.periods.resize(window);
    if (!indicator.cohort_measure.empty())
        recipe.cohort = known_periods(view, indicator.cohort_measure, as_at);
    if (indicator.kind == SeverityKind::all_below)
        for (const std::string& measure : indicator.also)
            recipe.further.push_back(
                known_periods(view, measure, as_at, indicator.comparable_from, indicator.year_ends_month));
    if (indicator.kind == SeverityKind::similar_schools) recipe.similar = similar;
    if (indicator.kind == SeverityKind::trend_of_gap)
        for (const PublicPeriod& period : recipe.periods)
            recipe.national.push_back(known_aggregate(view.published(), indicator.measure, period.period,
                                                      "national-state-funded", as_at));
    return recipe;
}

Column measured_column(const Setting& setting, const Audience& audience, const Recipe& recipe) {
    return Reader{setting, audience, recipe}.read();
}

}
