#include "analytics/warning/yearly.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analytics/as_at.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr float no_value = std::numeric_limits<float>::quiet_NaN();
constexpr float usual_cohort = 28;

bool ordinary(const School& school) {
    return school.state_funded && school.phase != Phase::special && school.phase != Phase::alternative;
}

std::size_t kind_of(const School& school) {
    if (!ordinary(school)) return 2;
    return school.phase == Phase::secondary || school.phase == Phase::all_through ? 1 : 0;
}

void subtract_england(const Snapshot& snapshot, std::vector<float>& values,
                      const std::vector<float>& pupils) {
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i]) || !ordinary(snapshot.schools[i])) continue;
        const double n = pupils.empty() || std::isnan(pupils[i]) ? 1 : pupils[i];
        sum += n * values[i];
        weight += n;
    }
    if (weight <= 0) return;
    const auto mean = static_cast<float>(sum / weight);
    for (float& value : values) value -= mean;
}

void subtract_kind(const Snapshot& snapshot, std::vector<float>& values) {
    std::array<std::vector<float>, 3> of;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i])) of[kind_of(snapshot.schools[i])].push_back(values[i]);
    std::array<float, 3> middle{};
    for (std::size_t kind = 0; kind < of.size(); ++kind) {
        if (of[kind].empty()) continue;
        const auto at = of[kind].begin() + static_cast<std::ptrdiff_t>(of[kind].size() / 2);
        std::nth_element(of[kind].begin(), at, of[kind].end());
        middle[kind] = *at;
    }
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= middle[kind_of(snapshot.schools[i])];
}

}

Lines::Lines(const Snapshot& snapshot) {
    constexpr std::size_t longest = 4;
    const Date any_day = Date::from_days(1'000'000);
    all_.reserve(snapshot.schools.size());
    begin_.reserve(snapshot.schools.size() + 1);
    begin_.push_back(0);
    for (SchoolIndex school = 0; school < snapshot.schools.size(); ++school) {
        const std::size_t first = all_.size();
        all_.push_back({school, any_day, true});
        for (std::size_t at = first; at < all_.size(); ++at) {
            const School& record = snapshot.schools[all_[at].school];
            for (const SchoolIndex before : record.predecessors)
                if (all_.size() - first < longest)
                    all_.push_back({before, record.opened.value_or(all_[at].until), false});
        }
        begin_.push_back(static_cast<std::uint32_t>(all_.size()));
    }
}

Yearly::Yearly(const Snapshot& snapshot, const Lines& lines, std::string_view measure, Date day,
               const YearlyOptions& options) {
    auto periods = known_periods(snapshot, measure, day, {}, options.year_ends_month);
    std::erase_if(periods, [&](const PublicPeriod& period) {
        return day - period.dates.last > options.stale_after_days;
    });
    if (periods.size() > options.years) periods.resize(options.years);
    const std::size_t schools = snapshot.schools.size();
    for (std::size_t year = 0; year < periods.size(); ++year) {
        auto& values = values_.emplace_back(schools, no_value);
        // The own value, else the newest predecessor's of a period that began before the school opened.
        for (SchoolIndex i = 0; i < schools; ++i)
            if (const Cell cell = value_as_at(snapshot, periods[year], lines.of(i)))
                values[i] = static_cast<float>(cell.value);
        if (options.cohort) {
            auto& pupils = pupils_.emplace_back(schools, no_value);
            for (std::size_t i = 0; i < schools; ++i)
                pupils[i] =
                    year < options.cohort->values_.size() && !std::isnan(options.cohort->values_[year][i])
                        ? options.cohort->values_[year][i]
                        : options.cohort->newest(static_cast<SchoolIndex>(i));
        }
        if (options.against_england)
            subtract_england(snapshot, values, options.cohort ? pupils_.back() : std::vector<float>{});
        if (options.against_kind) subtract_kind(snapshot, values);
    }
}

Yearly Yearly::mean_of(std::span<const Yearly> parts) {
    Yearly mean;
    if (parts.empty()) return mean;
    mean = parts.front();
    for (std::size_t year = 0; year < mean.values_.size(); ++year)
        for (std::size_t i = 0; i < mean.values_[year].size(); ++i) {
            float sum = 0, count = 0;
            for (const Yearly& part : parts)
                if (year < part.values_.size() && !std::isnan(part.values_[year][i]))
                    sum += part.values_[year][i], count += 1;
            mean.values_[year][i] = count > 0 ? sum / count : no_value;
        }
    return mean;
}

float Yearly::latest(SchoolIndex school) const {
    return values_.empty() ? no_value : values_.front()[school];
}

float Yearly::newest(SchoolIndex school) const {
    for (const auto& year : values_)
        if (!std::isnan(year[school])) return year[school];
    return no_value;
}

float Yearly::change(SchoolIndex school) const {
    return values_.size() < 2 ? no_value : values_[0][school] - values_[1][school];
}

float Yearly::pooled(SchoolIndex school, double prior) const {
    double sum = 0, weight = 0, recency = 1;
    for (std::size_t year = 0; year < values_.size(); ++year, recency /= 2) {
        if (std::isnan(values_[year][school])) continue;
        const float n = pupils_.empty() ? usual_cohort : pupils_[year][school];
        const double w = recency * (std::isnan(n) ? usual_cohort : n);
        sum += w * values_[year][school];
        weight += w;
    }
    return weight > 0 ? static_cast<float>(sum / (weight + prior)) : no_value;
}

std::vector<float> Yearly::known(SchoolIndex school) const {
    std::vector<float> out;
    for (const auto& year : values_)
        if (!std::isnan(year[school])) out.push_back(year[school]);
    return out;
}

double Yearly::mean(SchoolIndex school) const {
    double sum = 0, count = 0;
    for (const float value : known(school)) sum += value, count += 1;
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

double Yearly::spread(SchoolIndex school) const {
    const auto all = known(school);
    if (all.size() < 2) return 0;
    const double middle = mean(school);
    double sum = 0;
    for (const float value : all) sum += (value - middle) * (value - middle);
    return std::sqrt(sum / static_cast<double>(all.size() - 1));
}

}
