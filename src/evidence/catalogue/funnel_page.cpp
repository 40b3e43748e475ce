// A measure's funnel: how the authority's schools stand, with room for chance and for ordinary differences.
// The figures are published, but naming schools that stand out is a judgement: it reaches those who see
// levels.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "evidence/catalogue/measure_funnel_rules.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

using analytics::Phase;

constexpr std::string_view alarm_words = "Stands out: unlikely to be chance";
constexpr std::string_view alert_words = "Worth a look: could be chance";

std::vector<Phase> phases_of(const Measure& measure) {
    if (!measure.phases.empty()) return measure.phases;
    std::vector<Phase> all;
    for (auto phase = Phase::nursery; phase < Phase::sixteen_plus;
         phase = static_cast<Phase>(static_cast<int>(phase) + 1))
        all.push_back(phase);
    return all;
}

/// The phase asked for, else that of most of the authority's schools.
Phase phase_asked(const kit::Act& act, const Measure& measure, const analytics::Snapshot& snapshot,
                  const analytics::Population& population) {
    const auto phases = phases_of(measure);
    const auto asked = analytics::parse_phase(act.request.query_value("phase").value_or(""));
    if (asked && std::find(phases.begin(), phases.end(), *asked) != phases.end()) return *asked;
    std::array<int, 16> schools{};
    for (std::size_t member = 0; member < population.size(); ++member)
        if (snapshot.schools[population.school(member)].authority == act.viewer.authority())
            ++schools[static_cast<std::size_t>(population.phase(member))];
    return *std::max_element(phases.begin(), phases.end(), [&](Phase a, Phase b) {
        return schools[static_cast<std::size_t>(a)] < schools[static_cast<std::size_t>(b)];
    });
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

Html question_form(const kit::Act& act, const analytics::Snapshot& snapshot, const Measure& measure,
                   Phase phase, std::string_view period) {
    page_kit::Select phases{.name = "phase", .label = {.content = "Phase"}};
    for (const Phase each : phases_of(measure))
        phases.items.push_back({.text = std::string{analytics::phase_title(each)},
                                .value = std::string{analytics::phase_code(each)}});
    phases.value = analytics::phase_code(phase);
    page_kit::Select periods{.name = "period", .label = {.content = "Period"}};
    for (const auto& known : analytics::known_periods(snapshot, measure.code, act.today()))
        periods.items.push_back({.text = std::string{known.period}});
    periods.value = period;
    return page_kit::search_form(
        measure_href(measure.code) + "/funnel",
        page_kit::select(phases) + page_kit::select(periods) +
            page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
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
    const Phase phase = phase_asked(act, *measure, *snapshot, population);
    const std::string period{act.request.query_value("period").value_or("")};
    const auto funnel = measure_funnel(
        *snapshot, population, *measure,
        {.authority = act.viewer.authority(), .phase = phase, .period = period, .as_at = act.today()});
    page_kit::PageFrame frame{.title = measure->name + ": which schools stand out",
                              .back_href = measure_href(measure->code),
                              .wide = true};
    Html content = question_form(act, *snapshot, *measure, phase, funnel ? funnel->period : period);
    const auto chart = funnel ? chart_of(act, *measure, *snapshot, *funnel, phase) : page_kit::FunnelChart{};
    if (chart.points.empty()) {
        content += page_kit::empty_state(
            {.title = "Nothing to show",
             .content = has_funnel(*measure)
                            ? "This period's files do not give values with pupil numbers for schools of this "
                              "phase that you can see. Choose another period or phase."
                            : "We cannot show which schools stand out for this measure."});
        return kit::respond(act, frame, content);
    }
    content += page_kit::funnel_chart(chart) + how_to_read(*funnel) + named_schools(*measure, chart);
    return kit::respond(act, frame, content);
}

}
