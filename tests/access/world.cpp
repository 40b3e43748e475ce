#include "access/world.hpp"

#include <array>
#include <fmt/format.h>
#include <stdexcept>

#include "evidence/importing/uploads_store.hpp"
#include "feature_kit/drafts.hpp"
#include "platform/storage/seals.hpp"
#include "rating/rating_jobs.hpp"
#include "retention/holds.hpp"
#include "scenario/scenario.hpp"
#include "support/warning_model.hpp"
#include "warning/warning_jobs.hpp"

namespace tarn::test {
namespace {

using access::Role;
using access::Viewer;

using namespace places;
using scenario::must;

std::string email_of(Role role, AuthorityCode authority) {
    return fmt::format("{}@{}.example", access::role_code(role),
                       authority == fellshire ? "fellshire" : "otherland");
}

}

Nearness nearness(Role role, Owner owner) {
    const Owner own = role == Role::senior_adviser ? Owner::hill : Owner::brook;
    switch (owner) {
        case Owner::brook:
        case Owner::hill:
            return owner == own ? Nearness::own : Nearness::neighbour;
        case Owner::fellshire:
            return Nearness::authority;
        case Owner::officers:
            return role == Role::headteacher || role == Role::chair_of_governors ? Nearness::neighbour
                                                                                 : Nearness::authority;
        case Owner::head:
            return role == Role::headteacher ? Nearness::own : Nearness::elsewhere;
        case Owner::otherland:
        case Owner::colleague:
            return Nearness::elsewhere;
        case Owner::published:
            return Nearness::everybody;
        case Owner::nobody:
            break;
    }
    return Nearness::nowhere;
}

// head, chair, adviser (Brook), senior (Hill), board, director, data, scrutiny, protection
const std::vector<Canary>& World::canaries() {
    static const std::vector<Canary> all{
        {"quenneliad", "--y-yy------"},   // a note on Brook
        {"ombrelwick", "---yyy------"},   // on Hill
        {"vashtipole", "------------"},   // on Moor, of the other authority
        {"brindlemuth", "----yy------"},  // a note on Brook kept to the board
        {"jolterhaven", "----yy------"},  // on Hill
        {"fennimquay", "------------"},   // on Moor
        {"zephyrmoot", "----yy------"},   // the title of a meeting
        {"trellisgoth", "------------"},  // of the other authority's
        {"wolvercrag", "----yy------"},   // minutes
        {"hexamidge", "------------"},    // of the other authority
        {"kestlebury", "--y-yyy-----"},   // a recorded fact of Brook
        {"durnaholme", "---yyyy-----"},   // of Hill
        {"pellucord", "------------"},    // of Moor
        {"xanthippa", "-----y--y---"},    // a person
        {"yolundrake", "------------"},   // of the other authority
        {"thistlevane", "y-y--y---yyy"},  // what Brook brings to a support meeting
        {"gorseharrow", "---y-y---y--"},  // of Hill
        {"ravelmoorn", "------------"},   // of Moor
    };
    return all;
}

namespace {

/// Of a note, a fact, a note kept to the board and a support meeting.
std::array<const char*, 4> canaries_of(std::string_view school) {
    if (school == "brook") return {"quenneliad", "kestlebury", "brindlemuth", "thistlevane"};
    if (school == "hill") return {"ombrelwick", "durnaholme", "jolterhaven", "gorseharrow"};
    return {"vashtipole", "pellucord", "fennimquay", "ravelmoorn"};
}

}

const std::vector<Thing>& World::things(const std::string& name) const {
    const auto it = things_.find(name);
    if (it == things_.end())
        throw std::out_of_range("a route names {" + name +
                                "}, but the world of tests/access has nothing of that name: add one's own, a "
                                "neighbour's and another authority's to world.cpp");
    return it->second;
}

World::World(Engine engine, BoardNotes board_notes)
    : clock_(*Date::of(2026, 3, 2)),
      database_(engine),
      hash_(must(people::hash_password(password(), "Somebody", "somebody@fellshire.example"))) {
    const auto db = database_->write();
    scenario::authority(*db, clock_.now(), fellshire, "Fellshire");
    scenario::authority(*db, clock_.now(), otherland, "Otherland");
    add_schools(*db);
    add_people(*db);
    add_secrets(*db);
    add_drafts(*db);
    add_hold(*db, fellshire, brook, Owner::fellshire);
    add_hold(*db, otherland, moor, Owner::otherland);
    add_conversion(*db, fellshire, brook, Owner::fellshire);
    add_conversion(*db, otherland, moor, Owner::otherland);
    if (board_notes == BoardNotes::kept)
        for (const auto& [urn, authority, name] :
             {std::tuple{brook, fellshire, "brook"}, {hill, fellshire, "hill"}, {moor, otherland, "moor"}})
            add_board_note(*db, urn, authority, name);
    db->commit();
    add_figures({}, Owner::published);
    add_warning();
    add_figures(fellshire, Owner::fellshire);
    add_figures(otherland, Owner::otherland);
    add_upload(fellshire, Role::data_officer, Owner::fellshire);
    add_upload(fellshire, Role::director, Owner::colleague);
    add_upload(otherland, Role::data_officer, Owner::otherland);
    add_comparators(Role::data_officer, fellshire, "secret-list-901", Owner::officers);
    add_comparators(Role::data_officer, otherland, "secret-list-902", Owner::otherland);
    add_comparators(Role::headteacher, fellshire, "secret-list-of-the-head", Owner::head);
    things_["rule"] = {{"unverified_note", Owner::published}};
    things_["measure"] = {{evidence::measures().front().code, Owner::published}};
    for (auto& [name, things] : things_)
        for (const char* nothing : {"424242", "x"}) things.push_back({nothing, Owner::nobody});
}

void World::add_schools(Writer& db) {
    scenario::schools(db, {{.urn = brook, .name = "Brook Primary School", .authority = fellshire},
                           {.urn = hill, .name = "Hill Primary School", .authority = fellshire},
                           {.urn = moor, .name = "Moor Primary School", .authority = otherland}});
    things_["urn"] = {
        {brook.text(), Owner::brook}, {hill.text(), Owner::hill}, {moor.text(), Owner::otherland}};
    for (const auto& [authority, code, urn, owner] :
         {std::tuple{fellshire, "north", brook, Owner::fellshire},
          std::tuple{fellshire, "south", hill, Owner::fellshire},
          std::tuple{otherland, "south", moor, Owner::otherland}}) {
        const auto area = scenario::area(db, authority, code, code, {urn});
        things_["area"].push_back({std::to_string(area.value), owner});
    }
}

PersonId World::add_person(Writer& db, const std::string& email, const scenario::Held& held) {
    const auto person = scenario::person(db, clock_.now(), email.substr(0, email.find('@')), email, held);
    people::store_password_hash(db, person.id, hash_, clock_.now());
    if (held.role == Role::adviser || held.role == Role::data_officer) {  // two of each authority are enough
        const Owner owner = held.authority == fellshire ? Owner::fellshire : Owner::otherland;
        const auto id = std::to_string(person.id.value);
        things_["person"].push_back({id, owner});
        things_["grant"].push_back({std::to_string(person.grant.value), owner, id});
    }
    return person.id;
}

void World::add_people(Writer& db) {
    for (const Role role : access::all_roles())
        for (const AuthorityCode authority : {fellshire, otherland}) {
            const Urn first = authority == fellshire ? brook : moor;
            scenario::Held held{.role = role, .authority = authority};
            if (access::scope_of(role) == access::ScopeKind::school) held.at = first;
            if (role == Role::senior_adviser) held.area = "south";
            if (role == Role::adviser) held.caseload = {first};  // a school has one adviser at a time
            persons_[{role, authority.value}] = add_person(db, email_of(role, authority), held);
            if (authority == fellshire) members_.push_back({role, email_of(role, authority)});
        }
    of_both_ =
        add_person(db, "of.both@fellshire.example", {.role = Role::scrutiny_member, .authority = fellshire});
    scenario::role(db, clock_.now(), of_both_, {.role = Role::scrutiny_member, .authority = otherland});
    people::store_password_hash(db, of_both_, hash_, clock_.now());  // confirms the second authority too
    scenario::person(db, clock_.now(), "Xanthippa Norr", "norr@fellshire.example",
                     {.role = Role::scrutiny_member, .authority = fellshire});
    scenario::person(db, clock_.now(), "Yolundrake Moss", "moss@otherland.example",
                     {.role = Role::scrutiny_member, .authority = otherland});
}

Viewer World::viewer(Role role, AuthorityCode authority, std::vector<Urn> schools) const {
    return {persons_.at({role, authority.value}), "somebody", role, authority, std::move(schools)};
}

void World::add_secrets(Writer& db) {
    add_meeting(db, fellshire, Owner::fellshire, {{brook, "brook"}, {hill, "hill"}});
    add_meeting(db, otherland, Owner::otherland, {{moor, "moor"}});
    add_school_secrets(db, brook, fellshire, "brook", Owner::brook);
    add_school_secrets(db, hill, fellshire, "hill", Owner::hill);
    add_school_secrets(db, moor, otherland, "moor", Owner::otherland);
}

/// What somebody typed and never sent, in each authority.
void World::add_drafts(Writer& db) {
    for (const AuthorityCode authority : {fellshire, otherland})
        if (!kit::save_draft(
                db, persons_.at({Role::director, authority.value}),
                {"/people", "/people/new", {{"name", "secret-draft-" + authority.text()}}, clock_.now()}))
            throw std::logic_error("the world could not be made: a draft");
}

namespace {

/// The columns of an authority's own return in a published file.
constexpr auto published_layout = R"(
title = "Suspensions and leavers by school"
publisher = "A publisher"
precedence = 6
[recognise]
columns = ["URN", "School year", "Suspensions %", "Teachers leaving %"]
[key]
urn = "URN"
[period]
column = "School year"
form = "school-year"
[columns]
"URN" = { ignore = "The key." }
"School year" = { ignore = "The period." }
"Suspensions %" = { measure = "exclusions.suspensions", kind = "percent" }
"Teachers leaving %" = { measure = "staffing.turnover", kind = "percent" }
)";

}

