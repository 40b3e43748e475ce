// Report cards and categories of concern as they were known on a day.
#include <algorithm>
#include <tuple>

#include "analytics/as_at.hpp"

namespace tarn::analytics {
namespace {

bool holds(Date from, const std::optional<Date>& to, Date day) {
    return from <= day && (!to || day <= *to);
}

/// A category that the grade tells of: inadequate always meant one, also where a file does not say which.
Category found_by(const Inspection& inspection) {
    constexpr std::uint8_t inadequate = 4;
    if (inspection.category == Category::none && inspection.overall == inadequate) return Category::unnamed;
    return inspection.category;
}

}

CardGrades CardAsAt::grades() const {
    CardGrades grades{};
    for (std::size_t i = 0; i < grades.size(); ++i) grades[i] = areas[i].grade;
    return grades;
}

CardAsAt card_as_at(const Snapshot& snapshot, std::span<const Ancestor> line, Date as_at) {
    CardAsAt found;
    for (const Ancestor& record : line)
        for (const ReportCard& card : snapshot.report_cards_of(record.school))
            if (holds(card.known_from, card.known_to, as_at) && card.held < record.until &&
                (!found.latest || found.latest->held < card.held)) {
                found.latest = &card;
                found.from_predecessor = !record.self;
            }
    if (!found.latest) return found;
    std::array<std::pair<Date, Date>, card_area_count> newest{};
    for (const ReportCard& card : snapshot.report_cards_of(found.latest->school)) {
        if (card.held > found.latest->held) continue;
        for (const CardEntry& entry : card.entries) {
            const auto at = static_cast<std::size_t>(entry.area);
            const std::pair since{entry.given, entry.known_from};
            if (!holds(entry.known_from, entry.known_to, as_at) || since < newest[at]) continue;
            newest[at] = since;
            found.areas[at] = {entry.grade, entry.given, entry.release};
        }
    }
    return found;
}

std::optional<CategoryAsAt> category_as_at(const Snapshot& snapshot, std::span<const Ancestor> line,
                                           Date as_at) {
    std::optional<CategoryAsAt> found;
    Date published;
    const auto graded = known_inspections(snapshot, line, as_at);
    if (!graded.empty()) {
        const auto& [inspection, from_predecessor] = graded.front();
        found = CategoryAsAt{from_predecessor ? Category::none : found_by(*inspection), inspection->held,
                             false, inspection->release};
        published = inspection->known_from;
    }
    const CardAsAt card = card_as_at(snapshot, line, as_at);
    if (card.latest && (!found || card.latest->held > found->day)) {
        found = CategoryAsAt{card.from_predecessor ? Category::none : card.latest->category,
                             card.latest->held, false, card.latest->release};
        published = card.latest->known_from;
    }
    const CategoryListed* newest = nullptr;
    for (const CategoryListed& one : snapshot.categories_of(line.front().school))
        if (holds(one.listed, one.known_to, as_at)) newest = &one;
    if (newest && (!found || (newest->listed >= published && newest->category != found->category)))
        found = CategoryAsAt{newest->category, newest->listed, found.has_value(), newest->release};
    return found;
}

}
