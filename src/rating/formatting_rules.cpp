#include "rating/formatting_rules.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::Missing;

namespace {

constexpr std::array<std::string_view, 5> grade_words{"not judged", "outstanding", "good",
                                                      "requiring improvement", "inadequate"};
constexpr std::array<std::string_view, 11> phase_words{"nursery",     "infant",    "junior",      "primary",
                                                       "middle",      "secondary", "all-through", "special",
                                                       "alternative", "16-plus",   "other"};

void replace(std::string& text, std::string_view placeholder, std::string_view with) {
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + with.size()))
        text.replace(at, placeholder.size(), with);
}

std::string counted(double value, int decimals, std::string_view one, std::string_view many) {
    const std::string number = decimal(value, decimals);
    return fmt::format("{} {}", number, number == "1" ? one : many);
}

/// "lost 2.1 percentage points a year on England".
std::string change_text(const Indicator& indicator, double change) {
    const std::string amount = decimal(std::abs(change), indicator.decimals);
    if (amount.find_first_not_of("0.") == std::string::npos) return "kept pace with England";
    return fmt::format("{} {} {} a year on England", change < 0 ? "lost" : "gained", amount,
                       indicator.unit == Unit::percentage_points ? "percentage points" : "points");
}

/// No inspection since report cards began is called graded: a card has no grade of the whole.
std::string_view inspection_words(std::optional<Date> day) {
    return day && *day >= analytics::report_cards_began ? "inspection" : "graded inspection";
}

std::string told(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    const bool all_well = indicator.kind == SeverityKind::threshold ? c.severity == 0 : c.position == 0;
    const bool nothing = all_well && !indicator.otherwise.empty();
    std::string text = nothing ? indicator.otherwise : indicator.sentence;
    if (const std::string& since = nothing ? indicator.unlisted : indicator.listed;
        c.listed && !since.empty())
        text = since;
    replace(text, "{value}", value_text(indicator, c.value));
    replace(text, "{size}", value_text(indicator, std::abs(c.value)));
    replace(text, "{comparison}", c.comparison ? value_text(indicator, *c.comparison) : "nothing known");
    replace(text, "{period}", period_text(run.source(c)));
    replace(text, "{phase}", phase_word(c.phase));
    replace(text, "{change}", change_text(indicator, c.value));
    replace(text, "{inspection}", inspection_words(c.day));
    replace(text, "{day}", c.day ? c.day->display() : "an unknown day");
    return text;
}

/// How a value stands beside the middle one of its similar schools; `usual` is the gap in usual gaps.
std::string beside_similar(const Run& run, const Contribution& c) {
    const double usual = std::abs(c.position);
    const auto [much, where] = usual < 0.5               ? std::pair{"", "in line with"}
                               : c.value < *c.comparison ? std::pair{usual < 2 ? "" : "well ", "below"}
                                                         : std::pair{usual < 2 ? "" : "well ", "above"};
    std::string words = fmt::format(" Similar schools: {}. This is {}{} similar schools",
                                    value_text(run.indicator(c), *c.comparison), much, where);
    if (usual < 0.5) return words + ".";
    if (const auto range = interval(run, c))
        words += *c.comparison < range->low || *c.comparison > range->high
                     ? ", more than pupil numbers explain"
                     : ", but pupil numbers could explain it";
    return words + fmt::format(". The gap is {} times the usual one{}.", decimal(usual, 1),
                               c.reliability ? ", allowing for the number of pupils" : "");
}

std::string position_text(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    if (indicator.kind == SeverityKind::similar_schools) return beside_similar(run, c);
    return indicator.kind == SeverityKind::national_percentile ? " " + share_better(run, c) : "";
}

