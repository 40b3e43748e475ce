#include "analytics/warning/histories.hpp"

#include <algorithm>

namespace tarn::analytics::warning {
namespace {

// Longer chains in the links file are loops.
constexpr int longest_line = 6;
// An authority without any graded inspection for this long before the list's end is not covered to its end:
// even the smallest see one a year.
constexpr int quiet_days = 365;

void add_own(const Snapshot& snapshot, SchoolIndex school, bool own, std::vector<Graded>& out) {
    for (const Inspection& inspection : snapshot.inspections_of(school))
        if (inspection.graded && inspection.overall > 0 && !inspection.known_to)
            out.push_back({inspection.held, inspection.listed_from, inspection.overall, own});
}

void add_predecessors(const Snapshot& snapshot, SchoolIndex school, int depth, std::vector<Graded>& out) {
    if (depth == longest_line) return;
    for (const SchoolIndex before : snapshot.schools[school].predecessors) {
        add_own(snapshot, before, false, out);
        add_predecessors(snapshot, before, depth + 1, out);
    }
}

void ascending(std::vector<Graded>& all, std::size_t from) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
    std::stable_sort(begin, all.end(), [](const Graded& a, const Graded& b) { return a.held < b.held; });
    // A report is now and then filed under both numbers of a converted school.
    all.erase(
        std::unique(begin, all.end(), [](const Graded& a, const Graded& b) { return a.held == b.held; }),
        all.end());
}

}

Histories::Histories(const Snapshot& snapshot) {
    const std::size_t schools = snapshot.schools.size();
    std::vector<std::vector<SchoolIndex>> successors(schools);
    for (SchoolIndex school = 0; school < schools; ++school)
        for (const SchoolIndex before : snapshot.schools[school].predecessors)
            successors[before].push_back(school);
    past_begin_.push_back(0);
    future_begin_.push_back(0);
    for (SchoolIndex school = 0; school < schools; ++school) {
        const std::size_t past = past_.size(), future = future_.size();
        add_own(snapshot, school, true, past_);
        add_predecessors(snapshot, school, 0, past_);
        ascending(past_, past);
        add_own(snapshot, school, true, future_);
        for (const SchoolIndex after : successors[school]) add_own(snapshot, after, false, future_);
        ascending(future_, future);
        past_begin_.push_back(static_cast<std::uint32_t>(past_.size()));
        future_begin_.push_back(static_cast<std::uint32_t>(future_.size()));
    }
    authority_to_.assign(authority_codes, Date{});
    for (SchoolIndex school = 0; school < schools; ++school)
        for (const Inspection& inspection : snapshot.inspections_of(school)) {
            if (!inspection.graded || inspection.overall == 0 || inspection.listed_from != Date{}) continue;
            Date& to = authority_to_[static_cast<std::size_t>(snapshot.schools[school].authority.value)];
            to = std::max(to, inspection.held);
            listed_to_ = std::max(listed_to_, inspection.held);
        }
    for (Date& to : authority_to_)
        if (to > listed_to_ - quiet_days) to = listed_to_;
}

void Histories::known(SchoolIndex school, Date day, Lag lag, std::vector<Graded>& out) const {
    out.clear();
    for (const Graded& one : before(school)) {
        if (one.held + lag.days >= day) break;
        if (one.listed_from <= day) out.push_back(one);
    }
}

std::optional<Graded> Histories::first_after(SchoolIndex school, Date from, Date to, Counted counted) const {
    for (const Graded& one : slice(future_, future_begin_, school)) {
        if (one.held > to) break;
        if (one.held < from || (counted != Counted::joined && !one.own)) continue;
        if (counted == Counted::own_listed && one.listed_from != Date{}) continue;
        return one;
    }
    return std::nullopt;
}

Date Histories::complete_to(AuthorityCode authority) const {
    return authority_to_[static_cast<std::size_t>(authority.value)];
}

}
