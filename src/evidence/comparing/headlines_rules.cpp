#include "evidence/comparing/headlines_rules.hpp"

#include <algorithm>
#include <cmath>

namespace tarn::evidence {
namespace {

using analytics::Missing;
using analytics::Phase;
using analytics::PublicPeriod;

/// A middle school of fewer would be one of a handful.
constexpr std::size_t fewest_in_middle = 5;

/// How files of absence and the census call the phase's totals of England.
std::string_view sector_level(Phase phase) {
    switch (phase) {
        case Phase::infant:
        case Phase::junior:
        case Phase::primary:
            return "national-primary";
        case Phase::middle:
        case Phase::secondary:
        case Phase::all_through:
            return "national-secondary";
        case Phase::special:
            return "national-special";
        default:
            return "";
    }
}

/// One measure and period across England.
class Across {
  public:
    Across(const Picture& picture, const Measure& measure, const PublicPeriod& period)
        : picture_(picture), measure_(measure), period_(period) {}

    analytics::Cell of(std::size_t member) const {
        return analytics::value_as_at(*picture_.snapshot, period_, picture_.population.line(member));
    }

    /// Of the phase; of one authority where it is named.
    std::optional<double> middle(Phase phase, std::optional<AuthorityCode> authority) const {
        std::vector<double> values;
        for (std::size_t member = 0; member < picture_.population.size(); ++member) {
            if (picture_.population.phase(member) != phase) continue;
            if (authority && picture_.school(static_cast<std::uint32_t>(member)).authority != *authority)
                continue;
            if (const auto cell = of(member)) values.push_back(cell.value);
        }
        if (values.size() < fewest_in_middle) return std::nullopt;
        return analytics::median(values);
    }

    Wider england(Phase phase) const {
        if (adds_up()) return {middle(phase, std::nullopt), true};
        const auto& snapshot = *picture_.snapshot;
        if (const auto told = published_of_england(snapshot, measure_, period_.period, picture_.as_at))
            return {told, false};
        if (const auto told = analytics::known_aggregate(snapshot, measure_.code, period_.period,
                                                         sector_level(phase), picture_.as_at))
            return {told, false};
        return {middle(phase, std::nullopt), true};
    }

    Wider authority(Phase phase, AuthorityCode code) const {
        const analytics::Aggregate* newest = nullptr;
        for (const auto& one : picture_.snapshot->aggregates)
            if (one.authority == code && one.level == "authority" && one.measure == measure_.code &&
                one.period == period_.period && one.known_from <= picture_.as_at &&
                (!newest || newest->known_from <= one.known_from))
                newest = &one;
        if (newest && !adds_up()) return {newest->value, false};
        return {middle(phase, code), true};
    }

    /// Of the similar schools that have a figure; empty when they are too few.
    std::vector<double> similar(std::uint32_t member) const {
        std::vector<double> values;
        for (const std::uint32_t other : picture_.similar.of(member))
            if (const auto cell = of(other)) values.push_back(cell.value);
        if (values.size() < fewest_similar) values.clear();
        return values;
    }

  private:
    /// The published figure of England is then the sum of its schools, beside which no school can stand.
    bool adds_up() const {
        return measure_.unit == Unit::pupils || measure_.unit == Unit::pounds || measure_.unit == Unit::count;
    }

