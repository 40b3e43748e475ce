#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unordered_map>

#include "access/viewer.hpp"
#include "rating/agenda.hpp"

namespace tarn::rating {
namespace {

/// One proposal as JSON, for the decision that rests on it.
std::string frozen(const Run& run, const Proposal& proposal) {
    Run alone{run.snapshot, run.own, run.scheme, run.as_at, {proposal}, run.sources, run.not_calculated};
    return to_json(alone);
}

using Levels = std::unordered_map<Urn, Decision>;

/// Of several on one school the last counts.
Levels by_urn(std::vector<Decision> decisions) {
    Levels levels;
    for (auto& decision : decisions) levels.insert_or_assign(decision.urn, std::move(decision));
    return levels;
}

AgendaItem item_of(const Line& line, const Run& run, const Meeting& meeting, const Levels& current,
                   const Levels& taken) {
    AgendaItem item{line, {}, {}};
    // A meeting decides on its own day, which may lie after the evidence: the level in force is then its own.
    if (const auto level = current.find(line.school->urn); level != current.end())
        item.line.decided = std::make_shared<const Decision>(level->second);
    if (const auto own = taken.find(line.school->urn); own != taken.end()) item.taken = own->second;
    item.reasons = agenda_reasons(agenda_facts(item.line, run), meeting.held_on);
    return item;
}

}

Agenda agenda_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Meeting meeting) {
    Agenda agenda{std::move(meeting), lines_of(db, viewer, runs, meeting.evidence_as_at), {}, {}};
    const auto taken = by_urn(decisions_of_meeting(db, viewer, agenda.meeting.id));
    const auto current = by_urn(decided_levels(db, viewer, agenda.meeting.held_on));
    for (const auto& line : agenda.lines.lines) {
        auto item = item_of(line, *agenda.lines.run, agenda.meeting, current, taken);
        if (item.taken)
            agenda.decided.push_back(std::move(item));
        else if (!item.reasons.empty())
            agenda.open.push_back(std::move(item));
    }
    std::stable_sort(agenda.open.begin(), agenda.open.end(), [](const AgendaItem& a, const AgendaItem& b) {
        return a.reasons.front() < b.reasons.front();
    });
    return agenda;
}

std::optional<BeforeBoard> before_board(storage::Reader& db, const access::Viewer& viewer, Runs& runs,
                                        const Meeting& meeting, Urn urn) {
    BeforeBoard before{line_of(db, viewer, runs, meeting.evidence_as_at, urn), {}};
    if (before.lines.lines.empty()) return std::nullopt;
    const Line& line = before.lines.lines.front();
    Levels current, taken;
    const std::array own{urn};
    for (auto& decision : decision_history(db, viewer, own, line.school->authority)) {
        if (decision.meeting == meeting.id) taken.emplace(urn, decision);
        if (decision.effective_on <= meeting.held_on) current.emplace(urn, std::move(decision));
    }
    before.item = item_of(line, *before.lines.run, meeting, current, taken);
    return before;
}

std::string made_before(const Recommendation& made, MeetingId meeting) {
    if (made.meeting == meeting) return {};
    return fmt::format(" for {}, on {}", made.meeting_title.empty() ? "no meeting" : made.meeting_title,
                       day_of(made.made_at).display());
}

std::string reasons_text(const AgendaItem& item) {
    std::string words;
    for (const auto reason : item.reasons)
        words += (words.empty() ? "" : "; ") + std::string{agenda_reason_codes.title(reason)};
    return words;
}

NewDecision decision_on(const AgendaItem& item, const Run& run, MeetingId meeting) {
    NewDecision decision{
        .urn = item.line.school->urn, .authority = item.line.school->authority, .meeting = meeting};
    const auto facts = agenda_facts(item.line, run);
    decision.trigger = facts.trigger;
    decision.scheme = fmt::format("{} {}", run.scheme->code, run.scheme->version);
    if (item.line.decided) decision.seen = item.line.decided->id;
    if (item.line.proposal) {
        decision.proposed = item.line.proposal->level;
        decision.evidence = frozen(run, *item.line.proposal);
    }
    for (const auto reason : item.reasons) {
        if (!decision.agenda_reasons.empty()) decision.agenda_reasons += ' ';
        decision.agenda_reasons += agenda_reason_codes.code(reason);
    }
    return decision;
}

}
