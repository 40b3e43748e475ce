#pragma once
// Meetings: one table for every room that holds them, so that there is one list, one calendar, one reminder.
// A room says who sees and who writes those of its kind:
//
//     const Meetings<> network_meetings{{.code = "network", .noun = "meeting of a network",
//                                        .seen = networks_read, .written = networks_write,
//                                        .refusal = "Only who runs a network may do this."}};
//
// and, where it says more of a meeting than the kit does, a struct of its own and the table that holds the
// rest under the meeting's id:
//
//     struct BoardMeeting : Meeting { Date evidence_as_at; };
//     const Meetings<BoardMeeting> board_meetings{
//         {...}, {beside("board_meeting", date("evidence_as_at", &BoardMeeting::evidence_as_at, "Evidence as
//         at"))},
//         {.objection = what_is_wrong, .keep = store_the_rest}};
//
// The pages come from meeting_pages.hpp.
#include <span>

#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {

enum class MeetingState : std::uint8_t { coming, held, closed, called_off };
inline constexpr CodeTable<MeetingState> meeting_states{
    {MeetingState::coming, "coming", "Coming"},
    {MeetingState::held, "held", "Held, not closed"},
    {MeetingState::closed, "closed", "Closed"},
    {MeetingState::called_off, "called_off", "Called off"}};

struct Present {
    PersonId id{};
    std::string name;
};

/// Why too few people were present; empty: there were enough. `needed` is the quorum.
std::string below_quorum(std::size_t present, std::size_t needed);

struct Meeting {
    MeetingId id{};
    AuthorityCode authority;
    std::string kind;  ///< the code of its MeetingKind
    std::string title;
    Date held_on;  ///< the day it is, or was, to be held
    std::string place;
    std::string minutes;
    std::int64_t minutes_version = 0;  ///< rises with each save
    std::optional<PersonId> created_by, called_off_by, closed_by;
    Instant created_at{};
    std::optional<Date> called_off_on;
    std::string called_off_why;
    std::optional<Instant> closed_at;
    std::vector<Present> present{};  ///< by name; find() alone fills it
    MeetingState listed_as{};        ///< its state on the day a list was read; filled by the list alone
};

/// A meeting is coming until its day is over, then held until somebody closes it or says that it was called
/// off.
MeetingState state_on(const Meeting& meeting, Date today);
/// The same as a condition on the record's columns.
Condition in_state(MeetingState state, Date today);
inline bool is_open(const Meeting& meeting) {
    return !meeting.closed_at && !meeting.called_off_on;
}

/// What a room says of its meetings.
struct MeetingKind {
    std::string code;  ///< in the table; never another meaning
    std::string noun;  ///< "meeting of the board"
    access::Permission seen, written;
    std::string refusal;  ///< for who sees them and may not write
    /// Which of them the viewer sees; needed where `seen` or `written` reaches own schools only.
    std::function<Sql(const access::Viewer&)> only_if{};
    /// Why its day and the room's own columns are settled and it cannot be called off any more: what was done
    /// at it. Nothing: they are not.
    std::function<std::optional<std::string>(storage::Reader&, MeetingId)> settled{};
    /// How many have to be present before a meeting of this day can be closed. Nothing: one.
    std::function<std::size_t(storage::Reader&, AuthorityCode, Date)> quorum{};
};

class MeetingsBase {
  public:
    const MeetingKind& kind() const { return kind_; }
    /// change, call-off, present, minutes and close.
    const Lifecycle<MeetingState>& life() const { return life_; }
    /// Whether the viewer may do this to the meeting today; otherwise why not, in words.
    Outcome may(std::string_view act, storage::Reader& db, const access::Viewer& viewer,
                const Meeting& meeting, Date today) const;

    Outcome call_off(storage::Writer& db, const access::Viewer& viewer, MeetingId id, std::string_view why,
                     Date today) const;
    /// Refused when somebody else saved them since `read_version`.
    Outcome save_minutes(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                         std::int64_t read_version, std::string_view minutes, Date today) const;
    Outcome set_present(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                        std::span<const PersonId> people, Date today) const;
    /// For good. Refused before its day and while fewer people than the quorum were recorded as present.
    Outcome close(storage::Writer& db, const access::Viewer& viewer, MeetingId id, Instant now) const;

  protected:
    explicit MeetingsBase(MeetingKind kind);
    /// The meeting, when this can be done to it.
    Result<Meeting> open_to(std::string_view act, storage::Reader& db, const access::Viewer& viewer,
                            MeetingId id, Date today) const;
    std::optional<Error> objection(storage::Reader& db, const access::Viewer& viewer, const Meeting& wanted,
                                   Date today) const;
    Result<MeetingId> add(storage::Writer& db, const access::Viewer& viewer, Meeting meeting,
                          Instant now) const;
    Outcome move(storage::Writer& db, const access::Viewer& viewer, const Meeting& wanted, Date today) const;
    Sql condition(const access::Viewer& viewer) const;
    static void read_present(storage::Reader& db, Meeting& meeting);

  private:
    MeetingKind kind_;
    Lifecycle<MeetingState> life_;
    Record<Meeting> record_;
};