/// An imported file with a rejected row; without an authority it is published.
void World::add_figures(AuthorityCode authority, Owner owner) {
    const std::string secret = "secret-row-" + authority.text();
    // Suspensions of 31.7% at Brook in Fellshire's own file, of 51.7% in Otherland's; neither Brook nor Hill
    // is the median, with which pages compare.
    const int tens = authority == fellshire ? 30 : authority == otherland ? 50 : 10;
    // Results of few disadvantaged pupils, 33% at Brook and 37% at Hill in Fellshire's file, and what a
    // school told of its attendance, are for officers alone.
    const std::string text = fmt::format(
        "URN,School year,Suspensions %,Teachers leaving %,Remarks,\"KS2 expected, all pupils %\",KS2 pupils,"
        "\"KS2 expected, disadvantaged %\",KS2 disadvantaged pupils,Attendance minimum %,Attendance so far "
        "%\n"
        "{0},2024/25,{5}1.7%,9%,,50,20,{5}3,4,88.{5},87.{5}\n{1},2024/25,{5}8.7%,8%,,50,20,{5}7,4,,\n"
        "{2},2024/25,{5}3.7%,7%,,50,20,{5}1,4,,\n{3},2024/25,nonsense-{3},7%,{4},,,,,,\n",
        brook.value, hill.value, moor.value, brook.value + authority.value + 100, secret, tens / 10);
    const auto report =
        scenario::import_text(*database_, clock_.now(),
                              {.name = "own-" + authority.text() + ".csv",
                               .text = text,
                               .public_from = *Date::of(2025, 10, 1),
                               .owner = authority.value != 0 ? std::optional{authority} : std::nullopt,
                               .profile = authority.value != 0 ? "" : published_layout,
                               .max_rejected_percent = 50});
    const bool own = authority.value != 0;
    things_["release"].push_back(
        {.value = std::to_string(report.release.value),
         .owner = owner,
         .kept_apart = own,
         .needs = own ? access::Permission::import_data : access::Permission::signed_in});
}