/// How many pupils a figure is based on, and its likely range.
std::string pupils_text(const Run& run, const Contribution& c) {
    if (!c.n) return "";
    const Indicator& indicator = run.indicator(c);
    const analytics::Behind behind{.n = *c.n, .years = c.years, .stands_in = c.n_stands_in};
    const auto range = interval(run, c);
    return fmt::format(" Based on {}.", range ? analytics::likely_range(indicator.chance, c.value, behind,
                                                                        limit_text(indicator, range->low),
                                                                        limit_text(indicator, range->high))
                                              : analytics::pupils_words(indicator.chance, c.value, behind));
}

}

std::string lowercase(std::string_view words) {
    std::string text{words};
    if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

std::string decimal(double value, int decimals) {
    std::string written = fmt::format("{:.{}f}", value, decimals);
    if (written.find_first_not_of("-0.") == std::string::npos && written[0] == '-') written.erase(0, 1);
    return written;
}

std::string points_text(Points points) {
    return fmt::format("{} {}", text(points), points.hundredths == 100 ? "point" : "points");
}

std::string percent_text(double share) {
    return decimal(share * 100, 0) + "%";
}

std::string without_files(std::string_view title) {
    std::string words;
    while (!title.empty()) {
        const auto end = std::min(title.find("; "), title.size());
        const std::string_view one = analytics::public_name(title.substr(0, end));
        title.remove_prefix(std::min(end + 2, title.size()));
        if (words.find(one) == std::string::npos) words += (words.empty() ? "" : "; ") + std::string{one};
    }
    return words;
}

std::string source_words(const Source& source) {
    std::string words = without_files(source.title);
    const std::string periods = period_text(source);
    if (!periods.empty() && words.find(periods) == std::string::npos) words += ", " + periods;
    if (source.known_from != Date{}) words += ", known from " + source.known_from.display();
    return words;
}

std::string period_text(const Source& source) {
    if (source.first_period == source.last_period) return source.last_period;
    return fmt::format("{} to {}", source.first_period, source.last_period);
}

std::string_view phase_word(analytics::Phase phase) {
    return phase_words[static_cast<std::size_t>(phase)];
}

std::string value_text(const Indicator& indicator, double value) {
    switch (indicator.unit) {
        case Unit::percent:
            return decimal(value, indicator.decimals) + "%";
        case Unit::points:
            return counted(value, indicator.decimals, "point", "points");
        case Unit::percentage_points:
            return counted(value, indicator.decimals, "percentage point", "percentage points");
        case Unit::grade:
            return std::string{grade_words[static_cast<std::size_t>(std::clamp(value, 0.0, 4.0))]};
        case Unit::card_grade:
            return lowercase(analytics::card_grades.title(static_cast<analytics::CardGrade>(value)));
        case Unit::years:
            return counted(value, indicator.decimals, "year", "years");
        case Unit::inspections:
            return counted(value, indicator.decimals, "graded inspection", "graded inspections");
        case Unit::number:
            break;
    }
    return decimal(value, indicator.decimals);
}

std::string limit_text(const Indicator& indicator, double limit) {
    if (indicator.unit == Unit::grade || indicator.unit == Unit::card_grade)
        return value_text(indicator, limit);
    return decimal(limit, indicator.decimals) + (indicator.unit == Unit::percent ? "%" : "");
}

std::optional<analytics::Limits> interval(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    if (!c.n || !c.reliability) return std::nullopt;
    double n = *c.n;
    // reliability = leverage / (leverage + k), so the slope's own n comes back out of it.
    if (indicator.kind == SeverityKind::trend_of_gap) n = indicator.k * *c.reliability / (1 - *c.reliability);
    return interval_around(indicator, c.value, n).limits;
}

analytics::Interval interval_around(const Indicator& indicator, double value, double n) {
    auto open = analytics::interval_of(indicator.chance, value, n);
    if (open.limits && indicator.unit == Unit::percent)
        open.limits = {std::max(0.0, open.limits->low), std::min(100.0, open.limits->high)};
    return open;
}

std::string share_better(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    const bool low_worries = indicator.ramp.full_at < indicator.ramp.none_from;
    const double better = low_worries ? 100 - c.position : c.position;
    return fmt::format("{:.0f} in 100 {} schools {} did better{}.", better, phase_word(c.phase),
                       run.source(c).own ? "of the authority" : "in England",
                       c.reliability ? ", allowing for the number of pupils" : "");
}

bool hears(Hearer hearer, const Indicator& indicator) {
    return hearer == Hearer::officers || !indicator.officers_only;
}

std::string short_reason(const Run& run, const Contribution& c) {
    std::string text = told(run, c);
    if (run.indicator(c).kind != SeverityKind::similar_schools || !c.comparison || !text.ends_with('.'))
        return text;
    text.pop_back();
    return fmt::format("{}; similar schools: {}.", text, value_text(run.indicator(c), *c.comparison));
}

std::string reason(const Run& run, const Contribution& c) {
    std::string text = told(run, c) + position_text(run, c) + pupils_text(run, c);
    const Indicator& indicator = run.indicator(c);
    if (indicator.small_up_to > 0 && !(c.n > indicator.small_up_to))
        text += " " + (c.n ? indicator.small_sentence
                           : std::string{"How many pupils these are is not known, so it does not count."});
    if (c.from_predecessor) text += " Part of this is from before the school became an academy.";
    return text;
}

namespace {

std::string too_old(const Run& run, const MissingIndicator& missing) {
    const Indicator& indicator = run.indicator(missing);
    const int months = indicator.maximum_age_months;
    // Whether a fact holds is no figure; nor is that a year was not applicable.
    const auto day = Date::parse_iso(missing.stale_period);
    if (day && (indicator.kind == SeverityKind::event || !missing.stale_value))
        return fmt::format("What is known is of {}, more than {} ago.", day->display(),
                           months % 12 == 0 ? counted(months / 12, 0, "year", "years")
                                            : counted(months, 0, "month", "months"));
    return fmt::format("The latest figure, {} ({}), is more than {} months old and no longer counts.",
                       value_text(indicator, missing.stale_value.value_or(0)), missing.stale_period, months);
}

/// With the reason and the years of it.
std::string does_not_apply(const Run& run, const MissingIndicator& missing) {
    const Indicator& indicator = run.indicator(missing);
    const std::string& nobody = run.not_calculated[missing.indicator];
    if (is_inspected(indicator.kind, indicator.measure) && missing.code == Missing::not_applicable)
        return "The latest inspection gave no such grade.";
    if (indicator.optional && missing.code == Missing::stale) return too_old(run, missing);
    if (indicator.optional) return "The authority has no figure for this school. None is needed.";
    if (nobody.empty()) return std::string{missing_sentence(missing.code)};
    return "Does not apply this year. " + nobody;
}

}

std::string reason(const Run& run, const MissingIndicator& missing) {
    const Indicator& indicator = run.indicator(missing);
    if (!missing.applies) return does_not_apply(run, missing);
    if (missing.code == Missing::stale) return too_old(run, missing);
    if (indicator.kind == SeverityKind::soft_intelligence) return "There is no note about this.";
    if (missing.code == Missing::no_release && indicator.kind == SeverityKind::event)
        return "There is no register of this.";
    if (missing.code == Missing::low_coverage && indicator.kind == SeverityKind::similar_schools)
        return "Too few similar schools have a figure.";
    if (missing.code == Missing::not_applicable && indicator.kind == SeverityKind::similar_schools)
        return "There are too few schools of this phase to compare with.";
    if (missing.code == Missing::low_coverage &&
        (indicator.kind == SeverityKind::trend_of_gap || indicator.kind == SeverityKind::volatility))
        return "There are figures for fewer than three years.";
    return std::string{missing_sentence(missing.code)};
}

Date next_rating_date(const Scheme& scheme, Date date) {
    std::optional<Date> next;
    for (int year = date.year(); year <= date.year() + 1; ++year)
        for (const RatingDay& day : scheme.rating_days)
            if (const Date on = day.in(year); on > date && (!next || on < *next)) next = on;
    return next.value_or(date);
}

}
