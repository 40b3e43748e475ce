// "How often is this right?": what became of the schools of the trial, for the authority's officers.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "analytics/funnel.hpp"
#include "analytics/warning/situations.hpp"
#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"
#include "warning/trials.hpp"

namespace tarn::warning {
namespace {

std::string range_words(double low, double high) {
    return fmt::format("Likely range: {} to {}", percent(low), percent(high));
}

analytics::Limits limits_of(const analytics::Count& count) {
    if (count.n < 1) return {0, 1};  // nothing seen, nothing told
    const auto n = static_cast<double>(count.n);
    return analytics::wilson_interval(static_cast<double>(count.of) / n, n, analytics::alert_z);
}
analytics::Count count_of(const engine::FalseAlarms& group) {
    const auto n = static_cast<double>(group.uneventful);
    return {std::lround(group.share * n), static_cast<long>(group.uneventful)};
}

page_kit::Source source_of(const BackTest& test, const engine::Figures& figures, const char* of_what) {
    return {.name = fmt::format("Graded inspections from {} to {}, as published", test.from.display(),
                                test.to.display()),
            .n = static_cast<long>(figures.n),
            .note = of_what};
}

/// The other side of the first figure: how many of those it put highest were judged less than good.
page_kit::KeyFigure rightly_put_highest(const BackTest& test, const engine::Figure& caught,
                                        const page_kit::Source& source) {
    const double hits = std::round(caught.value * static_cast<double>(test.event.events));
    const double highest = std::ceil(static_cast<double>(test.event.n) / 10);
    const auto limits = limits_of({static_cast<long>(hits), static_cast<long>(highest)});
    return {.label = "Warnings that were right",
            .value = percent(hits / highest),
            .comparison = fmt::format("{} of {}. The others were false alarms. {}",
                                      page_kit::with_thousands(static_cast<long>(hits)),
                                      page_kit::with_thousands(static_cast<long>(highest)),
                                      range_words(limits.low, limits.high)),
            .source = source};
}

/// The answer first: how many of a hundred it would have found.
std::string answer(const BackTest& test) {
    const auto months = std::lround(static_cast<double>(test.to - test.from + 1) / engine::days_in_month);
    return fmt::format(
        "In the {} months after that, {:.0f} of 100 schools that were judged less than good were in its "
        "highest fifth. By chance it would be 20.",
        months, test.event.top_fifth->value * 100);
}

Html figures_html(const BackTest& test, const std::optional<Trial>& trial) {
    std::vector<page_kit::KeyFigure> shown;
    const auto source = source_of(test, test.event, "schools of England");
    const auto add = [&](const char* label, const std::optional<engine::Figure>& figure) {
        if (figure)
            shown.push_back({.label = label,
                             .value = percent(figure->value),
                             .comparison = range_words(figure->low, figure->high),
                             .source = source});
    };
    add("Schools judged less than good that were in its highest tenth", test.event.top_tenth);
    add("Schools judged less than good that were in its highest fifth", test.event.top_fifth);
    if (test.event.top_tenth) shown.push_back(rightly_put_highest(test, *test.event.top_tenth, source));
    add("Pairs of schools, one of them judged less than good, where it put that one higher. Guessing: 50%",
        test.event.auc);
    Html html = test.event.top_fifth ? page_kit::paragraph(answer(test)) : Html{};
    html += page_kit::key_figures(shown);
    if (trial && trial->lead_months)
        html += page_kit::paragraph(fmt::format(
            "Half of its right warnings were inspected within {:.0f} months.", *trial->lead_months));
    if (trial && trial->top_tenth_kept)
        html += page_kit::paragraph(
            fmt::format("Six months later, {} of the schools in the highest tenth were still there.",
                        percent(*trial->top_tenth_kept)));
    return html;
}

/// Neighbouring bands together: as many points as can be told apart.
std::vector<engine::CalibrationBand> in_tenths(const std::vector<engine::CalibrationBand>& bands) {
    const std::size_t count = std::min<std::size_t>(10, bands.size());
    std::vector<engine::CalibrationBand> out(count);
    for (std::size_t i = 0; i < bands.size(); ++i) {
        auto& one = out[i * count / bands.size()];
        one.expected += bands[i].expected * static_cast<double>(bands[i].n);
        one.n += bands[i].n;
        one.events += bands[i].events;
    }
    for (auto& one : out) {
        one.expected /= static_cast<double>(one.n);
        one.observed = static_cast<double>(one.events) / static_cast<double>(one.n);
    }
    return out;
}

page_kit::ShareChart calibration(const char* id, const char* title, const page_kit::Source& source,
                                 const std::vector<engine::CalibrationBand>& bands) {
    page_kit::ShareChart chart{.id = id,
                               .title = title,
                               .x_words = "Chance given by the model",
                               .y_words = "Judged less than good",
                               .of_words = "Schools",
                               .point_words = "Schools given a similar chance",
                               .diagonal_words = "If every chance were exactly right",
                               .source = source};
    for (const auto& band : in_tenths(bands)) {
        const auto limits = limits_of({static_cast<long>(band.events), static_cast<long>(band.n)});
        chart.points.push_back({.x = band.expected,
                                .y = band.observed,
                                .low = limits.low,
                                .high = limits.high,
                                .of = fmt::format("{} of {}", band.events, band.n)});
    }
    return chart;
}

Html capture_html(const BackTest& test, const Trial& trial) {
    page_kit::ShareChart chart{.id = "capture",
                               .title = "How many are near the top of the list",
                               .x_words = "Schools looked at, highest chance first",
                               .y_words = "Of those judged less than good",
                               .of_words = "Schools",
                               .point_words = "The model's order",
                               .diagonal_words = "If schools were in random order",
                               .joined = true,
                               .source = source_of(test, test.event, "schools of England")};
    const auto events = static_cast<long>(test.event.events);
    for (const auto& point : trial.capture) {
        const long caught = std::lround(point.share * static_cast<double>(events));
        const auto limits = limits_of({caught, events});
        chart.points.push_back({.x = point.percent / 100.0,
                                .y = point.share,
                                .low = limits.low,
                                .high = limits.high,
                                .of = fmt::format("{} of {}", caught, events)});
    }
    return page_kit::share_chart(chart);
}

/// The groups of each breakdown together are all schools; a group that differs is named only when, with all
/// the groups looked at, fewer than one in twenty of those named is expected to be chance.
std::vector<analytics::Standing> standings_of(const std::vector<engine::FalseAlarms>& groups) {
    std::vector<analytics::Standing> all;
    for (std::size_t begin = 0, end = 0; begin < groups.size(); begin = end) {
        std::vector<analytics::Count> counts;
        for (; end < groups.size() && groups[end].breakdown == groups[begin].breakdown; ++end)
            counts.push_back(count_of(groups[end]));
        for (const auto& one : analytics::compare_shares(counts)) all.push_back(one);
    }
    analytics::name_by_discovery(all);
    return all;
}

std::string_view standing_words(const analytics::Standing& standing) {
    if (standing.signal != analytics::Signal::alarm) return "No clear difference from all";
    return standing.z > 0 ? "More often than all" : "Less often than all";
}

Html fairness_html(const BackTest& test, const Trial& trial) {
    page_kit::DataTable table{
        .id = "fairness",
        .caption = "False alarms by kind of school",
        .columns = {{.heading = "By"},
                    {.heading = "Group"},
                    {.heading = "Schools not judged less than good", .numeric = true},
                    {.heading = "False alarms", .numeric = true},
                    {.heading = "Against all schools"}},
        .empty_sentence = "There were too few schools to compare groups.",
        .source_note = fmt::format("A false alarm is a school in the highest tenth on {} that was not judged "
                                   "less than good. We only say groups differ when chance is unlikely.",
                                   test.from.display()),
        .compact = true};
    const auto standings = standings_of(trial.false_alarms);
    for (std::size_t i = 0; i < standings.size(); ++i) {
        const auto& one = trial.false_alarms[i];
        const auto limits = limits_of(count_of(one));
        table.rows.push_back(
            {one.breakdown, one.group, page_kit::with_thousands(static_cast<long>(one.uneventful)),
             page_kit::open_figure(
                 {.value = percent(one.share), .low = percent(limits.low), .high = percent(limits.high)}),
             std::string{standing_words(standings[i])}});
    }
    return page_kit::heading(2, "Is it fair to every kind of school?") +
           page_kit::paragraph(
               "A false alarm takes time away from schools that need help. We check if some kinds of school "
               "get more of them.") +
           page_kit::data_table(table) + page_kit::about_intervals();
}

struct Named {
    const schools::School* school;
    const TrialSchool* trial;
};
/// Schools of the trial that the viewer may see today.
std::vector<Named> named(kit::Act& act, const schools::Register& schools, const Trial& trial) {
    std::vector<Named> list;
    for (const auto& one : trial.schools) {
        const auto* school = schools.latest(one.urn);
        if (school && act.viewer.may(access::Permission::rating_of_school, one.urn, school->authority))
            list.push_back({school, &one});
    }
    return list;
}

std::string followed(const TrialSchool& one) {
    if (!one.inspected_on) return "Not inspected";
    return fmt::format("{} on {}",
                       analytics::overall_grades[static_cast<std::size_t>(std::clamp(one.grade, 0, 4))],
                       one.inspected_on->display());
}

Html named_table(const char* id, const std::string& caption, const char* empty,
                 const std::vector<Named>& list, bool top, bool event) {
    page_kit::DataTable table{.id = id,
                              .columns = {{.heading = "School"},
                                          {.heading = "Chance given", .numeric = true},
                                          {.heading = "What the inspection found"}},
                              .empty_sentence = empty};
    for (const auto& one : list)
        if (one.trial->top_tenth == top && one.trial->event() == event)
            table.rows.push_back({page_kit::link_to("/schools/" + one.school->urn.text(), one.school->name),
                                  percent(one.trial->probability), followed(*one.trial)});
    table.caption = fmt::format("{}: {}", caption, table.rows.size());
    return page_kit::data_table(table);
}

Html hits_html(kit::Act& act, Runs& runs, const BackTest& test, const Trial& trial) {
    const auto schools = runs.register_of(act.db);
    const auto list = named(act, *schools, trial);
    return page_kit::heading(2, "What it got right and wrong for your schools") +
           page_kit::paragraph(
               fmt::format("Compares the model's highest tenth on {} with inspections up to {}.",
                           test.from.display(), test.to.display())) +
           named_table("hits", "Right: in the highest tenth and judged less than good", "None.", list, true,
                       true) +
           named_table("misses", "Missed: judged less than good, but not in the highest tenth", "None.", list,
                       false, true) +
           named_table("false-alarms", "False alarms: in the highest tenth, but not judged less than good",
                       "None.", list, true, false);
}

Html ways_on(const kit::Act& act) {
    std::vector<page_kit::Content> links{
        page_kit::link_to(schools_at_risk_href, "Your schools, highest chance first"),
        page_kit::link_to(card_href, "About the model: purpose, data, limits and law")};
    if (act.viewer.may(access::Permission::import_data))
        links.emplace_back(page_kit::link_to(models_href, "Manage early-warning models"));
    return page_kit::bullet_list(links);
}

Html tried_html(kit::Act& act, Runs& runs, const StoredModel& stored) {
    const auto& test = *stored.back_test;
    const auto trial = find_trial(act.db, stored.facts.id, act.viewer.authority());
    Html html = page_kit::paragraph(fmt::format(
                    "We tested a model made in the same way, which saw nothing after {}. On {} we asked it "
                    "about {} schools in England. {} of them were judged less than good by {}.",
                    test.fit_to.display(), test.from.display(),
                    page_kit::with_thousands(static_cast<long>(test.event.n)),
                    page_kit::with_thousands(static_cast<long>(test.event.events)), test.to.display())) +
                figures_html(test, trial) + page_kit::heading(2, "Are the chances accurate?") +
                page_kit::share_chart(
                    calibration("calibration-event", "Judged less than good within 14 months",
                                source_of(test, test.event, "schools of England"), test.event_bands)) +
                page_kit::share_chart(calibration(
                    "calibration-outcome", "If inspected: judged less than good",
                    source_of(test, test.outcome, "schools that were inspected"), test.outcome_bands));
    if (!trial) return html;
    return html + page_kit::heading(2, "How many does it catch?") + capture_html(test, *trial) +
           fairness_html(test, *trial) + hits_html(act, runs, test, *trial);
}

}

web::Response accuracy_page(Runs& runs, kit::Act& act) {
    page_kit::PageFrame frame{.title = "How often is this right?", .caption = "Early warning", .wide = true};
    const auto stored = runs.in_force(act.db);
    if (!stored) return kit::respond(act, frame, no_model(act) + ways_on(act));
    act.record("warning.read", "authority:" + act.viewer.authority().text(),
               fmt::format("trial of model {}", stored->facts.id.value));
    Html html =
        page_kit::paragraph(one_voice) + ways_on(act) + page_kit::paragraph(model_words(stored->facts) + ".");
    html += stored->back_test ? tried_html(act, runs, *stored)
                              : page_kit::paragraph(
                                    "We cannot say how often it is right. There were too few earlier "
                                    "inspections to test it on.");
    return kit::respond(act, frame, html);
}

}
