#include "schools/lineage_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tarn::schools {

namespace {

/// A predecessor that closed longer than this before its "successor" opened was not continued by it.
constexpr std::int32_t longest_gap_days = 400;
/// Registers compiled late still show a predecessor for some months after its successor opened.
constexpr std::int32_t late_register_days = 200;

enum class Word : std::uint8_t { predecessor, successor, result, none };

struct LinkMeaning {
    Word word = Word::none;
    bool several = false;  ///< the wording itself says merged or amalgamated
    bool split = false;
};

bool mentions(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

LinkMeaning meaning_of(std::string_view type) {
    LinkMeaning meaning;
    if (type.starts_with("Predecessor"))
        meaning.word = Word::predecessor;
    else if (type.starts_with("Successor"))
        meaning.word = Word::successor;
    else if (type.starts_with("Result of Amalgamation"))
        meaning.word = Word::result;
    meaning.several = mentions(type, "merged") || mentions(type, "malgamat");
    meaning.split = mentions(type, "Split");
    return meaning;
}

/// The day the successor's open period began: links give either its first day or its predecessor's last.
Date first_day_after(Date date) {
    const bool last_of_month = (date + 1).month() != date.month();
    return last_of_month ? date + 1 : date;
}

struct Count {
    int before = 0;
    int after = 0;
};

std::map<std::size_t, Count> neighbours_of(const std::vector<Pair>& pairs) {
    std::map<std::size_t, Count> counts;
    for (const Pair& pair : pairs) {
        ++counts[pair.after].before;
        ++counts[pair.before].after;
    }
    return counts;
}

/// What is decided gives way to published links and to what stands decided before it.
void drop_overtaken(std::vector<Pair>& pairs) {
    std::set<std::size_t> continued, continuing;
    for (const Pair& pair : pairs) {
        if (pair.decided) continue;
        continued.insert(pair.before);
        continuing.insert(pair.after);
    }
    std::erase_if(pairs, [&](const Pair& pair) {
        if (!pair.decided) return false;
        if (continued.contains(pair.before) || continuing.contains(pair.after)) return true;
        continued.insert(pair.before);
        continuing.insert(pair.after);
        return false;
    });
}

void classify(std::vector<Pair>& pairs) {
    auto counts = neighbours_of(pairs);
    for (Pair& pair : pairs) {
        if (pair.kind != Succession::conversion) continue;
        if (counts[pair.after].before > 1)
            pair.kind = Succession::merger;
        else if (counts[pair.before].after > 1)
            pair.kind = Succession::split;
    }
}

}

std::vector<Pair> pairs_of(const std::vector<Link>& links, const Rows& rows) {
    std::map<std::pair<std::size_t, std::size_t>, Pair> found;  // by successor, then predecessor
    for (const Link& link : links) {
        const LinkMeaning meaning = meaning_of(link.type);
        if (meaning.word == Word::none || link.urn == link.linked) continue;
        const std::size_t self = *rows.find(link.urn);
        const std::size_t other = *rows.find(link.linked);
        // "Result of Amalgamation" stands on both sides alike; the newer URN is the result.
        const bool self_is_after =
            meaning.word == Word::result ? link.urn > link.linked : meaning.word == Word::predecessor;
        const std::size_t after = self_is_after ? self : other;
        const std::size_t before = self_is_after ? other : self;
        if (found.contains({before, after}))
            continue;  // each calls the other its predecessor: the first row stands
        Pair& pair =
            found.try_emplace({after, before}, Pair{before, after, Succession::conversion, {}, {}, {}, true})
                .first->second;
        if (meaning.split)
            pair.kind = Succession::split;
        else if (meaning.several)
            pair.kind = Succession::merger;
        if (link.date) pair.date = std::max(pair.date.value_or(*link.date), first_day_after(*link.date));
        pair.decided = pair.decided && link.decided;
        (self_is_after ? pair.before_name : pair.after_name) = link.linked_name;
    }
    std::vector<Pair> pairs;
    pairs.reserve(found.size());
    for (auto& [key, pair] : found) pairs.push_back(pair);
    drop_overtaken(pairs);
    classify(pairs);
    return pairs;
}

namespace {

/// Gives a school that no table mentions the outline of a open period from its neighbour in a conversion.
bool add_shadow(const Pair& pair, std::vector<OpenPeriod>& open_periods, Coverage& coverage,
                std::vector<std::optional<std::size_t>>& shadow_of) {
    const bool before_known = open_periods[pair.before].exists;
    const bool after_known = open_periods[pair.after].exists;
    if (before_known == after_known) return before_known;
    const std::size_t shadow = before_known ? pair.after : pair.before;
    const std::size_t body = before_known ? pair.before : pair.after;
    if (before_known) {
        // A conversion that was only planned leaves the old school in later registers.
        const auto& last_open = open_periods[body].last_open;
        if (!pair.date || (last_open && *last_open > *pair.date + late_register_days)) return false;
    } else if (!open_periods[body].opened && !pair.date) {
        return false;
    }
    open_periods[shadow].exists = true;
    open_periods[shadow].infer(Inference::facts_from_lineage);
    shadow_of[shadow] = body;
    coverage.liken(shadow, body);
    return true;
}

void open_from_link(OpenPeriod& after, const OpenPeriod& before, const Pair& pair) {
    if (after.opened) return;
    std::optional<Date> day = pair.date;
    if (!day && before.closed) day = *before.closed + 1;
    if (!day || (after.first_open && *day > *after.first_open)) return;
    after.opened = day;
    after.infer(Inference::opened_from_link);
}

bool contradicts(const OpenPeriod& before, Date opened) {
    const bool far = before.closed && (opened - *before.closed > longest_gap_days ||
                                       *before.closed - opened > longest_gap_days);
    const bool seen_later = before.last_open && *before.last_open > opened + late_register_days;
    return far || seen_later;
}

void close_before(OpenPeriod& before, Date opened) {
    if (before.closed == opened - 1) return;
    before.closed = opened - 1;
    before.infer(Inference::closed_by_successor);
}

void settle_conversion(Pair& pair, std::vector<OpenPeriod>& open_periods) {
    OpenPeriod& before = open_periods[pair.before];
    OpenPeriod& after = open_periods[pair.after];
    open_from_link(after, before, pair);
    if (!after.opened) return;
    if (contradicts(before, *after.opened)) {
        pair.kind = Succession::other;
        return;
    }
    close_before(before, *after.opened);
}

/// A merger's successor may have been open for long; where its URN is the newer one, it opened with the first
/// merger.
void settle_merger(const Pair& pair, std::vector<OpenPeriod>& open_periods, const Coverage& coverage) {
    OpenPeriod& before = open_periods[pair.before];
    OpenPeriod& after = open_periods[pair.after];
    if (pair.before < pair.after && before.exists) open_from_link(after, before, pair);
    if (!before.exists || before.closed) return;
    const Date seen = before.last_open.value_or(School::first_day());
    const auto absent = coverage.first_absence_after(pair.before, seen);
    const auto gone_by = before.seen_closed ? before.seen_closed : absent;
    if (!gone_by) return;
    for (const auto& day : {after.opened, pair.date}) {
        if (!day || *day - 1 < seen - late_register_days || *day > *gone_by + longest_gap_days) continue;
        close_before(before, std::max(*day, seen + 1));
        return;
    }
}

}

void settle_by_links(std::vector<Pair>& pairs, std::vector<OpenPeriod>& open_periods, Coverage& coverage,
                     std::vector<std::optional<std::size_t>>& shadow_of) {
    for (Pair& pair : pairs) {
        if (pair.kind != Succession::conversion) continue;
        if (!add_shadow(pair, open_periods, coverage, shadow_of)) continue;
        settle_conversion(pair, open_periods);
        // Without a day to end on, a predecessor known from links alone says nothing.
        if (shadow_of[pair.before] && !open_periods[pair.before].closed)
            open_periods[pair.before].exists = false;
    }
    for (const Pair& pair : pairs) {
        if (pair.kind == Succession::merger || pair.kind == Succession::split)
            settle_merger(pair, open_periods, coverage);
    }
}

void separate_by_number(const std::vector<std::int32_t>& numbers, std::vector<OpenPeriod>& open_periods) {
    std::vector<std::size_t> order;
    for (std::size_t school = 0; school < open_periods.size(); ++school) {
        if (numbers[school] != 0 && open_periods[school].exists) order.push_back(school);
    }
    const auto opened = [&](std::size_t school) {
        return open_periods[school].opened.value_or(School::first_day());
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(numbers[a], opened(a), a) < std::tuple(numbers[b], opened(b), b);
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
        OpenPeriod& before = open_periods[order[i - 1]];
        const OpenPeriod& after = open_periods[order[i]];
        if (numbers[order[i - 1]] != numbers[order[i]] || !after.opened) continue;
        const bool recorded = before.closed && !before.infers(Inference::closed_by_absence);
        if (before.last_open && *before.last_open > *after.opened + late_register_days) continue;
        if (!recorded && (!before.closed || *before.closed >= *after.opened))
            close_before(before, *after.opened);
    }
}

void join_conversions(const std::vector<Pair>& pairs, std::vector<OpenPeriod>& open_periods) {
    for (const Pair& pair : pairs) {
        if (pair.kind != Succession::conversion) continue;
        OpenPeriod& before = open_periods[pair.before];
        OpenPeriod& after = open_periods[pair.after];
        if (!before.exists || !after.exists) continue;
        if (!after.opened && before.closed) {
            after.opened = *before.closed + 1;
            after.infer(Inference::opened_from_link);
        }
        if (after.opened) close_before(before, *after.opened);
    }
}

}