    const Picture& picture_;
    const Measure& measure_;
    const PublicPeriod& period_;
};

/// The newest period with a figure of the school. If there is none, the newest period of any.
std::size_t newest_period(const Picture& picture, std::span<const PublicPeriod> periods,
                          std::span<const analytics::Ancestor> line) {
    for (std::size_t i = 0; i < periods.size(); ++i)
        if (analytics::value_as_at(*picture.snapshot, periods[i], line).missing != Missing::not_in_release)
            return i;
    return 0;
}

/// The years before, as far as they mean the same; `periods` begin with the figure's.
void add_years(HeadlineFigure& figure, const Picture& picture, std::span<const PublicPeriod> periods,
               std::span<const analytics::Ancestor> line) {
    const int newest = periods.front().dates.first.year();
    const int last = static_cast<int>(figure.years.size()) - 1;
    for (const PublicPeriod& period : periods) {
        const int back = newest - period.dates.first.year();
        if (back > last || !comparable(*figure.headline->measure, period.period, figure.period)) break;
        const auto cell = analytics::value_as_at(*picture.snapshot, period, line);
        if (!cell) continue;
        figure.years[static_cast<std::size_t>(last - back)] = cell.value;
        if (back == 0 || !figure.cell || figure.change) continue;
        figure.change = figure.cell.value - cell.value;
        if (back > 1) figure.changed_since = period.period;
    }
}

/// As the file counts them, else as the headline says who stands in.
void count_pupils(HeadlineFigure& figure, const Picture& picture, std::span<const analytics::Ancestor> line) {
    figure.n = figure.cell.n;
    if (!figure.cell || !std::isnan(figure.n) || figure.headline->stands_in.empty()) return;
    for (const auto& period :
         analytics::known_periods(*picture.snapshot, figure.headline->stands_in, picture.as_at))
        if (const auto cell = analytics::value_as_at(*picture.snapshot, period, line)) {
            figure.n = cell.value;
            figure.n_stands_in = true;
            return;
        }
}

HeadlineFigure figure_of(const Picture& picture, const Headline& headline, analytics::SchoolIndex school,
                         std::span<const analytics::Ancestor> line) {
    const Measure& measure = *headline.measure;
    HeadlineFigure figure{.headline = &headline};
    const auto periods = analytics::known_periods(*picture.snapshot, measure.code, picture.as_at);
    figure.published = !periods.empty();
    if (!figure.published) {
        figure.cell.missing = Missing::no_release;
        return figure;
    }
    const std::size_t at = newest_period(picture, periods, line);
    figure.period = periods[at].period;
    figure.cell = analytics::value_as_at(*picture.snapshot, periods[at], line);
    add_years(figure, picture, std::span{periods}.subspan(at), line);
    count_pupils(figure, picture, line);
    const auto& record = picture.snapshot->schools[school];
    const Across across{picture, measure, periods[at]};
    figure.england = across.england(record.phase);
    figure.authority = across.authority(record.phase, record.authority);
    const auto member = picture.member(record.urn);
    if (!member) return figure;
    const auto alike = across.similar(*member);
    if (alike.empty()) return figure;
    figure.similar = analytics::median(alike);
    if (headline.judged && figure.cell)
        figure.beside = beside_similar(measure.chance, figure.cell.value, figure.n, *figure.similar,
                                       analytics::robust_spread(alike));
    return figure;
}

}

std::optional<double> published_of_england(const analytics::Snapshot& snapshot, const Measure& measure,
                                           std::string_view period, Date as_at) {
    for (const char* level : {"national-state-funded", "national"})
        if (const auto told = analytics::known_aggregate(snapshot, measure.code, period, level, as_at))
            return told;
    return std::nullopt;
}

bool is_for(const Headline& headline, Phase phase) {
    return headline.phases.empty() || std::ranges::find(headline.phases, phase) != headline.phases.end();
}

std::string_view beside_words(Beside beside) {
    switch (beside) {
        case Beside::well_below:
            return "Well below";
        case Beside::like:
            return "Like";
        case Beside::well_above:
            return "Well above";
        case Beside::too_few:
            return "Too few pupils to say";
        case Beside::not_judged:
            break;
    }
    return "";
}

Beside beside_similar(const analytics::Chance& chance, double value, double n, double middle, double spread) {
    const auto open = analytics::interval_of(chance, value, n);
    const bool whole = open.why == analytics::NoInterval::whole && !open.limits;
    if (!open.limits && !whole) return Beside::not_judged;
    const bool far = std::abs(value - middle) > spread;
    const bool beyond_chance = whole || middle < open.limits->low || middle > open.limits->high;
    if (far && beyond_chance) return value < middle ? Beside::well_below : Beside::well_above;
    if (!whole && (n < very_few_pupils || (far && n < analytics::few_pupils))) return Beside::too_few;
    return Beside::like;
}

std::vector<HeadlineFigure> headline_figures(const Picture& picture, analytics::SchoolIndex school) {
    std::vector<HeadlineFigure> figures;
    const auto line = analytics::line_of(*picture.snapshot, school);
    for (const Headline& headline : headlines())
        if (is_for(headline, picture.snapshot->schools[school].phase))
            figures.push_back(figure_of(picture, headline, school, line));
    return figures;
}

std::vector<YearBeside> beside_each_year(const Picture& picture, const Headline& headline,
                                         analytics::SchoolIndex school,
                                         std::span<const PublicPeriod> periods) {
    const auto& record = picture.snapshot->schools[school];
    const auto member = picture.member(record.urn);
    std::vector<YearBeside> years;
    for (const PublicPeriod& period : periods) {
        const Across across{picture, *headline.measure, period};
        YearBeside year{.similar = {},
                        .authority = across.authority(record.phase, record.authority),
                        .england = across.england(record.phase)};
        const auto alike = member ? across.similar(*member) : std::vector<double>{};
        if (!alike.empty()) year.similar = analytics::median(alike);
        years.push_back(year);
    }
    const auto make_one_kind = [&](Wider YearBeside::*member_of, std::optional<AuthorityCode> code) {
        if (std::ranges::none_of(years, [&](const YearBeside& year) { return (year.*member_of).middle; }))
            return;
        for (std::size_t i = 0; i < years.size(); ++i)
            if (!(years[i].*member_of).middle)
                years[i].*member_of = {
                    Across{picture, *headline.measure, periods[i]}.middle(record.phase, code), true};
    };
    make_one_kind(&YearBeside::authority, record.authority);
    make_one_kind(&YearBeside::england, std::nullopt);
    return years;
}

std::string_view missing_word(Missing missing) {
    switch (missing) {
        case Missing::suppressed:
            return "Withheld";
        case Missing::not_applicable:
            return "Does not apply";
        case Missing::low_coverage:
            return "Too few covered";
        case Missing::new_school:
            return "New school";
        case Missing::low:
            return "Nearly none";
        case Missing::not_in_release:
            return "Not listed";
        case Missing::blank:
            return "Left blank";
        default:
            return "Not published";
    }
}

std::string change_words(const Measure& measure, double change) {
    std::string words = show(measure, change);
    if (words.find_first_of("123456789") == std::string::npos) return "No change";
    if (measure.unit == Unit::percent) words.replace(words.size() - 1, 1, " points");
    return (change > 0 ? "+" : "") + words;
}

}
