#include "evidence/catalogue/last_inspections_rules.hpp"

#include <algorithm>

#include "analytics/as_at.hpp"

namespace tarn::evidence {
namespace {

/// What came last at one school.
struct Last {
    LastInspection kind = LastInspection::none_known;
    analytics::CardAsAt card;
    const analytics::Inspection* graded = nullptr;
    bool of_predecessor = false;
};

Last last_of(const analytics::Snapshot& snapshot, std::span<const analytics::Ancestor> line, Date as_at) {
    Last last{.card = analytics::card_as_at(snapshot, line, as_at)};
    const auto older = analytics::known_inspections(snapshot, line, as_at);
    if (last.card.latest && (older.empty() || last.card.latest->held >= older.front().inspection->held)) {
        last.kind = LastInspection::report_card;
        last.of_predecessor = last.card.from_predecessor;
    } else if (!older.empty()) {
        last.graded = older.front().inspection;
        last.of_predecessor = older.front().from_predecessor;
        last.kind =
            last.graded->overall > 0 ? LastInspection::overall_grade : LastInspection::no_overall_grade;
    }
    return last;
}

void add(InspectedSchools& counts, const Last& last) {
    ++counts.schools;
    counts.of_predecessor += last.of_predecessor;
    ++counts.by_last[static_cast<std::size_t>(last.kind)];
    if (last.kind == LastInspection::overall_grade) ++counts.by_overall[last.graded->overall];
    if (last.kind == LastInspection::report_card)
        for (const analytics::CardArea area : analytics::card_areas.all())
            ++counts.by_area[static_cast<std::size_t>(area)]
                            [static_cast<std::size_t>(last.card.of(area).grade)];
}

void add(InspectionSources& sources, ReleaseId release, Date published) {
    ++sources.schools[release];
    sources.newest = std::max(sources.newest.value_or(published), published);
}

}

LastInspections last_inspections_of(const analytics::Snapshot& snapshot, AuthorityCode authority,
                                    Date as_at) {
    LastInspections found;
    const analytics::Population population{snapshot, as_at};
    for (std::size_t member = 0; member < population.size(); ++member) {
        const Last last = last_of(snapshot, population.line(member), as_at);
        add(found.england, last);
        if (snapshot.schools[population.school(member)].authority == authority) add(found.own, last);
        if (last.kind == LastInspection::report_card)
            add(found.cards, last.card.latest->release, last.card.latest->known_from);
        if (last.kind == LastInspection::overall_grade)
            add(found.grades, last.graded->release, last.graded->known_from);
    }
    return found;
}

}
