// How the authority's schools were inspected last, beside England: the grades given until November 2025, and
// apart from them report cards. Published facts, the same for everyone signed in; no school is named.
#include <algorithm>
#include <fmt/format.h>

#include "evidence/catalogue/last_inspections_rules.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;

// A longer name has no room beside a bar on a phone.
constexpr std::size_t longest_label = 14;

/// Whose schools the rows are: the authority's and England's.
struct Sides {
    const LastInspections& found;
    std::string authority;

    template <class Row>
    void each(const Row& row) const {
        row(authority.size() > longest_label ? "The authority" : authority, found.own);
        row(std::string{"England"}, found.england);
    }
};

/// The file that covers most schools, and how many other files there are.
page_kit::Source source_of(const kit::Act& act, const InspectionSources& sources, long own) {
    if (sources.schools.empty()) return {};
    const auto& file = *std::ranges::max_element(sources.schools, {}, [](const auto& one) {
        return std::pair{one.second, one.first};
    });
    const auto release = find_release(act.db, act.viewer, file.first);
    page_kit::Source source{
        .name = release ? release->publisher + ", " + release->title : "Ofsted",
        .n = own,
        .note = "schools of the authority, newest report published on " + sources.newest->display(),
        .href = release_href(file.first)};
    if (const auto more = sources.schools.size() - 1; more > 0)
        source.name += fmt::format(", and {} more {}", more, more == 1 ? "file" : "files");
    return source;
}

/// Each school once, so that the four numbers add up.
Html ways_table(const Sides& sides) {
    page_kit::DataTable table{.id = "last-inspections",
                              .caption = "Schools by what their last inspection was",
                              .columns = {{.heading = "Last inspection"},
                                          {.heading = sides.authority, .numeric = true},
                                          {.heading = "England", .numeric = true}},
                              .source_note = "England includes " + sides.authority +
                                             ". Visits without grades are left out: they change no grade."};
    const auto& own = sides.found.own;
    const auto& england = sides.found.england;
    for (const LastInspection kind : last_inspections.all())
        table.rows.push_back({std::string{last_inspections.title(kind)},
                              page_kit::with_share(own.last(kind), own.schools),
                              page_kit::with_share(england.last(kind), england.schools)});
    table.rows.push_back({"All state-funded schools", page_kit::with_thousands(own.schools),
                          page_kit::with_thousands(england.schools)});
    return page_kit::data_table(table);
}

Html predecessors_note(const InspectedSchools& own) {
    if (own.of_predecessor == 0) return {};
    return page_kit::paragraph(
        own.of_predecessor == 1
            ? std::string{"Of these, 1 academy shows the inspection of the school it was before."}
            : fmt::format("Of these, {} academies show the inspection of the school they were before.",
                          own.of_predecessor));
}

Html grades_chart(const kit::Act& act, const Sides& sides) {
    const long own = sides.found.own.last(LastInspection::overall_grade);
    if (sides.found.england.last(LastInspection::overall_grade) == 0)
        return page_kit::paragraph("No inspection with an overall grade is known on this day.");
    page_kit::GradeBars chart{
        .id = "overall-grades",
        .title = "Schools by overall grade, where a graded inspection came last",
        .grades = {analytics::overall_grades.begin() + 1, analytics::overall_grades.end()},
        .source = source_of(act, sides.found.grades, own)};
    sides.each([&](const std::string& label, const InspectedSchools& schools) {
        chart.rows.push_back(
            {.label = label, .counts = {schools.by_overall.begin() + 1, schools.by_overall.end()}});
    });
    return page_kit::grade_bars(chart);
}

/// Schools by the five grades in one area; the rest had no grade in it.
page_kit::GradeRow area_row(CardArea area, const std::string& label, const InspectedSchools& schools) {
    page_kit::GradeRow row{.group = std::string{analytics::card_areas.title(area)},
                           .label = label,
                           .without = schools.last(LastInspection::report_card)};
    for (const CardGrade grade : analytics::card_grades.all())
        if (analytics::on_scale(grade)) {
            row.counts.push_back(schools.graded(area, grade));
            row.without -= row.counts.back();
        }
    return row;
}

