// A measure's funnel: how the authority's schools stand, with room for chance and for ordinary differences.
// The figures are published, but naming schools that stand out is a judgement: it reaches those who see
// levels.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "evidence/catalogue/measure_funnel_rules.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

using analytics::Phase;

constexpr std::string_view alarm_words = "Stands out: unlikely to be chance";
constexpr std::string_view alert_words = "Worth a look: could be chance";

/// The phase asked for, else the one of most of the authority's schools that can be drawn.
Phase phase_asked(const kit::Act& act, const std::vector<FunnelChoice>& choices,
                  const analytics::Snapshot& snapshot, const analytics::Population& population) {
    if (const auto asked = analytics::parse_phase(act.request.query_value("phase").value_or("")))
        return *asked;
    std::map<Phase, int> schools;
    for (std::size_t member = 0; member < population.size(); ++member)
        if (snapshot.schools[population.school(member)].authority == act.viewer.authority())
            ++schools[population.phase(member)];
    const auto most = std::ranges::max_element(choices, {}, [&](const FunnelChoice& choice) {
        return schools.contains(choice.phase) ? schools.at(choice.phase) : 0;
    });
    return most == choices.end() ? Phase::primary : most->phase;
}

page_kit::FunnelMark mark_of(analytics::Signal signal) {
    switch (signal) {
        case analytics::Signal::alarm:
            return page_kit::FunnelMark::alarm;
        case analytics::Signal::alert:
            return page_kit::FunnelMark::alert;
        case analytics::Signal::inside:
            break;
    }
    return page_kit::FunnelMark::inside;
}

/// More limits where the funnel bends most, at its narrow end.
std::vector<page_kit::FunnelLimits> limits_of(const MeasureFunnel& funnel) {
    double most = 1;
    for (const auto& school : funnel.schools) most = std::max(most, school.n);
    std::vector<page_kit::FunnelLimits> limits;
    constexpr int steps = 60;
    for (int step = 1; step <= steps; ++step) {
        double n = std::max(1.0, most * 1.1 * step * step / (steps * steps));
        if (funnel.exact(n)) n = std::round(n);  // the exact limits are those of whole pupils
        if (!limits.empty() && limits.back().n == n) continue;
        const auto alert = funnel.at(n, analytics::alert_z), alarm = funnel.at(n, analytics::alarm_z);
        limits.push_back({n, alert.low, alert.high, alarm.low, alarm.high});
    }
    return limits;
}

page_kit::FunnelChart chart_of(const kit::Act& act, const Measure& measure,
                               const analytics::Snapshot& snapshot, const MeasureFunnel& funnel,
                               Phase phase) {
    const auto& series = snapshot.series[funnel.series];
    page_kit::FunnelChart chart{.id = "funnel",
                                .title = fmt::format("{}, {}: {} schools that you may see", measure.name,
                                                     funnel.period, analytics::phase_title(phase)),
                                .unit = std::string{unit_title(measure.unit)},
                                .n_words = "pupils",
                                .alert_words = std::string{alert_words},
                                .alarm_words = std::string{alarm_words},
                                .centre_words = "England: " + show(measure, funnel.centre),
                                .centre = funnel.centre,
                                .limits = limits_of(funnel),
                                .decimals = measure.decimals,
                                .source = {.name = std::string{analytics::public_name(series.release_title)},
                                           .published = series.known_from,
                                           .n = static_cast<long>(funnel.england),
                                           .note = "schools of this phase in England"}};
    for (const auto& school : funnel.schools) {
        const auto& record = snapshot.schools[school.school];
        if (!act.viewer.may(access::Permission::rating_of_school, record.urn, record.authority)) continue;
        chart.points.push_back({.label = record.name,
                                .href = "/schools/" + record.urn.text(),
                                .n = school.n,
                                .value = school.value,
                                .mark = mark_of(school.standing.signal)});
    }
    std::sort(chart.points.begin(), chart.points.end(), [](const auto& a, const auto& b) {
        return a.label != b.label ? a.label < b.label : a.href < b.href;
    });
    return chart;
}

Html named_schools(const Measure& measure, const page_kit::FunnelChart& chart) {
    page_kit::DataTable table{
        .id = "standing-out",
        .caption = "Schools outside the funnel, by name",
        .columns = {{.heading = "School"},
                    {.heading = "Pupils (n)", .numeric = true},
                    {.heading = "Value", .numeric = true},
                    {.heading = "What that means"}},
        .empty_sentence = "No school is further out than chance and ordinary differences explain."};
    for (const auto& point : chart.points)
        if (point.mark != page_kit::FunnelMark::inside)
            table.rows.push_back(
                {page_kit::link_to(point.href, point.label), fmt::format("{:.0f}", point.n),
                 show(measure, point.value),
                 fmt::format("{} {} England",
                             point.mark == page_kit::FunnelMark::alarm ? "Stands out" : "Worth a look:",
                             point.value < chart.centre ? "below" : "above")});
    return page_kit::data_table(table);
}

