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

/// A category and the day on which the inspection that found it was published.
struct Found {
    CategoryAsAt category;
    Date published;
};

std::optional<Found> found_by_grades(const Snapshot& snapshot, std::span<const Ancestor> line, Date as_at) {
    for (const auto& [inspection, from_predecessor] : known_inspections(snapshot, line, as_at)) {
        const Category category = from_predecessor ? Category::none : found_by(*inspection);
        if (category != Category::not_said)
            return Found{{category, inspection->held, false, inspection->release, {}},
                         inspection->known_from};
    }
    return std::nullopt;
}

/// By the newest card of which a file tells it.
std::optional<Found> found_by_cards(const Snapshot& snapshot, std::span<const Ancestor> line, Date as_at) {
    std::optional<Found> found;
    for (const Ancestor& record : line)
        for (const ReportCard& card : snapshot.report_cards_of(record.school)) {
            if (card.held >= record.until || (found && card.held <= found->category.day)) continue;
            for (const CardCategory& said : card.categories)
                if (holds(said.known_from, said.known_to, as_at))
                    found = Found{
                        {record.self ? said.category : Category::none, card.held, false, said.release, {}},
                        card.known_from};
        }
    return found;
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
            if (holds(card.known_from, card.known_to, as_at) && card.held < record.until) {
                if (!found.latest || found.latest->held < card.held) {
                    found.before = found.latest;
                    found.latest = &card;
                    found.from_predecessor = !record.self;
                } else if (card.held < found.latest->held &&
                           (!found.before || found.before->held < card.held)) {
                    found.before = &card;
                }
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
    std::optional<Found> found = found_by_grades(snapshot, line, as_at);
    if (auto by_card = found_by_cards(snapshot, line, as_at);
        by_card && (!found || found->category.day < by_card->category.day))
        found = std::move(by_card);
    const CategoryListed* newest = nullptr;
    for (const CategoryListed& one : snapshot.categories_of(line.front().school))
        if (holds(one.known_from, one.known_to, as_at)) newest = &one;
    if (newest && (!found || newest->listed >= found->published)) {
        if (found && newest->category == found->category.category)
            found->category.confirmed = newest->listed;
        else
            return CategoryAsAt{newest->category, newest->listed, found.has_value(), newest->release, {}};
    }
    return found ? std::optional{found->category} : std::nullopt;
}

}
