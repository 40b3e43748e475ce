// Ofsted's inspections on a school's page and on its rating: the report card, and apart from it the grades
// given until November 2025. Published facts, the same for everybody.
#include <algorithm>
#include <fmt/format.h>

#include "analytics/as_at.hpp"
#include "evidence/handlers_pages.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;
using analytics::Snapshot;

std::string release_of(const Snapshot& snapshot, ReleaseId release) {
    return std::string{analytics::public_name(snapshot.release_title(release))};
}

/// Why an area of a card has no grade, or the grade.
std::string area_grade(const analytics::AreaAsAt& area) {
    return area.grade == CardGrade::not_known ? "Not known on this day"
                                              : std::string{analytics::card_grades.title(area.grade)};
}

/// "Ofsted's file (mi_2026-03), published on 17 February 2026. Later grades: Ofsted's file (mi_2026-09)."
std::string card_source(const Snapshot& snapshot, const analytics::CardAsAt& card) {
    std::vector<std::string> later;
    for (const analytics::AreaAsAt& area : card.areas)
        if (area.grade != CardGrade::not_known && area.given > card.latest->held)
            if (const auto name = release_of(snapshot, area.release); later.empty() || later.back() != name)
                later.push_back(name);
    std::string words =
        fmt::format("Source: {}, published on {}.",
                    release_of(snapshot, card.latest->entries.empty() ? card.latest->release
                                                                      : card.latest->entries.front().release),
                    card.latest->known_from.display());
    if (!later.empty()) words += fmt::format(" Later grades: {}.", fmt::join(later, "; "));
    if (card.from_predecessor) words += " It is of the school before its conversion.";
    return words;
}

Html card_html(const Snapshot& snapshot, const analytics::CardAsAt& card) {
    page_kit::DataTable table{.id = "report-card",
                              .caption = "Report card of " + card.latest->held.display(),
                              .columns = {{.heading = "Area", .label = "Area"},
                                          {.heading = "Grade", .label = "Grade"},
                                          {.heading = "Graded", .label = "Graded"}},
                              .source_note = card_source(snapshot, card),
                              .cards = true};
    for (const CardArea area : analytics::card_areas.all()) {
        const analytics::AreaAsAt& given = card.of(area);
        const bool later = given.grade != CardGrade::not_known && given.given > card.latest->held;
        table.rows.push_back({std::string{analytics::card_areas.title(area)}, area_grade(given),
                              given.grade == CardGrade::not_known ? std::string{"Not yet"}
                              : later ? "At a later visit, " + given.given.display()
                                      : std::string{"At the inspection"}});
    }
    return page_kit::data_table(table);
}

/// Grades that a later visit or card replaced.
Html earlier_grades(const Snapshot& snapshot, const analytics::CardAsAt& card, Date as_at) {
    page_kit::DataTable table{.id = "report-card-before",
                              .caption = "Earlier report card grades",
                              .columns = {{.heading = "Area", .label = "Area"},
                                          {.heading = "Grade", .label = "Grade"},
                                          {.heading = "Graded on", .label = "Graded on"},
                                          {.heading = "Source", .label = "Source"}},
                              .cards = true};
    for (const analytics::ReportCard& one : snapshot.report_cards_of(card.latest->school))
        for (const analytics::CardEntry& entry : one.entries)
            if (entry.known_from <= as_at && analytics::on_scale(entry.grade) &&
                (entry.given < card.of(entry.area).given))
                table.rows.push_back({std::string{analytics::card_areas.title(entry.area)},
                                      std::string{analytics::card_grades.title(entry.grade)},
                                      entry.given.display(), release_of(snapshot, entry.release)});
    return table.rows.empty() ? Html{} : page_kit::data_table(table);
}

/// Known inspections of the line with the grades of before November 2025, and visits without; newest first.
std::vector<analytics::KnownInspection> older_inspections(const Snapshot& snapshot,
                                                          std::span<const analytics::Ancestor> line,
                                                          Date as_at) {
    auto found = analytics::known_inspections(snapshot, line, as_at);
    for (const analytics::Inspection& visit : snapshot.inspections_of(line.front().school))
        if (!visit.graded && visit.known_from <= as_at && (!visit.known_to || as_at <= *visit.known_to))
            found.push_back({&visit, false});
    std::ranges::stable_sort(found, std::greater{}, [](const auto& one) { return one.inspection->held; });
    return found;
}

std::string overall_text(const analytics::Inspection& inspection) {
    if (!inspection.graded) return "Visit without grades";
    if (inspection.has_no_overall()) return "None given since September 2024";
    return std::string{analytics::overall_grades[inspection.overall]};
}

constexpr const char* before_words = ", of the school it was before";

Html older_html(const Snapshot& snapshot, const std::vector<analytics::KnownInspection>& older) {
    const auto column = [](std::string heading) {
        return page_kit::Column{.heading = heading, .label = heading};
    };
    page_kit::DataTable table{
        .id = "older-inspections",
        .caption = "Inspections before report cards",
        .columns = {column("Inspected on"), column("Overall"), column("Quality of education"),
                    column("Behaviour and attitudes"), column("Personal development"),
                    column("Leadership and management"), column("Published on"), column("Source")},
        .compact = true,
        .cards = true};
    for (const auto& [one, from_predecessor] : older) {
        const auto grade = [one = one](std::uint8_t value) {
            return one->graded ? std::string{analytics::overall_grades[value]} : std::string{"-"};
        };
        table.rows.push_back({one->held.display() + (from_predecessor ? before_words : ""),
                              overall_text(*one), grade(one->quality_of_education), grade(one->behaviour),
                              grade(one->personal_development), grade(one->leadership),
                              one->known_from.display(), release_of(snapshot, one->release)});
    }
    return table.rows.empty() ? Html{} : page_kit::data_table(table);
}

