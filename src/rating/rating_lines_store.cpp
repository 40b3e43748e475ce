#include <algorithm>

#include "access/viewer.hpp"
#include "rating/rating_lines.hpp"

namespace tarn::rating {
namespace {

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

double worry_of(const Proposal& p) {
    if (p.level == Level::not_enough_evidence) return -1;
    const double share = p.score && p.maximum.hundredths > 0 ? p.score->value() / p.maximum.value() : 0;
    return 10.0 * static_cast<int>(p.level) + share;
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

std::vector<Urn> earlier_urns(const schools::Register& schools, Urn urn) {
    auto urns = urns_of(schools, urn);
    urns.erase(urns.begin());
    return urns;
}

namespace {

/// What the lines of a viewer's authority are made of.
struct Parts {
    Parts(storage::Reader& db, const access::Viewer& asking, Runs& runs, Date as_at)
        : viewer(asking),
          decided(runs.decided(db, viewer.authority(), as_at)),
          recommended(runs.recommended(db, viewer.authority())),
          found{runs.register_of(db),
                runs.of_authority(db, viewer.authority(), as_at, evidence::notes_for(viewer)),
                {}} {}

    void add(const schools::School& school) {
        if (!viewer.may(access::Permission::rating_of_school, school.urn, school.authority)) return;
        Line line{&school, found.run->find(school.urn), {}, {}};
        const auto earlier = [&] { return earlier_urns(*found.schools, school.urn); };
        if (const Decision* level = decided->of(viewer, school.urn, earlier)) line.decided = {decided, level};
        if (const auto* made = recommended->of(viewer, school.urn)) line.recommended = {recommended, made};
        found.lines.push_back(std::move(line));
    }

    const access::Viewer& viewer;
    std::shared_ptr<const DecidedLevels> decided;
    std::shared_ptr<const OpenRecommendations> recommended;
    Lines found;
};

/// The level in force that day: the school's own, else the newest of those before its conversion.
std::optional<Decision> level_in(std::vector<Decision> newest_first, Urn urn, Date day) {
    std::erase_if(newest_first, [&](const Decision& d) { return d.effective_on > day; });
    const auto own = std::ranges::find(newest_first, urn, &Decision::urn);
    if (own != newest_first.end()) return std::move(*own);
    return newest_first.empty() ? std::nullopt : std::optional{std::move(newest_first.front())};
}

}

Lines lines_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Date as_at) {
    Parts parts{db, viewer, runs, as_at};
    const auto schools = parts.found.schools->open_in(viewer.authority(), as_at);
    parts.found.lines.reserve(schools.size());
    for (const auto* school : schools) parts.add(*school);
    return std::move(parts.found);
}

Lines line_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Date as_at, Urn urn) {
    Lines found{runs.register_of(db),
                runs.of_authority(db, viewer.authority(), as_at, evidence::notes_for(viewer)),
                {}};
    for (const auto* school : found.schools->open_in(viewer.authority(), as_at)) {
        if (school->urn != urn || !viewer.may(access::Permission::rating_of_school, urn, school->authority))
            continue;
        Line line{school, found.run->find(urn), {}, {}};
        const auto urns = urns_of(*found.schools, urn);
        if (auto level = level_in(decision_history(db, viewer, urns, school->authority), urn, as_at))
            line.decided = std::make_shared<const Decision>(*std::move(level));
        for (auto& made : open_recommendations(db, viewer, urn))
            line.recommended = std::make_shared<const Recommendation>(std::move(made));
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
    if (line.decided) {
        const Decision& decided = *line.decided;
        const bool told = decided.kind != DecisionKind::decided;
        facts.decided = {decided.level, told ? decided.proposed.value_or(decided.level) : decided.proposed,
                         decided.trigger, decided.review_on};
    }
    if (line.recommended) facts.recommended = line.recommended->level;
    return facts;
}

bool on_agenda(const Line& line, const Run& run, const Meeting& meeting) {
    return !agenda_reasons(agenda_facts(line, run), meeting.held_on).empty();
}

bool owes_recommendation(const Line& line, const Run& run, const Meeting& meeting) {
    const bool decided = line.decided && line.decided->meeting == meeting.id;
    return !decided && !line.recommended && on_agenda(line, run, meeting);
}

}
