// Authorities, their schools, areas and posts.
#include <utility>

#include "platform/storage/storage.hpp"
#include "scenario/scenario.hpp"

namespace tarn::scenario {
namespace {

Viewer office(AuthorityCode authority) {
    return {PersonId{1}, "", access::Role::data_officer, authority, {}};
}

}

void authority(Writer& db, Instant now, AuthorityCode code, std::string_view name) {
    must(people::add_authority(db, {code, std::string{name}}, now));
}

void schools(Writer& db, const std::vector<School>& schools) {
    if (schools.empty()) return;
    schools::RegisterTable table;
    table.source = schools::Source::gias_2022;
    // No file has it: the same schools again replace themselves, other schools stand beside them.
    table.release = ReleaseId{schools.front().urn.value};
    table.snapshot = *Date::of(2026, 1, 5);
    std::vector<std::string> laestabs;
    for (const School& school : schools) {
        table.urns.push_back(school.urn);
        const int number = school.establishment ? school.establishment : 2000 + school.urn.value % 1000;
        laestabs.push_back(Laestab::of(school.authority, number).text());
    }
    const auto column = [&](schools::Field field, std::string School::*text) {
        auto& values = table.columns.emplace_back(schools::RegisterTable::Column{field, {}}).values;
        for (const School& school : schools) values.push_back(school.*text);
    };
    using schools::Field;
    column(Field::name, &School::name);
    column(Field::type, &School::type);
    table.columns.push_back({Field::laestab, {laestabs.begin(), laestabs.end()}});
    column(Field::phase, &School::phase);
    column(Field::opened, &School::opened);
    column(Field::low_age, &School::low_age);
    column(Field::high_age, &School::high_age);
    schools::store_register(db, table);
    schools::rebuild(db);
}

schools::AreaId area(Writer& db, AuthorityCode authority, std::string_view code, std::string_view name,
                     const std::vector<Urn>& schools, Date from) {
    const auto id = must(
        schools::set_up_area(db, office(authority),
                             {.authority = authority, .code = std::string{code}, .name = std::string{name}}));
    for (const Urn urn : schools) placed(db, authority, id, urn, from);
    return id;
}

void placed(Writer& db, AuthorityCode authority, schools::AreaId area, Urn school, Date from) {
    must(schools::place_in_area(db, office(authority), area, school, from));
}

void post(Writer& db, AuthorityCode authority, schools::Post post) {
    if (post.recorded == Date{}) post.recorded = post.from;
    const auto last = std::exchange(post.to, std::nullopt);
    const auto last_recorded = std::exchange(post.end_recorded, std::nullopt);
    const Viewer officer = office(authority);
    must(schools::appoint(db, officer, post));
    if (last) must(schools::end_post(db, officer, post.urn, post.kind, *last, last_recorded.value_or(*last)));
}

}