/// Only phases and periods that can be drawn; of the periods those of the phase shown.
Html question_form(const Measure& measure, const std::vector<FunnelChoice>& choices,
                   const FunnelChoice& shown) {
    page_kit::Select phases{.name = "phase", .label = {.content = "Phase"}};
    std::set<Phase> offered;
    for (const FunnelChoice& each : choices) offered.insert(each.phase);
    for (const Phase each : offered)
        phases.items.push_back({.text = std::string{analytics::phase_title(each)},
                                .value = std::string{analytics::phase_code(each)}});
    phases.value = analytics::phase_code(shown.phase);
    page_kit::Select periods{.name = "period", .label = {.content = "Period"}};
    for (const FunnelChoice& each : choices)
        if (each.phase == shown.phase) periods.items.push_back({.text = each.period});
    periods.value = shown.period;
    return page_kit::search_form(
        measure_href(measure.code) + "/funnel",
        page_kit::select(phases) + page_kit::select(periods) +
            page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

/// Where something else was asked for than can be drawn.
Html instead(const kit::Act& act, Phase phase, const FunnelChoice& shown) {
    const std::string period{act.request.query_value("period").value_or("")};
    if (shown.phase == phase && (period.empty() || period == shown.period)) return {};
    return page_kit::inset_text(
        {.content = fmt::format("{}{} cannot be shown: the files do not give values with pupil numbers for "
                                "schools that you can see. This is {}, {}.",
                                analytics::phase_title(phase), period.empty() ? "" : ", " + period + ",",
                                analytics::phase_title(shown.phase), shown.period)});
}

std::string why_none(const Measure& measure, bool has_periods) {
    if (!has_funnel(measure))
        return "For this measure nothing says how much values differ by chance, so it cannot show which "
               "schools stand out.";
    if (!measure.in_snapshot)
        return "Tarn does not compare all schools in this measure. A school's own page of figures shows it.";
    if (!has_periods) return "No file with this measure has been imported.";
    return "No file gives values with pupil numbers for schools that you can see, so nothing says how much "
           "they differ by chance.";
}

Html how_to_read(const MeasureFunnel& funnel) {
    const auto without =
        funnel.without == 0
            ? std::string{}
            : fmt::format(" {} schools of the authority are not shown: no value, or no number of pupils.",
                          funnel.without);
    return page_kit::details(
        {.summary = "How to read this",
         .content =
             page_kit::paragraph(
                 "Each dot is a school. Results for few pupils move a lot by chance, so the limits are wider "
                 "on the left. They also allow for ordinary differences between schools. Schools inside the "
                 "limits do not clearly differ: do not rank them." +
                 without) +
             page_kit::paragraph(
                 "Schools outside the solid lines stand out. Schools outside the dashed lines are worth a "
                 "look. Fewer than 1 in 20 of the schools that stand out do so by chance (Benjamini and "
                 "Hochberg 1995; limits by Spiegelhalter 2005).")});
}

}

web::Response funnel_page(const PageTools& tools, kit::Act& act) {
    const auto* measure = find_measure(act.request.parameter("measure").value_or(""));
    if (!measure) return kit::not_found(act, "There is no such measure.");
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    const analytics::Population population{*snapshot, act.today()};
    const auto shown = [&](analytics::SchoolIndex school) {
        const auto& record = snapshot->schools[school];
        return record.authority == act.viewer.authority() &&
               act.viewer.may(access::Permission::rating_of_school, record.urn, record.authority);
    };
    const auto choices = funnel_choices(*snapshot, population, *measure, act.today(), shown);
    const Phase phase = phase_asked(act, choices, *snapshot, population);
    const page_kit::PageFrame frame{.title = measure->name + ": which schools stand out",
                                    .back_href = measure_href(measure->code),
                                    .wide = true};
    const auto* choice = nearest_choice(choices, phase, act.request.query_value("period").value_or(""));
    const auto funnel = choice ? measure_funnel(*snapshot, population, *measure,
                                                {.authority = act.viewer.authority(),
                                                 .phase = choice->phase,
                                                 .period = choice->period,
                                                 .as_at = act.today()})
                               : std::nullopt;
    if (!funnel) {
        const bool known = !analytics::known_periods(*snapshot, measure->code, act.today()).empty();
        return kit::respond(
            act, frame,
            page_kit::empty_state({.title = "Nothing to show", .content = why_none(*measure, known)}));
    }
    const auto chart = chart_of(act, *measure, *snapshot, *funnel, choice->phase);
    Html content = question_form(*measure, choices, *choice) + instead(act, phase, *choice);
    content += page_kit::funnel_chart(chart) + how_to_read(*funnel) + named_schools(*measure, chart);
    return kit::respond(act, frame, content);
}

}