/// One published inspection of each school, and a model whose trial names all three.
void World::add_warning() {
    const std::string text = fmt::format(
        "URN,Rating,Inspection Date\n{},Inadequate,20230301\n{},Requires Improvement,20230302\n"
        "{},Outstanding,20230303\n",
        brook.value, hill.value, moor.value);
    scenario::import_text(
        *database_, clock_.now(),
        {.name = "ofsted_ratings_2025.csv", .text = text, .public_from = *Date::of(2025, 10, 1)});
    auto fitted = model_by_grade(clock_.today() - 60);
    int day = 0;
    for (const auto& [urn, authority] : {std::pair{brook, fellshire}, {hill, fellshire}, {moor, otherland}})
        fitted.trial->schools.push_back({.urn = urn,
                                         .authority = authority,
                                         .probability = 0.5,
                                         .top_tenth = true,
                                         .inspected_on = *Date::of(2025, 2, ++day),
                                         .grade = 4});
    const auto db = database_->write();
    scenario::model(*db, clock_.now(), fitted);
    db->commit();
}

/// A file sent for checking: only the person who sent it sees what came of it.
void World::add_upload(AuthorityCode authority, Role role, Owner owner) {
    const auto db = database_->write();
    const Viewer sender{persons_.at({role, authority.value}), "somebody", Role::data_officer, authority, {}};
    const auto job = must(evidence::keep_upload(
        *db, sender, {.file_name = "secret-upload-" + authority.text() + ".csv", .said = {}}, "a,b\n1,2\n",
        clock_.now()));
    db->commit();
    things_["job"].push_back({std::to_string(job.value), owner});
}

