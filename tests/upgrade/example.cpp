#include "upgrade/example.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "access/visitor.hpp"
#include "scenario/scenario.hpp"
#include "server/application.hpp"
#include "support/warning_model.hpp"
#include "upgrade/small_county.hpp"
#include "warning/warning_store.hpp"

namespace tarn::test {
namespace {

using access::Role;
using access::Viewer;

using places::brook;
using places::fellshire;
using places::hill;
using scenario::must;

Viewer member(storage::Reader& db, Role role) {
    const auto person =
        people::find_person(db, fmt::format("{}@fellshire.example", access::role_code(role))).value();
    return {person.id, person.name, role, fellshire, {brook}};
}

/// What the world of tests/access has not: decisions superseded, meetings closed, things ended.
void go_on(storage::Writer& db, const Clock& clock) {
    const Date today = clock.today();
    const Viewer board = member(db, Role::board_member), adviser = member(db, Role::adviser);
    const auto second = scenario::meeting(db, clock.now(), board, {.title = "Second sitting"});
    scenario::recommendation(db, clock.now(), adviser,
                             {.urn = brook,
                              .meeting = second,
                              .level = rating::Level::red,
                              .reason = "Two headteachers left within a year"});
    scenario::decision(db, clock.now(), board,
                       {.urn = brook,
                        .meeting = second,
                        .level = rating::Level::red,
                        .rationale = "Two terms of falling attendance",
                        .review_on = today + 90,
                        .proposed = rating::Level::amber});
    must(rating::set_quorum(db, board, {.members = 2, .from_day = today}, clock.now()));
    const std::vector<PersonId> present{board.person(), member(db, Role::director).person()};
    scenario::meeting_closed(db, clock.now(), board, second, present, "The board sat until noon.");
    must(evidence::end_note(db, adviser, evidence::notes_of(db, adviser, brook, fellshire).front().id,
                            "Settled", clock.now()));
    must(evidence::end_fact(db, adviser, evidence::facts_of(db, adviser, brook, fellshire).front().id,
                            {.last_day = today, .reason = "The notice was complied with"}, clock.now()));
}

void employ_and_leave(storage::Writer& db, const Clock& clock) {
    const Date today = clock.today();
    const auto head = schools::PostKind::headteacher;
    scenario::post(db, fellshire, {.urn = brook, .kind = head, .holder = "Wilma Fell", .from = today - 900});
    scenario::post(db, fellshire,
                   {.urn = brook, .kind = head, .holder = "Ivo Beck", .from = today - 200, .to = today - 20});
    const auto leaver = scenario::person(db, clock.now(), "Tom Tarn", "tom.tarn@fellshire.example",
                                         {.authority = fellshire, .from = today - 400});
    scenario::allocation(db, clock.now(),
                         {.adviser = leaver.id,
                          .school = hill,
                          .authority = fellshire,
                          .valid = {today - 300, today - 40},
                          .reason = "Cover"});
    must(people::end_grant(db, leaver.grant, today - 10, {}, clock.now() - std::chrono::days{10}));
    people::make_link(db, leaver.id, {}, clock.now());
    const auto away = scenario::account(db, clock.now(), "Una Mere", "una.mere@fellshire.example");
    must(people::disable_account(db, away, {}, clock.now()));
    const Viewer officer = member(db, Role::data_officer);
    const auto list = scenario::comparators(db, clock.now(), officer, "Schools by a river", {brook, hill});
    must(evidence::remove_comparators(db, officer, list, today));
}

/// A second model, compared with the one in force. The figures are made up, and hold together.
void compare_models(storage::Writer& db, const Clock& clock) {
    namespace engine = warning::engine;
    const Date fit_to = clock.today() - 500;
    auto fitted = model_by_grade(fit_to, 1.5);
    for (const auto& release : evidence::releases(db))
        fitted.releases.push_back({release.id, release.title, release.sha256});
    fitted.trial->capture = {{10, 0.4}, {20, 0.6}};
    fitted.trial->false_alarms = {{"size", "Small", 400, 0.1}};
    const auto second = scenario::model(db, clock.now(), fitted);
    engine::PairedFigures pair;
    pair.first.n = pair.second.n = 900;
    pair.first.events = pair.second.events = 40;
    pair.first.auc = {0.75, 0.7, 0.8};
    pair.second.auc = {0.5, 0.4, 0.6};
    pair.difference.auc = {0.25, 0.2, 0.3};
    const auto first = warning::current_model(db).value();
    warning::store_comparison(db,
                              {.model = {second, warning::StandIn::itself, fit_to},
                               .with = {first, warning::StandIn::its_trial, fit_to},
                               .from = fit_to + 1,
                               .to = clock.today() - 60,
                               .outcome = pair,
                               .event = pair},
                              clock.now());
}

void import_small_county(storage::Database& database, const Clock& clock) {
    std::vector<scenario::File> files;
    for (auto& file : small_county({.today = clock.today()}, 12))
        files.push_back({.name = file.name, .text = std::move(file.text), .public_from = file.public_from});
    files.push_back({.name = "2018-901-ks2.csv",
                     .text =
                         "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,READPROG,WRITPROG,MATPROG\n"
                         "1,901,2001,900001,Brook,28,61%,1.1,0.9,0.2\n1,901,2002,900002,Hill,9,50%,2,,0.2\n"
                         "5, , , , ,643616,65%,0.0, , \n"});
    // An academy that goes on from a school, without a link that says so: a data officer is asked.
    files.push_back({.name = "edubasealldata20200102.csv",
                     .text =
                         "URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
                         "EstablishmentStatus (name),OpenDate,CloseDate,ReasonEstablishmentClosed (name),"
                         "PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge\n"
                         "900013,901,2013,Ford Primary School,Community school,Closed,,31-08-2019,"
                         "Academy Converter,Primary,4,11\n"
                         "900014,901,2013,Ford Primary School,Academy converter,Open,01-09-2019,,,Primary,4,"
                         "11\n"});
    scenario::import_texts(database, clock.now(), files);
}

/// Follows the links of a site, and leaves what that leaves in the trail.
void look_around(Visitor& visitor, std::size_t pages) {
    std::vector<std::string> ways{"/"};
    for (std::size_t i = 0; i < ways.size() && i < pages; ++i)
        for (const auto& link : links_of(visitor.get(ways[i])))
            if (std::ranges::find(ways, link) == ways.end()) ways.push_back(link);
}

/// Sessions, a wrong password, forms sent, and the trail of it.
void use(World& world) {
    server::Application application(world.database(), world.clock(),
                                    {.settings = {.port = 0, .access_log = false}});
    for (const auto& [role, email] : world.members()) {
        Visitor visitor(application.server());
        visitor.sign_in(email, World::password());
        look_around(visitor, 80);
        if (role == Role::director) {
            const auto person = world.things("person").front().value;
            visitor.post("/people/" + person + "/link", {{"csrf", visitor.csrf()}});
        }
        if (role == Role::board_member) {
            const auto meeting = world.things("meeting").front().value;
            visitor.post("/board/meetings/" + meeting + "/present", {{"csrf", visitor.csrf()}});
        }
        if (role == Role::scrutiny_member) visitor.post("/sign-out", {{"csrf", visitor.csrf()}});
    }
    try {
        Visitor(application.server()).sign_in(world.members().front().email, "three random words fail");
    } catch (const std::runtime_error&) {
    }
}

void demand_rows_in_every_table(storage::Reader& db) {
    std::set<std::string> empty;
    for (const auto& entry : storage::data_dictionary(db))
        if (db.count("SELECT COUNT(*) FROM " + entry.table) == 0) empty.insert(entry.table);
    if (!empty.empty())
        throw std::runtime_error(
            fmt::format("no row in {}: let write_example.cpp make one", fmt::join(empty, ", ")));
}

std::string text(storage::Reader& db, const char* sql) {
    return db.first(sql, [](const storage::Row& row) { return row.string(0); }).value();
}

}

void live_in(World& world) {
    import_small_county(world.database(), world.clock());
    {
        const auto db = world.database().write();
        go_on(*db, world.clock());
        employ_and_leave(*db, world.clock());
        compare_models(*db, world.clock());
        // As an upgrade from before the rule leaves it.
        db->execute("INSERT INTO note_rule (began_on) VALUES ('2026-01-01')");
        db->commit();
    }
    use(world);
    demand_rows_in_every_table(*world.database().read());
}

std::string file_or_schema(storage::Database& database) {
    const auto db = database.read();
    return database.is_sqlite() ? text(*db, "SELECT file FROM pragma_database_list WHERE name = 'main'")
                                : text(*db, "SELECT CAST(current_schema() AS TEXT)");
}

std::string address_of(storage::Database& database) {
    const std::string name = file_or_schema(database);
    if (database.is_sqlite()) return "sqlite:" + name;
    const char* server = std::getenv("TARN_TEST_POSTGRES");
    return std::string(server ? server : "") + "&options=-csearch_path%3D" + name;
}

}