/// Areas of one grade in one line: "Expected standard: inclusion, achievement".
Html card_in_brief(const analytics::CardAsAt& card) {
    std::vector<page_kit::SummaryRow> rows;
    for (const CardGrade grade : analytics::card_grades.all()) {
        if (grade == CardGrade::not_known || grade == CardGrade::not_applicable) continue;
        std::string areas;
        for (const CardArea area : analytics::card_areas.all())
            if (card.of(area).grade == grade)
                areas += (areas.empty() ? "" : ", ") + std::string{analytics::card_areas.title(area)};
        if (!areas.empty()) rows.push_back({.key = analytics::card_grades.title(grade), .value = areas});
    }
    return page_kit::paragraph("Report card of " + card.latest->held.display() +
                               (card.from_predecessor ? ", before its conversion" : "")) +
           page_kit::summary_list({.rows = std::move(rows), .classes = "govuk-summary-list--no-border"});
}

/// "Good, inspected on 17 October 2023", and the grades of its parts by grade: "Good: behaviour, leadership."
Html grades_in_brief(const analytics::KnownInspection& known) {
    const analytics::Inspection& one = *known.inspection;
    const std::pair<std::string_view, std::uint8_t> parts[] = {
        {"quality of education", one.quality_of_education},
        {"behaviour", one.behaviour},
        {"personal development", one.personal_development},
        {"leadership", one.leadership}};
    std::string words;
    for (std::uint8_t grade = 1; grade < analytics::overall_grades.size(); ++grade) {
        std::string names;
        for (const auto& [name, given] : parts)
            if (given == grade) names += (names.empty() ? "" : ", ") + std::string{name};
        if (!names.empty()) words += fmt::format("{}: {}. ", analytics::overall_grades[grade], names);
    }
    if (!words.empty()) words.pop_back();
    const std::string overall = one.has_no_overall() ? "No overall grade" : overall_text(one);
    return page_kit::paragraph(web::element("strong", {}, Html::text(overall)) +
                               Html::text(", inspected on " + one.held.display() +
                                          (known.from_predecessor ? before_words : ""))) +
           (words.empty() ? Html{} : page_kit::paragraph(words));
}

Html in_force_html(const std::optional<analytics::CategoryAsAt>& category) {
    if (!category || (category->category == Category::none && !category->listed)) return {};
    const std::string title{analytics::categories.title(category->category)};
    if (category->category == Category::none)
        return page_kit::paragraph(
            fmt::format("The category of concern is lifted. Ofsted's list of {} no longer "
                        "names one.",
                        category->day.display()));
    return page_kit::inset_text(
        {.content = category->listed ? fmt::format("Category of concern: {}, by Ofsted's list of {}.", title,
                                                   category->day.display())
                                     : fmt::format("Category of concern: {}, since the inspection of {}.",
                                                   title, category->day.display())});
}

}

Html inspections_html(const Snapshot& snapshot, Urn urn, Date as_at) {
    const auto school = snapshot.find(urn);
    if (!school) return {};
    const auto line = analytics::line_of(snapshot, *school);
    const auto card = analytics::card_as_at(snapshot, line, as_at);
    const auto older = older_inspections(snapshot, line, as_at);
    if (!card.latest && older.empty())
        return page_kit::paragraph("No inspection of this school is known on this day.");
    Html html = in_force_html(analytics::category_as_at(snapshot, line, as_at));
    if (card.latest) html += card_html(snapshot, card) + earlier_grades(snapshot, card, as_at);
    return html + older_html(snapshot, older);
}

Html last_inspection(const Snapshot& snapshot, Urn urn, Date as_at) {
    const auto school = snapshot.find(urn);
    if (!school) return {};
    const auto line = analytics::line_of(snapshot, *school);
    const auto card = analytics::card_as_at(snapshot, line, as_at);
    const auto older = older_inspections(snapshot, line, as_at);
    const auto graded = std::ranges::find_if(older, [](const auto& one) { return one.inspection->graded; });
    Html html = in_force_html(analytics::category_as_at(snapshot, line, as_at));
    if (card.latest) return html + card_in_brief(card);
    if (graded != older.end()) html += grades_in_brief(*graded);
    if (!older.empty() && !older.front().inspection->graded)
        html += page_kit::paragraph("Visit without grades: " + older.front().inspection->held.display());
    return older.empty() ? html + page_kit::paragraph("No inspection is known on this day.") : html;
}

Html category_check(const Snapshot& snapshot, Urn urn, Date as_at) {
    const auto school = snapshot.find(urn);
    if (!school) return {};
    const auto line = analytics::line_of(snapshot, *school);
    const auto card = analytics::card_as_at(snapshot, line, as_at);
    const auto declared = analytics::category_as_at(snapshot, line, as_at);
    if (!card.latest || card.from_predecessor || !declared) return {};
    // What was said of an earlier inspection is no word on this one.
    const Date said = std::max(declared->day, declared->confirmed.value_or(declared->day));
    if (said != card.latest->held && said < card.latest->known_from) return {};
    const Category expected = analytics::expected_category(card.grades());
    if (expected == declared->category) return {};
    const auto word = [](Category category) { return analytics::categories.title(category); };
    return page_kit::warning_text(
        {.content =
             fmt::format("Check the category. Ofsted gives \"{}\", but the grades lead to \"{}\". Tarn "
                         "uses what Ofsted gives.",
                         word(declared->category), word(expected))});
}

}
