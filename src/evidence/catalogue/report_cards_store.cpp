#include "evidence/catalogue/report_cards_store.hpp"

#include <algorithm>
#include <tuple>

namespace tarn::evidence {
namespace {

using analytics::CardEntry;
using analytics::ReportCard;

/// One report card in the making.
class Card {
  public:
    explicit Card(const StoredInspection& first) {
        card_.school = first.school;
        card_.held = Date::from_days(first.row.held);
        card_.known_from = Date::from_days(first.row.known);
        card_.known_to = first.public_to;
    }

    void add(const StoredInspection& stored) {
        card_.known_from = std::min(card_.known_from, Date::from_days(stored.row.known));
        card_.known_to = later(card_.known_to, stored.public_to);
        card_.category = stored.row.category;
        card_.release = stored.release;
        for (const analytics::CardArea area : analytics::card_areas.all()) add(stored, area);
    }
    ReportCard done() { return std::move(card_); }

  private:
    /// Empty: to the end of time.
    static std::optional<Date> later(std::optional<Date> a, std::optional<Date> b) {
        return a && b ? std::optional{std::max(*a, *b)} : std::nullopt;
    }

    void add(const StoredInspection& stored, analytics::CardArea area) {
        const auto at = static_cast<std::size_t>(area);
        if (stored.row.grades[at] == analytics::CardGrade::not_known) return;
        const Date published = Date::from_days(stored.row.known);
        CardEntry entry{
            area, stored.row.grades[at], std::max(card_.held, Date::from_days(stored.row.dated[at])),
            {},   stored.public_to,      stored.release};
        entry.known_from = std::max(entry.given, published);
        const auto same = std::find_if(card_.entries.rbegin(), card_.entries.rend(), [&](const CardEntry& e) {
            return e.area == area && e.given == entry.given;
        });
        if (same == card_.entries.rend()) {
            remember(entry, stored);
            return;
        }
        const StoredInspection& before = *said_by_[static_cast<std::size_t>(card_.entries.rend() - same) - 1];
        if (before.precedence != stored.precedence && !same->known_to) return;
        if (same->grade == entry.grade) {
            same->known_to = later(same->known_to, entry.known_to);
            return;
        }
        if (before.listed < stored.listed) entry.known_from = std::max(entry.known_from, stored.listed);
        if (!same->known_to || *same->known_to >= entry.known_from) same->known_to = entry.known_from - 1;
        remember(entry, stored);
    }

    void remember(const CardEntry& entry, const StoredInspection& stored) {
        card_.entries.push_back(entry);
        said_by_.push_back(&stored);
    }

    ReportCard card_;
    std::vector<const StoredInspection*> said_by_;  ///< for each entry
};

}

std::vector<ReportCard> report_cards_of(std::vector<StoredInspection> stored) {
    std::erase_if(stored,
                  [](const StoredInspection& s) { return s.row.kind != InspectionKind::report_card; });
    // The most believed first; of its files the oldest first, ended ones before those that stand.
    std::sort(stored.begin(), stored.end(), [](const StoredInspection& a, const StoredInspection& b) {
        const auto key = [](const StoredInspection& s) {
            return std::tuple{s.school, s.row.held, s.precedence, s.listed, !s.public_to, s.release.value};
        };
        return key(a) < key(b);
    });
    std::vector<ReportCard> cards;
    for (std::size_t begin = 0, end = 0; begin < stored.size(); begin = end) {
        Card card{stored[begin]};
        while (end < stored.size() && stored[end].school == stored[begin].school &&
               stored[end].row.held == stored[begin].row.held)
            card.add(stored[end++]);
        cards.push_back(card.done());
    }
    return cards;
}

std::vector<analytics::CategoryListed> categories_of(std::vector<StoredInspection> stored) {
    std::erase_if(stored, [](const StoredInspection& s) { return !s.row.in_force; });
    std::vector<analytics::CategoryListed> listed;
    std::sort(stored.begin(), stored.end(), [](const StoredInspection& a, const StoredInspection& b) {
        const auto key = [](const StoredInspection& s) {
            return std::tuple{s.school, std::max(s.listed, Date::from_days(s.row.known)), -s.precedence,
                              s.release.value};
        };
        return key(a) < key(b);
    });
    for (const StoredInspection& s : stored)
        listed.push_back({s.school, std::max(s.listed, Date::from_days(s.row.known)), s.public_to,
                          *s.row.in_force, s.release});
    return listed;
}

}