/// The data officer is asked last of those who may, so that what it removes is missed by nobody.
void World::add_comparators(Role role, AuthorityCode authority, const std::string& name, Owner owner) {
    const auto db = database_->write();
    const auto list =
        scenario::comparators(*db, clock_.now(), viewer(role, authority), name, {brook, hill, moor});
    db->commit();
    things_["list"].push_back({std::to_string(list.value), owner});
}

void World::add_meeting(Writer& db, AuthorityCode authority, Owner owner,
                        const std::vector<std::pair<Urn, std::string>>& schools) {
    const Date today = clock_.today();
    const Viewer member = viewer(Role::board_member, authority);
    const bool ours = authority == fellshire;
    const std::string title = ours ? " Zephyrmoot" : " Trellisgoth";
    const std::string minutes = ours ? " Wolvercrag" : " Hexamidge";
    const auto meeting = scenario::meeting(db, clock_.now(), member,
                                           {.title = "secret-title-" + authority.text() + title,
                                            .place = "secret-place-" + authority.text(),
                                            .minutes = "secret-minutes-" + authority.text() + minutes});
    for (const auto& [urn, name] : schools)
        scenario::decision(db, clock_.now(), member,
                           {.urn = urn,
                            .meeting = meeting,
                            .level = rating::Level::amber,
                            .rationale = "secret-rationale-" + name,
                            .review_on = today + 100});
    things_["meeting"].push_back({std::to_string(meeting.value), owner});
    const auto pack = must(rating::keep_pack(db, member, meeting,
                                             {.title = "secret-title-" + authority.text(),
                                              .held_on = today,
                                              .evidence_as_at = today,
                                              .recommendations_by = today,
                                              .minutes = "secret-pack-" + authority.text(),
                                              .open = {},
                                              .decided = {}},
                                             clock_.now()));
    things_["pack"].push_back({std::to_string(pack.value), owner, std::to_string(meeting.value)});
    // Jobs that have run: a server that starts in this world must not begin any.
    const auto finished = [&](JobId job, const std::string& result) {
        db.execute("UPDATE job SET state = 'done', result = $1 WHERE id = $2", result, job);
        return std::to_string(job.value);
    };
    const auto packing = must(rating::ask_pack(db, member, meeting, clock_.now()));
    things_["packing"].push_back({finished(packing, std::to_string(pack.value)), owner});
    const auto run = must(rating::ask_run(db, member, today, clock_.now()));
    things_["run"].push_back({finished(run, today.iso() + "\n900001 R"), owner});
    const auto fitting = must(warning::ask_fit(db, viewer(Role::data_officer, authority), clock_.now()));
    things_["fitting"].push_back({finished(fitting, "1"), owner});
}