Html cards_chart(const kit::Act& act, const Sides& sides) {
    page_kit::GradeBars chart{
        .id = "report-cards",
        .title = "Schools by grade in each area, where a report card came last",
        .scale = page_kit::GradeScale::report_card,
        .group_words = "Area",
        .without_words = "No grade in this area",
        .source = source_of(act, sides.found.cards, sides.found.own.last(LastInspection::report_card))};
    for (const CardGrade grade : analytics::card_grades.all())
        if (analytics::on_scale(grade)) chart.grades.emplace_back(analytics::card_grades.title(grade));
    for (const CardArea area : analytics::card_areas.all())
        if (area != CardArea::safeguarding)
            sides.each([&](const std::string& label, const InspectedSchools& schools) {
                chart.rows.push_back(area_row(area, label, schools));
            });
    return page_kit::grade_bars(chart);
}

Html safeguarding_table(const Sides& sides) {
    page_kit::DataTable table{.id = "safeguarding",
                              .caption = "Safeguarding standards in report cards",
                              .columns = {{.heading = "Schools"},
                                          {.heading = "Met", .numeric = true},
                                          {.heading = "Not met", .numeric = true},
                                          {.heading = "Not known", .numeric = true},
                                          {.heading = "All (n)", .numeric = true}}};
    sides.each([&](const std::string& label, const InspectedSchools& schools) {
        const long all = schools.last(LastInspection::report_card);
        const long met = schools.graded(CardArea::safeguarding, CardGrade::met),
                   not_met = schools.graded(CardArea::safeguarding, CardGrade::not_met);
        table.rows.push_back({label, page_kit::with_share(met, all), page_kit::with_share(not_met, all),
                              page_kit::with_share(all - met - not_met, all), page_kit::with_thousands(all)});
    });
    return page_kit::data_table(table);
}

Html cards_html(const kit::Act& act, const Sides& sides) {
    if (sides.found.england.last(LastInspection::report_card) == 0)
        return page_kit::paragraph(
            "No report card is known on this day. Ofsted has given them since 10 November 2025.");
    return page_kit::paragraph(
               "Report cards use a scale of their own. Do not set their grades beside the older ones.") +
           cards_chart(act, sides) + safeguarding_table(sides);
}

Html day_form(Date as_at) {
    return page_kit::search_form(
        last_inspections_path,
        page_kit::input({.name = "as_at",
                         .label = {.content = "As at"},
                         .value = as_at.iso(),
                         .type = "date",
                         .classes = "govuk-input--width-10"}) +
            page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

std::string sentence(const InspectedSchools& own, const std::string& authority) {
    return fmt::format(
        "{} has {} state-funded schools. {} had a report card last, {} an overall grade and {} "
        "a graded inspection without one. No inspection is known for {}.",
        authority, page_kit::with_thousands(own.schools),
        page_kit::with_thousands(own.last(LastInspection::report_card)),
        page_kit::with_thousands(own.last(LastInspection::overall_grade)),
        page_kit::with_thousands(own.last(LastInspection::no_overall_grade)),
        page_kit::with_thousands(own.last(LastInspection::none_known)));
}

}

web::Response last_inspections_page(const PageTools& tools, LastInspectionsKept& kept, kit::Act& act) {
    const Date as_at = act.as_at();
    const auto answer = kept.of(tools.snapshots.current(act.db, as_at), act.viewer.authority(), as_at);
    const LastInspections& found = *answer;
    const Sides sides{found, schools::authority_name(act.db, act.viewer.authority())};
    return kit::respond(
        act,
        {.title = "How schools were inspected last",
         .caption = "As at " + as_at.display(),
         .back_href = "/schools",
         .wide = true},
        page_kit::paragraph(sentence(found.own, sides.authority)) + day_form(as_at) + ways_table(sides) +
            predecessors_note(found.own) +
            page_kit::heading(2, "Overall grades, given until September 2024") + grades_chart(act, sides) +
            page_kit::heading(2, "Report cards, since November 2025") + cards_html(act, sides));
}

}
