#pragma once
// For the kit's tests: a record with every kind of column, and the people who ask for its rows.
#include "feature_kit/record.hpp"
#include "migrations/migrations.hpp"
#include "platform/storage/seals.hpp"
#include "support/test_database.hpp"

namespace tarn::kit::sample {

using access::Role;
using VisitId = Id<struct VisitTag>;

enum class VisitState : std::uint8_t { offered, agreed, held, declined };
inline constexpr CodeTable<VisitState> visit_states{
    {VisitState::offered, "offered", "Offered"},
    {VisitState::agreed, "agreed", "Agreed"},
    {VisitState::held, "held", "Held"},
    {VisitState::declined, "declined", "Declined by the school"}};
enum class Purpose : std::uint8_t { teaching, governance, attendance };
inline constexpr CodeTable<Purpose> purposes{{Purpose::teaching, "teaching", "Teaching"},
                                             {Purpose::governance, "governance", "Governance"},
                                             {Purpose::attendance, "attendance", "Attendance"}};

struct Visit {
    VisitId id{};
    AuthorityCode authority;
    Urn school;
    PersonId adviser{};
    std::string adviser_name;
    Purpose purpose = Purpose::teaching;
    std::string focus;
    Date offered_on;
    std::optional<Date> agreed_for, held_on, declined_on;
    std::string declined_reason;
    std::optional<PersonId> declined_by;
    std::optional<Purpose> follow_up;
    Instant entered_at{};
    bool board_only = false;
    std::optional<double> hours;
    std::int64_t places = 0;
};

inline VisitState state(const Visit& v) {
    return v.declined_on  ? VisitState::declined
           : v.held_on    ? VisitState::held
           : v.agreed_for ? VisitState::agreed
                          : VisitState::offered;
}

inline constexpr std::string_view state_sql =
    "CASE WHEN declined_on IS NOT NULL THEN 'declined' WHEN held_on IS NOT NULL THEN 'held' "
    "WHEN agreed_for IS NOT NULL THEN 'agreed' ELSE 'offered' END";

/// Kept to the board: its members and the adviser who wrote it.
inline Sql unless_kept_to_board(const Viewer& viewer) {
    if (viewer.may(Permission::board_read)) return {};
    return {"board_only = 0 OR adviser = $1", viewer.person()};
}

inline Record<Visit> visits_with(std::string_view sql_of_state) {
    return {
        "visit",
        "A visit offered to a school",
        {key("id", &Visit::id), owner("authority", &Visit::authority), school("urn", &Visit::school),
         person("adviser", &Visit::adviser), person_name("adviser", &Visit::adviser_name, "Adviser"),
         coded("purpose", &Visit::purpose, purposes, "Purpose"),
         text("focus", &Visit::focus, "Focus", required("Enter the focus"), longest(20)),
         date("offered_on", &Visit::offered_on, "Offered on"),
         date("agreed_for", &Visit::agreed_for, "Agreed for"), date("held_on", &Visit::held_on, "Held on"),
         date("declined_on", &Visit::declined_on, "Declined on"),
         text("declined_reason", &Visit::declined_reason, "Why it was declined", longest(500)),
         person("declined_by", &Visit::declined_by),
         coded("follow_up", &Visit::follow_up, purposes, "Follow-up"),
         instant("entered_at", &Visit::entered_at, "Entered"),
         flag("board_only", &Visit::board_only, "Kept to the board"), real("hours", &Visit::hours, "Hours"),
         number("places", &Visit::places, "Places"), derived("state", state, visit_states, sql_of_state)},
        called("visit"),
        seen_with(Permission::soft_notes_read),
        written_with(Permission::soft_notes_write,
                     "You offer visits to the schools of your own caseload only."),
        only_if(unless_kept_to_board),
        kept_after(latest_of("offered_on", "held_on", "entered_at"))};
}
inline const Record<Visit>& visits() {
    static const Record<Visit> record = visits_with(state_sql);
    return record;
}

inline constexpr std::string_view visit_table =
    "CREATE TABLE visit (id {{id}}, authority BIGINT NOT NULL, urn BIGINT NOT NULL, adviser BIGINT NOT NULL "
    "REFERENCES person (id), purpose TEXT NOT NULL, focus TEXT NOT NULL, offered_on TEXT NOT NULL, "
    "agreed_for TEXT, "
    "held_on TEXT, declined_on TEXT, declined_reason TEXT NOT NULL, declined_by BIGINT REFERENCES person "
    "(id), "
    "follow_up TEXT, entered_at TEXT NOT NULL, board_only BIGINT NOT NULL, hours DOUBLE PRECISION, places "
    "BIGINT NOT "
    "NULL); INSERT INTO sealed_table (name, row_key) VALUES ('visit', 'id');";

constexpr AuthorityCode fellshire{901}, otherland{902};
constexpr Urn brook{900001}, hill{900002};

class WithTables : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        std::vector<storage::Migration> all(all_migrations().begin(), all_migrations().end());
        all.push_back({"9000_visit.sql", visit_table});
        for (const storage::Migration& migration : further()) all.push_back(migration);
        database().migrate(all);
        const auto db = database().write();
        storage::register_key(*db);
        asha_ = add_person(*db, "Asha Adviser");
        omar_ = add_person(*db, "Omar Adviser");
        db->commit();
    }
    /// Tables of the test's own.
    virtual std::vector<storage::Migration> further() const { return {}; }
    static PersonId add_person(storage::Writer& db, const std::string& name) {
        return storage::insert_sealed<PersonId>(
            db, "person", "INSERT INTO person (name, email, added) VALUES ($1, $2, $3) RETURNING id", name,
            name + "@fellshire.example", "2026-01-01T00:00:00Z");
    }
    Viewer asha() const { return {asha_, "Asha Adviser", Role::adviser, fellshire, {brook}}; }
    Viewer omar() const { return {omar_, "Omar Adviser", Role::adviser, fellshire, {hill}}; }
    Viewer as(Role role, AuthorityCode authority = fellshire, std::vector<Urn> schools = {}) const {
        return {omar_, "Omar", role, authority, std::move(schools)};
    }
    Visit visit(Urn urn = brook, std::string_view focus = "Phonics") const {
        Visit made = visits().sample();
        made.school = urn;
        made.authority = fellshire;
        made.adviser = urn == brook ? asha_ : omar_;
        made.focus = focus;
        made.board_only = false;
        return made;
    }
    PersonId asha_, omar_;
};

}