void World::add_school_secrets(Writer& db, Urn urn, AuthorityCode authority, const std::string& name,
                               Owner owner) {
    const Instant now = clock_.now();
    const Viewer adviser = viewer(Role::adviser, authority, {urn});
    const auto written = scenario::note(db, now, adviser,
                                        {.urn = urn,
                                         .category = evidence::NoteCategory::governance,
                                         .concern = evidence::Concern::moderate,
                                         .confidence = evidence::Confidence::corroborated,
                                         .body = "secret-note-" + name + ", " + canaries_of(name)[0]});
    things_["note"].push_back({std::to_string(written.value), owner, urn.text()});
    const auto recorded = scenario::fact(
        db, now, adviser, {.urn = urn, .detail = "secret-fact-" + name + ", " + canaries_of(name)[1]});
    things_["fact"].push_back({std::to_string(recorded.value), owner, urn.text()});
    scenario::post(db, authority,
                   {.urn = urn,
                    .kind = schools::PostKind::chair_of_governors,
                    .holder = "Chair of " + name,
                    .from = clock_.today() - 30});
    for (const schools::Post& post : schools::posts(db, urn, clock_.today()))
        things_["post"].push_back({std::to_string(post.id.value), owner, urn.text()});
    const Viewer officer = viewer(Role::attendance_officer, authority);
    const auto support =
        scenario::support_meeting(db, now, officer,
                                  {.urn = urn,
                                   .reasons = "secret-reasons-" + name + ", " + canaries_of(name)[3],
                                   .strategies = "secret-strategies-" + name,
                                   .barriers = "secret-barriers-" + name,
                                   .review_on = clock_.today() + 30});
    things_["support"].push_back({std::to_string(support.value), owner, urn.text()});
    const auto action = scenario::support_action(db, officer, support, "secret-action-" + name,
                                                 "Deputy headteacher", clock_.today() + 7);
    things_["action"].push_back({std::to_string(action.value), owner, urn.text()});
    add_figure_queries(db, urn, authority, name, owner);
    scenario::recommendation(db, now, adviser,
                             {.urn = urn,
                              .level = rating::Level::red,
                              .reason = "secret-recommendation-" + name,
                              .proposed = rating::Level::amber});
}

/// One that waits and one that is answered, said by a head of the school.
void World::add_figure_queries(Writer& db, Urn urn, AuthorityCode authority, const std::string& name,
                               Owner owner) {
    const Instant now = clock_.now();
    const Viewer head = viewer(Role::headteacher, authority, {urn});
    for (const bool answered : {false, true}) {
        const auto query = scenario::figure_query(db, now, head,
                                                  {.figure = "Pupils on roll",
                                                   .should_be = "secret-query-" + name,
                                                   .known_how = "Our own register"});
        if (answered)
            scenario::figure_answer(db, now, viewer(Role::data_officer, authority), query,
                                    rating::FigureAnswer::stands, "secret-answer-" + name);
        else
            things_["query"].push_back({std::to_string(query.value), owner, urn.text()});
    }
}

