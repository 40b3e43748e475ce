#include "feature_kit/meeting.hpp"

#include <set>
#include <stdexcept>

#include "platform/storage/seals.hpp"

namespace tarn::kit {
namespace {

using enum MeetingState;

Lifecycle<MeetingState> life_of(const MeetingKind& kind) {
    const auto act = [&](std::string name, std::vector<MeetingState> from, std::string label) {
        return LifeAct<MeetingState>{std::move(name), std::move(from), kind.written, std::move(label), {},
                                     kind.refusal};
    };
    return {"meeting",
            meeting_states,
            {act("change", {coming}, "Change the meeting"),
             act("call-off", {coming, held}, "Call the meeting off"),
             act("present", {coming, held}, "Record who was present"),
             act("minutes", {coming, held}, "Write the minutes"),
             act("close", {coming, held}, "Close the meeting")}};
}

/// The codes of all kinds of meeting that this version knows, which are made before anything runs.
std::set<std::string, std::less<>>& known_kinds() {
    static std::set<std::string, std::less<>> codes;
    return codes;
}

/// A meeting has no school, so a permission that reaches own schools only says nothing of it.
void require_condition(const MeetingKind& kind) {
    for (const access::Role role : access::all_roles())
        for (const access::Permission permission : {kind.seen, kind.written})
            if (!kind.only_if && access::reach(permission, role) == access::Reach::schools)
                throw std::invalid_argument("Say with only_if which " + kind.noun +
                                            " is for those whose permission reaches own schools only.");
}

}

std::string below_quorum(std::size_t present, std::size_t needed) {
    if (present == 0) return "Record who was present before you close the meeting.";
    if (present >= needed) return {};
    return std::to_string(present) + (present == 1 ? " person is" : " people are") +
           " recorded as present. The quorum is " + std::to_string(needed) +
           ". Record everybody who was present, or call the meeting off.";
}

MeetingState state_on(const Meeting& meeting, Date today) {
    if (meeting.called_off_on) return called_off;
    if (meeting.closed_at) return closed;
    return meeting.held_on < today ? held : coming;
}

Condition in_state(MeetingState state, Date today) {
    if (state == closed) return Condition::is_set("closed_at");
    if (state == called_off) return Condition::is_set("called_off_on");
    if (state == held) return Condition::between("awaited_on", {}, today - 1);
    return Condition::between("awaited_on", today, {});
}

MeetingsBase::MeetingsBase(MeetingKind kind)
    : kind_(std::move(kind)),
      life_(life_of(kind_)),
      record_("meeting", "Meetings", meeting_columns<Meeting>(), called(kind_.noun), seen_with(kind_.seen),
              written_with(kind_.written, kind_.refusal),
              only_if([this](const access::Viewer& viewer) { return condition(viewer); })) {
    require_condition(kind_);
    known_kinds().insert(kind_.code);
}

Sql MeetingsBase::condition(const access::Viewer& viewer) const {
    Sql sql{"kind = $1", kind_.code};
    if (const Sql further = kind_.only_if ? kind_.only_if(viewer) : Sql{}; !further.text.empty()) {
        sql += " AND (";
        sql += further;
        sql += ")";
    }
    return sql;
}

Outcome MeetingsBase::may(std::string_view act, storage::Reader& db, const access::Viewer& viewer,
                          const Meeting& meeting, Date today) const {
    const auto in_time = life_.check(act, state_on(meeting, today), viewer);
    if (!in_time) return in_time.error();
    const bool waits = act == "present" || act == "close";
    if (waits && today < meeting.held_on)
        return Error{"The meeting is on " + meeting.held_on.display() + ". " + life_.act(act).label +
                         " on that day or later.",
                     {}};
    if (act == "call-off" && kind_.settled)
        if (auto why = kind_.settled(db, meeting.id)) return Error{*std::move(why), {}};
    return Done{};
}

Result<Meeting> MeetingsBase::open_to(std::string_view act, storage::Reader& db, const access::Viewer& viewer,
                                      MeetingId id, Date today) const {
    auto meeting = record_.find(db, viewer, id);
    if (!meeting) return Error{"There is no such " + kind_.noun + ".", {}};
    if (!record_.reached(db, viewer, kind_.written, &*meeting)) return Error{kind_.refusal, {}};
    if (auto possible = may(act, db, viewer, *meeting, today); !possible) return possible.error();
    return *std::move(meeting);
}

std::optional<Error> MeetingsBase::objection(storage::Reader& db, const access::Viewer& viewer,
                                             const Meeting& wanted, Date today) const {
    constexpr int longest_ago = 366;
    if (today - wanted.held_on > longest_ago)
        return Error{"The day of the meeting must not be more than a year ago.", {}, "held_on"};
    const auto same =
        record_.where(db, viewer, "held_on = $1 AND title = $2 AND id <> $3 AND called_off_on IS NULL",
                      wanted.held_on, wanted.title, wanted.id);
    if (!same.empty()) return Error{"A meeting of this name is already arranged for that day.", {}, "title"};
    return std::nullopt;
}

Result<MeetingId> MeetingsBase::add(storage::Writer& db, const access::Viewer& viewer, Meeting meeting,
                                    Instant now) const {
    if (auto why = objection(db, viewer, meeting, day_of(now))) return *std::move(why);
    meeting.authority = viewer.authority();
    meeting.kind = kind_.code;
    meeting.created_by = viewer.person();
    meeting.created_at = now;
    return record_.add(db, viewer, meeting);
}

Outcome MeetingsBase::move(storage::Writer& db, const access::Viewer& viewer, const Meeting& wanted,
                           Date today) const {
    const auto before = open_to("change", db, viewer, wanted.id, today);
    if (!before) return before.error();
    if (before->held_on != wanted.held_on) {
        if (auto why = kind_.settled ? kind_.settled(db, wanted.id) : std::nullopt)
            return Error{*std::move(why), {}, "held_on"};
    }
    if (auto why = objection(db, viewer, wanted, today)) return *std::move(why);
    return record_.update(db, viewer, wanted, {&Meeting::title, &Meeting::held_on, &Meeting::place});
}

Outcome MeetingsBase::call_off(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                               std::string_view why, Date today) const {
    auto meeting = open_to("call-off", db, viewer, id, today);
    if (!meeting) return meeting.error();
    if (blank(why)) return Error{"Enter why the meeting is called off", {}, "called_off_why"};
    meeting->called_off_on = today;
    meeting->called_off_why = why;
    meeting->called_off_by = viewer.person();
    return record_.update(db, viewer, *meeting,
                          {&Meeting::called_off_on, &Meeting::called_off_why, &Meeting::called_off_by});
}

Outcome MeetingsBase::save_minutes(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                                   std::int64_t read_version, std::string_view minutes, Date today) const {
    auto meeting = open_to("minutes", db, viewer, id, today);
    if (!meeting) return meeting.error();
    if (meeting->minutes_version != read_version)
        return Error{
            "Somebody else saved the minutes while you were writing. Your text is still here: compare it "
            "with theirs before you save again.",
            {},
            "minutes"};
    meeting->minutes = minutes;
    ++meeting->minutes_version;
    return record_.update(db, viewer, *meeting, {&Meeting::minutes, &Meeting::minutes_version});
}

Outcome MeetingsBase::set_present(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                                  std::span<const PersonId> people, Date today) const {
    const auto meeting = open_to("present", db, viewer, id, today);
    if (!meeting) return meeting.error();
    const auto replace = [&] {
        db.execute("DELETE FROM meeting_present WHERE meeting = $1", id);
        for (const PersonId person : people)
            db.execute("INSERT INTO meeting_present (meeting, person) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                       id, person);
    };
    storage::change(db, "meeting_present", "meeting = $1", replace, id);
    return Done{};
}

Outcome MeetingsBase::close(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                            Instant now) const {
    auto meeting = open_to("close", db, viewer, id, day_of(now));
    if (!meeting) return meeting.error();
    read_present(db, *meeting);
    const std::size_t needed = kind_.quorum ? kind_.quorum(db, meeting->authority, meeting->held_on) : 1;
    if (auto few = below_quorum(meeting->present.size(), needed); !few.empty())
        return Error{std::move(few), {}};
    meeting->closed_at = now;
    meeting->closed_by = viewer.person();
    return record_.update(db, viewer, *meeting, {&Meeting::closed_at, &Meeting::closed_by});
}

void MeetingsBase::read_present(storage::Reader& db, Meeting& meeting) {
    meeting.present.clear();
    for (const storage::Row& row :
         db.query("SELECT p.id, p.name FROM meeting_present a JOIN person p ON p.id = a.person "
                  "WHERE a.meeting = $1 ORDER BY p.name COLLATE \"C\", p.id",
                  meeting.id))
        meeting.present.push_back({row.id<PersonId>(0), row.string(1)});
}

std::vector<std::string> verify_meetings(storage::Reader& db) {
    // Who may see them is no matter here: the permission is one that any record could ask for.
    static const Record<Meeting> every{"meeting", "Meetings", meeting_columns<Meeting>(), called("meeting"),
                                       seen_with(access::Permission::board_read)};
    auto faults = every.verify(db);
    for (const storage::Row& row :
         db.query("SELECT id FROM meeting WHERE closed_at IS NOT NULL AND NOT EXISTS "
                  "(SELECT 1 FROM meeting_present WHERE meeting_present.meeting = meeting.id) ORDER BY id"))
        faults.push_back("meeting " + std::to_string(row.integer(0)) + " was closed with nobody present");
    for (const storage::Row& row : db.query("SELECT id, kind FROM meeting ORDER BY id"))
        if (!known_kinds().contains(row.text(1)))
            faults.push_back("meeting " + std::to_string(row.integer(0)) + " is of an unknown kind");
    return faults;
}

}
