#include <algorithm>
#include <fmt/format.h>

#include "access/viewer.hpp"
#include "rating/agenda.hpp"

namespace tarn::rating {
namespace {

/// One proposal as JSON, for the decision that rests on it.
std::string frozen(const Run& run, const Proposal& proposal) {
    Run alone{run.snapshot, run.own, run.scheme, run.as_at, {proposal}, run.sources};
    return to_json(alone);
}

}

Agenda agenda_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Meeting meeting) {
    Agenda agenda{std::move(meeting), lines_of(db, viewer, runs, meeting.evidence_as_at), {}, {}};
    const auto taken = decisions_of_meeting(db, viewer, agenda.meeting.id);
    for (const auto& line : agenda.lines.lines) {
        AgendaItem item{line, {}, {}};
        // A meeting decides on its own day, which may lie after the evidence: the level in force is then its
        // own.
        if (auto current =
                decided_level(db, viewer, line.school->urn, line.school->authority, agenda.meeting.held_on))
            item.line.decided = std::make_shared<const Decision>(*std::move(current));
        for (const auto& decision : taken)
            if (decision.urn == line.school->urn) item.taken = decision;
        if (item.taken) {
            agenda.decided.push_back(std::move(item));
            continue;
        }
        item.reasons = agenda_reasons(agenda_facts(item.line, *agenda.lines.run), agenda.meeting.held_on);
        if (!item.reasons.empty()) agenda.open.push_back(std::move(item));
    }
    std::stable_sort(agenda.open.begin(), agenda.open.end(), [](const AgendaItem& a, const AgendaItem& b) {
        return a.reasons.front() < b.reasons.front();
    });
    return agenda;
}

std::string reasons_text(const AgendaItem& item) {
    std::string words;
    for (const auto reason : item.reasons)
        words += (words.empty() ? "" : "; ") + std::string{agenda_reason_title(reason)};
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
        decision.agenda_reasons += agenda_reason_code(reason);
    }
    return decision;
}

}