/// Of another kind than what the caseload knows, so that it counts in a contribution of its own.
void World::add_board_note(Writer& db, Urn urn, AuthorityCode authority, const std::string& name) {
    scenario::note(db, clock_.now(), viewer(Role::board_member, authority),
                   {.urn = urn,
                    .category = evidence::NoteCategory::safeguarding,
                    .concern = evidence::Concern::serious,
                    .confidence = evidence::Confidence::verified,
                    .visibility = evidence::NoteVisibility::board,
                    .body = "secret-boardnote-" + name + ", " + canaries_of(name)[2]});
}

/// An academy that may continue a school.
void World::add_conversion(Writer& db, AuthorityCode authority, Urn urn, Owner owner) {
    const auto pair = storage::insert_sealed<Id<struct ConversionTag>>(
        db, "possible_conversion",
        "INSERT INTO possible_conversion (authority, predecessor, urn, predecessor_name, name, opened, "
        "reasons) "
        "VALUES ($1, $2, $3, 'Old School', $4, '2025-09-01', 'Same number.') RETURNING id",
        authority, Urn{urn.value + 90}, urn, "secret-academy-" + authority.text());
    things_["conversion"].push_back({std::to_string(pair.value), owner});
}

void World::add_hold(Writer& db, AuthorityCode authority, Urn urn, Owner owner) {
    const Viewer officer = viewer(Role::data_protection_officer, authority);
    const auto hold = must(retention::holds.add(db, officer,
                                                {.authority = authority,
                                                 .urn = urn,
                                                 .reason = "secret-hold-" + authority.text(),
                                                 .placed_on = clock_.today(),
                                                 .placed_by = officer.person()}));
    things_["hold"].push_back({std::to_string(hold.value), owner});
}

std::string World::fingerprint() {
    const auto db = database_->read();
    std::string print;
    for (const char* table : {"authority",
                              "person",
                              "credential",
                              "account_confirmation",
                              "role_grant",
                              "disabled_account",
                              "allocation",
                              "one_time_link",
                              "soft_note",
                              "school_fact",
                              "comparator_list",
                              "upload",
                              "job",
                              "meeting",
                              "board_meeting",
                              "recommendation",
                              "decision",
                              "board_pack",
                              "meeting_present",
                              "support_meeting",
                              "support_meeting_action",
                              "area",
                              "area_school",
                              "school_post",
                              "evidence_release",
                              "warning_promotion",
                              "possible_conversion",
                              "figure_query",
                              "retention_hold"})
        print += fmt::format("{} {}\n", table, db->count(fmt::format("SELECT COUNT(*) FROM {}", table)));
    for (const char* query : {"SELECT COUNT(*) FROM role_grant WHERE valid_to IS NULL",
                              "SELECT COUNT(*) FROM role_grant WHERE withdrawn_at IS NULL",
                              "SELECT COUNT(*) FROM session WHERE ended IS NOT NULL",
                              "SELECT COUNT(*) FROM soft_note WHERE ended_on IS NULL",
                              "SELECT COUNT(*) FROM school_fact WHERE ended_on IS NULL",
                              "SELECT COUNT(*) FROM figure_query WHERE answered_on IS NULL",
                              "SELECT COUNT(*) FROM meeting WHERE closed_at IS NULL",
                              "SELECT COUNT(*) FROM meeting WHERE called_off_on IS NULL",
                              "SELECT SUM(minutes_version) FROM meeting",
                              "SELECT COUNT(*) FROM possible_conversion WHERE decided_by IS NULL",
                              "SELECT COUNT(*) FROM allocation WHERE valid_to IS NULL"})
        print += fmt::format("{} {}\n", query, db->count(query));
    return print;
}

}
