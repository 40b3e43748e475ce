#include "evidence/catalogue/report_cards_store.hpp"

#include <algorithm>
#include <tuple>

namespace tarn::evidence {
namespace {

using analytics::CardCategory;
using analytics::CardEntry;
using analytics::ReportCard;

/// Empty: to the end of time.
std::optional<Date> later(std::optional<Date> a, std::optional<Date> b) {
    return a && b ? std::optional{std::max(*a, *b)} : std::nullopt;
}

/// Several answers to one question with the files that gave them, the most believed first.
template <class Answer>
class Answers {
  public:
    /// `question(a, b)`: both answer the same; `agree(a, b)`: in the same words.
    template <class Question, class Agree>
    void add(Answer answer, const StoredInspection& stored, Question question, Agree agree) {
        const auto same = std::find_if(said_.rbegin(), said_.rend(),
                                       [&](const Said& before) { return question(before.answer, answer); });
        if (same != said_.rend()) {
            Answer& before = same->answer;
            if (same->by->precedence != stored.precedence && !before.known_to) return;
            if (agree(before, answer)) {
                before.known_to = later(before.known_to, answer.known_to);
                return;
            }
            if (same->by->listed < stored.listed)
                answer.known_from = std::max(answer.known_from, stored.public_from);
            if (!before.known_to || *before.known_to >= answer.known_from)
                before.known_to = answer.known_from - 1;
        }
        said_.push_back({answer, &stored});
    }
    std::vector<Answer> done() const {
        std::vector<Answer> answers;
        for (const Said& said : said_) answers.push_back(said.answer);
        return answers;
    }

  private:
    struct Said {
        Answer answer;
        const StoredInspection* by;
    };
    std::vector<Said> said_;
};

/// One report card in the making.
class Card {
  public:
    explicit Card(const StoredInspection& first) {
        card_.school = first.school;
        card_.held = Date::from_days(first.row.held);
        card_.known_from = Date::from_days(first.row.known);
        card_.known_to = first.public_to;
        card_.release = first.release;
    }

    void add(const StoredInspection& stored) {
        const Date published = Date::from_days(stored.row.known);
        card_.known_from = std::min(card_.known_from, published);
        card_.known_to = later(card_.known_to, stored.public_to);
        if (stored.row.category != analytics::Category::not_said)
            categories_.add(
                {stored.row.category, published, stored.public_to, stored.release}, stored,
                [](const CardCategory&, const CardCategory&) { return true; },
                [](const CardCategory& a, const CardCategory& b) { return a.category == b.category; });
        for (const analytics::CardArea area : analytics::card_areas.all()) add(stored, area);
    }
    ReportCard done() {
        card_.entries = entries_.done();
        card_.categories = categories_.done();
        return std::move(card_);
    }

  private:
    void add(const StoredInspection& stored, analytics::CardArea area) {
        const auto at = static_cast<std::size_t>(area);
        if (stored.row.grades[at] == analytics::CardGrade::not_known) return;
        const Date given = std::max(card_.held, Date::from_days(stored.row.dated[at]));
        const Date published = Date::from_days(stored.row.known);
        // Of a visit since then the files give its day alone: nobody could know before one of them was
        // public.
        entries_.add(
            {area, stored.row.grades[at], given,
             given > card_.held ? std::max(published, stored.public_from) : published, stored.public_to,
             stored.release},
            stored,
            [](const CardEntry& a, const CardEntry& b) { return a.area == b.area && a.given == b.given; },
            [](const CardEntry& a, const CardEntry& b) { return a.grade == b.grade; });
    }

    ReportCard card_;
    Answers<CardEntry> entries_;
    Answers<CardCategory> categories_;
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
    std::sort(stored.begin(), stored.end(), [](const StoredInspection& a, const StoredInspection& b) {
        const auto key = [](const StoredInspection& s) {
            return std::tuple{s.school, s.listed, -s.precedence, s.release.value};
        };
        return key(a) < key(b);
    });
    std::vector<analytics::CategoryListed> listed;
    for (const StoredInspection& s : stored)
        listed.push_back({s.school, s.listed, std::max(s.public_from, Date::from_days(s.row.known)),
                          s.public_to, *s.row.in_force, s.release});
    return listed;
}

}