/// The columns that every meeting has, as those of a room's own struct.
template <class T>
std::vector<ColumnOf<T>> meeting_columns() {
    const auto of = []<class M>(M Meeting::*member) -> M T::* { return member; };
    Column awaited;
    awaited.name = "awaited_on";  // the day of a meeting that is neither closed nor called off
    awaited.kind = Kind::date;
    awaited.optional = true;
    awaited.sql = "CASE WHEN closed_at IS NULL AND called_off_on IS NULL THEN held_on END";
    awaited.derive = [](const void* row) {
        const Meeting& meeting = *static_cast<const T*>(row);
        return is_open(meeting) ? to_cell(meeting.held_on) : Cell{};
    };
    return {key("id", of(&Meeting::id)),
            owner("authority", of(&Meeting::authority)),
            text("kind", of(&Meeting::kind), ""),
            text("title", of(&Meeting::title), "Meeting", required("Enter what the meeting is called"),
                 longest(100)),
            date("held_on", of(&Meeting::held_on), "Day"),
            text("place", of(&Meeting::place), "Place", longest(200)),
            text("minutes", of(&Meeting::minutes), "Minutes"),
            number("minutes_version", of(&Meeting::minutes_version), ""),
            person("created_by", of(&Meeting::created_by)),
            instant("created_at", of(&Meeting::created_at), ""),
            date("called_off_on", of(&Meeting::called_off_on), "Called off on"),
            text("called_off_why", of(&Meeting::called_off_why), "Why it was called off", longest(500)),
            person("called_off_by", of(&Meeting::called_off_by)),
            instant("closed_at", of(&Meeting::closed_at), "Closed"),
            person("closed_by", of(&Meeting::closed_by)),
            ColumnOf<T>{std::move(awaited)}};
}

/// A column that the room keeps in a table of its own, under the meeting's id in its column `meeting`. Read,
/// sorted and filtered like the others; what writes it is the room's `keep`.
template <class T>
ColumnOf<T> beside(const std::string& table, ColumnOf<T> column) {
    column.sql = "(SELECT " + table + "." + column.name + " FROM " + table + " WHERE " + table +
                 ".meeting = {table}.id)";
    return column;
}

/// What a room adds to arranging and changing.
template <class T>
struct OwnPart {
    std::function<std::optional<Error>(const T&)> objection{};
    std::function<void(storage::Writer&, const T&)> keep{};  ///< stores the columns beside, new or changed
};

template <class T = Meeting>
class Meetings : public MeetingsBase {
  public:
    explicit Meetings(MeetingKind kind, const std::vector<ColumnOf<T>>& beside = {}, OwnPart<T> own = {})
        : MeetingsBase(std::move(kind)),
          own_(std::move(own)),
          beside_(beside.begin(), beside.end()),
          record_("meeting", "Meetings", joined(beside), called(MeetingsBase::kind().noun),
                  seen_with(MeetingsBase::kind().seen),
                  written_with(MeetingsBase::kind().written, MeetingsBase::kind().refusal),
                  only_if([this](const access::Viewer& viewer) { return condition(viewer); })) {}
    Meetings(const Meetings&) = delete;
    Meetings& operator=(const Meetings&) = delete;

    const Record<T>& record() const { return record_; }
    std::optional<T> find(storage::Reader& db, const access::Viewer& viewer, MeetingId id) const {
        auto found = record_.find(db, viewer, id);
        if (found) read_present(db, *found);
        return found;
    }
    /// Latest first; without who was present.
    std::vector<T> all(storage::Reader& db, const access::Viewer& viewer) const {
        return record_.where(db, viewer, "ORDER BY held_on DESC, id DESC");
    }
    /// Its title, day and place are given, and what the room keeps beside.
    Result<MeetingId> arrange(storage::Writer& db, const access::Viewer& viewer, T meeting,
                              Instant now) const {
        if (auto why = wrong_with(meeting)) return *std::move(why);
        const auto added = add(db, viewer, meeting, now);
        if (!added) return added;
        meeting.id = *added;
        if (own_.keep) own_.keep(db, meeting);
        return added;
    }
    /// Title, day, place, and what the room keeps beside.
    Outcome change(storage::Writer& db, const access::Viewer& viewer, const T& meeting, Date today) const {
        if (auto why = wrong_with(meeting)) return *std::move(why);
        if (auto why = settled_differently(db, viewer, meeting)) return *std::move(why);
        auto moved = move(db, viewer, meeting, today);
        if (moved && own_.keep) own_.keep(db, meeting);
        return moved;
    }

  private:
    static std::vector<ColumnOf<T>> joined(const std::vector<ColumnOf<T>>& beside) {
        auto all = meeting_columns<T>();
        all.insert(all.end(), beside.begin(), beside.end());
        return all;
    }
    std::optional<Error> wrong_with(const T& meeting) const {
        return own_.objection ? own_.objection(meeting) : std::nullopt;
    }

    /// What was done at a meeting rests on the room's own columns too.
    std::optional<Error> settled_differently(storage::Reader& db, const access::Viewer& viewer,
                                             const T& wanted) const {
        const auto why = kind().settled ? kind().settled(db, wanted.id) : std::nullopt;
        const auto before = why ? record_.find(db, viewer, wanted.id) : std::nullopt;
        if (!before) return std::nullopt;
        const auto value = [](const Column& column, const T& row) {
            return column.member.get(reinterpret_cast<const char*>(&row) + column.member.offset);
        };
        for (const Column& column : beside_)
            if (value(column, *before) != value(column, wanted)) return Error{*why, {}, column.name};
        return std::nullopt;
    }

    OwnPart<T> own_;
    std::vector<Column> beside_;
    Record<T> record_;
};

/// Meetings of every kind that break their rules, as sentences.
std::vector<std::string> verify_meetings(storage::Reader& db);

}
