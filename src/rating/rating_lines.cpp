#include "rating/rating_lines.hpp"

#include <algorithm>
#include <unordered_map>

namespace tarn::rating {
namespace {

template <class T>
std::unordered_map<Urn, T> by_urn(std::vector<T> items) {
    std::unordered_map<Urn, T> map;
    for (auto& item : items) map.emplace(item.urn, std::move(item));
    return map;
}

/// The level decided for the record that the school had before its conversion: the URN changes, the school
/// does not.
std::optional<Decision> inherited(storage::Reader& db, const people::Viewer& viewer,
                                  const schools::Register& schools, const schools::School& school,
                                  Date as_at) {
    const auto urns = urns_of(schools, school.urn);
    if (urns.size() < 2) return std::nullopt;
    for (auto& decision : decision_history(db, viewer, urns, school.authority))
        if (decision.effective_on <= as_at) return std::move(decision);
    return std::nullopt;
}

int rank(Level level) {
    return static_cast<int>(level);
}

}

Movement movement(const Proposal& proposal) {
    const auto& steps = proposal.steps;
    if (steps.size() < 2) return Movement::first;
    const Level now = steps.back().level, before = steps[steps.size() - 2].level;
    if (now == before) return Movement::same;
    if (now == Level::not_enough_evidence || before == Level::not_enough_evidence) return Movement::first;
    return rank(now) < rank(before) ? Movement::better : Movement::worse;
}

const Line* Lines::find(Urn urn) const {
    const auto at = std::lower_bound(lines.begin(), lines.end(), urn,
                                     [](const Line& line, Urn wanted) { return line.school->urn < wanted; });
    return at != lines.end() && at->school->urn == urn ? &*at : nullptr;
}

std::vector<Urn> urns_of(const schools::Register& schools, Urn urn) {
    std::vector<Urn> urns{urn};
    for (std::size_t i = 0; i < urns.size(); ++i)
        for (const auto& link : schools.predecessors(urns[i]))
            if (link.kind == schools::Succession::conversion &&
                std::find(urns.begin(), urns.end(), link.other) == urns.end())
                urns.push_back(link.other);
    return urns;
}

Lines lines_of(storage::Reader& db, const people::Viewer& viewer, Runs& runs, Date as_at) {
    Lines found{runs.register_of(db), runs.of_authority(db, viewer.authority(), as_at), {}};
    auto decided = by_urn(decided_levels(db, viewer, as_at));
    auto recommended = by_urn(open_recommendations(db, viewer));
    for (const auto* school : found.schools->open_in(viewer.authority(), as_at)) {
        if (!viewer.may(people::Permission::rating_of_school, school->urn, school->authority)) continue;
        Line line{school, found.run->find(school->urn), {}, {}};
        if (const auto at = decided.find(school->urn); at != decided.end())
            line.decided = at->second;
        else
            line.decided = inherited(db, viewer, *found.schools, *school, as_at);
        if (const auto at = recommended.find(school->urn); at != recommended.end())
            line.recommended = at->second;
        found.lines.push_back(std::move(line));
    }
    return found;
}

AgendaFacts agenda_facts(const Line& line, const Run& run) {
    AgendaFacts facts;
    if (line.proposal) {
        facts.proposed = line.proposal->level;
        if (line.proposal->trigger) facts.trigger = run.scheme->indicators[*line.proposal->trigger].code;
    }
    if (line.decided)
        facts.decided = {line.decided->level, line.decided->proposed.value_or(line.decided->level),
                         line.decided->trigger, line.decided->review_on};
    if (line.recommended) facts.recommended = line.recommended->level;
    return facts;
}

std::vector<const Contribution*> top_contributions(const Proposal& proposal, std::size_t most) {
    std::vector<const Contribution*> top;
    for (const auto& contribution : proposal.contributions)
        if (contribution.contribution > Points{}) top.push_back(&contribution);
    std::stable_sort(top.begin(), top.end(),
                     [](const auto* a, const auto* b) { return a->contribution > b->contribution; });
    if (top.size() > most) top.resize(most);
    return top;
}

}
