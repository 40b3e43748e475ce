#include "stories/cast.hpp"

#include <algorithm>
#include <stdexcept>

#include "feature_kit/act.hpp"
#include "migrations/migrations.hpp"
#include "people/people.hpp"
#include "schools/schools.hpp"

namespace tarn::stories {
namespace {

const Date long_ago = *Date::of(2015, 9, 1);

std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (auto at = text.find(by); at != std::string::npos; at = text.find(by, from)) {
        parts.push_back(text.substr(from, at - from));
        from = at + by.size();
    }
    parts.push_back(text.substr(from));
    return parts;
}

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(result).value();
}

/// "senior adviser" and what follows it, by the longest title that the text begins with.
std::pair<access::Role, std::string> role_in(const std::string& text) {
    static const std::pair<std::string, access::Role> words[] = {
        {"headteacher", access::Role::headteacher},
        {"chair of governors", access::Role::chair_of_governors},
        {"senior adviser", access::Role::senior_adviser},
        {"adviser", access::Role::adviser},
        {"board member", access::Role::board_member},
        {"director", access::Role::director},
        {"data officer", access::Role::data_officer},
        {"scrutiny member", access::Role::scrutiny_member},
        {"attendance officer", access::Role::attendance_officer},
        {"deputy headteacher", access::Role::deputy_head},
        {"business manager", access::Role::business_manager},
        {"data protection officer", access::Role::data_protection_officer}};
    for (const auto& [word, role] : words)
        if (text == word || text.starts_with(word + " "))
            return {role, text.substr(std::min(text.size(), word.size() + 1))};
    throw std::runtime_error("no role is called '" + text + "'");
}

}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Cast::Cast(test::Engine engine, storage::Options options)
    : clock_(*Date::of(2026, 3, 2)),
      database_(engine, test::TestDatabase::Schema::migrated, options),
      served_(&*database_) {
    settings_.port = 0;
    settings_.access_log = false;
    add_authority("Fellshire", AuthorityCode{901});
}

std::string Cast::email_of(const std::string& name) {
    return lower(name) + "@fellshire.example";
}

Cast::~Cast() {
    if (application_) application_->server().stop();
    if (serving_.joinable()) serving_.join();
}

void Cast::add_authority(const std::string& name, AuthorityCode code) {
    const auto db = database_->write();
    must(people::add_authority(*db, {code, name}, clock_.now()));
    db->commit();
    authorities_[name] = code;
}

void Cast::add_school(const std::string& name, Urn urn, const std::string& authority) {
    const AuthorityCode code = authorities_.at(authority.empty() ? "Fellshire" : authority);
    const std::string laestab = code.text() + "/" + std::to_string(2000 + static_cast<int>(schools_.size()));
    schools::RegisterTable table;
    table.source = schools::Source::gias_2022;
    table.release = ReleaseId{static_cast<std::int64_t>(schools_.size()) + 1};
    table.snapshot = *Date::of(2026, 1, 5);
    table.urns = {urn};
    using schools::Field;
    table.columns = {{Field::name, {name}},       {Field::type, {"Community school"}},
                     {Field::laestab, {laestab}}, {Field::phase, {"Primary"}},
                     {Field::low_age, {"4"}},     {Field::high_age, {"11"}}};
    const auto db = database_->write();
    schools::store_register(*db, table);
    schools::rebuild(*db);
    db->commit();
    schools_[name] = urn;
    school_authority_[urn] = code;
}

void Cast::add_everyday_schools(int count) {
    const AuthorityCode code = authorities_.at("Fellshire");
    schools::RegisterTable table;
    table.source = schools::Source::gias_2022;
    table.release = ReleaseId{static_cast<std::int64_t>(schools_.size()) + 1};
    table.snapshot = *Date::of(2026, 1, 5);
    using schools::Field;
    std::vector<std::string> names, laestabs;
    for (int i = 1; i <= count; ++i) {
        names.push_back("Everyday Primary " + std::to_string(i));
        laestabs.push_back(code.text() + "/" + std::to_string(3000 + i));
        table.urns.push_back(Urn{910000 + i});
        schools_[names.back()] = table.urns.back();
        school_authority_[table.urns.back()] = code;
    }
    const auto all = static_cast<std::size_t>(count);
    const auto views = [](const std::vector<std::string>& texts) {
        return std::vector<std::string_view>(texts.begin(), texts.end());
    };
    const auto same = [all](const char* value) { return std::vector<std::string_view>(all, value); };
    table.columns = {{Field::name, views(names)},       {Field::type, same("Community school")},
                     {Field::laestab, views(laestabs)}, {Field::phase, same("Primary")},
                     {Field::low_age, same("4")},       {Field::high_age, same("11")}};
    const auto db = database_->write();
    schools::store_register(*db, table);
    schools::rebuild(*db);
    db->commit();
}

void Cast::add_room(kit::Feature room, const storage::Migration& tables) {
    std::vector<storage::Migration> all(all_migrations().begin(), all_migrations().end());
    all.push_back(tables);
    database_->migrate(all);
    rooms_.push_back(std::move(room));
}

void Cast::add_area(const std::string& code, const std::string& name, const std::string& with) {
    const auto db = database_->write();
    const AuthorityCode fellshire = authorities_.at("Fellshire");
    const access::Viewer officer{PersonId{1}, "", access::Role::data_officer, fellshire, {}};
    const auto area =
        must(schools::set_up_area(*db, officer, {.authority = fellshire, .code = code, .name = name}));
    if (with != "nobody")
        for (const std::string& each : split(with, ", "))
            if (!schools::place_in_area(*db, officer, area, school(each), long_ago))
                throw std::runtime_error("it is in an area already");
    db->commit();
}

std::int64_t Cast::area(const std::string& code) {
    const auto found = schools::find_area(*database_->read(), authorities_.at("Fellshire"), code);
    if (!found) throw std::runtime_error("no area has the code " + code);
    return found->id.value;
}

void Cast::add_person(const std::string& name, const std::string& roles) {
    if (application_) throw std::runtime_error("people are introduced before the first act");
    const auto db = database_->write();
    people_[name] = must(people::add_person(*db, name, email_of(name), clock_.now()));
    for (const std::string& role : split(roles, " and ")) add_role(*db, name, role);
    db->commit();
    personas_.push_back({email_of(name), name, "a person of the story"});
}

void Cast::add_role(storage::Writer& db, const std::string& name, const std::string& text) {
    const auto [role, rest] = role_in(text);
    const bool at_school = access::scope_of(role) == access::ScopeKind::school;
    people::Grant grant{.person = people_.at(name),
                        .role = role,
                        .scope = {},
                        .authority = authorities_.at("Fellshire"),
                        .valid = {long_ago, {}}};
    if (rest.starts_with("of ")) grant.authority = authorities_.at(rest.substr(3));
    std::vector<Urn> caseload;
    const std::string whole_area = "for the area ";
    if (rest.starts_with("for ") && !rest.starts_with(whole_area))
        for (const std::string& each : split(rest.substr(4), ", ")) caseload.push_back(school(each));
    if (at_school) {
        const Urn urn = school(rest.substr(rest.find(' ') + 1));
        grant.scope = {access::ScopeKind::school, urn.text()};
        grant.authority = school_authority_.at(urn);
    } else {
        if (!caseload.empty()) grant.authority = school_authority_.at(caseload.front());
        grant.scope = {access::ScopeKind::authority, grant.authority.text()};
    }
    if (rest.starts_with(whole_area))
        grant.scope = {access::ScopeKind::area,
                       grant.authority.text() + ":" + rest.substr(whole_area.size())};
    must(people::add_grant(db, grant, {}, clock_.now()));
    for (const Urn urn : caseload)
        must(people::allocate(db,
                              {.adviser = grant.person,
                               .school = urn,
                               .authority = grant.authority,
                               .valid = {long_ago, {}},
                               .reason = "Caseload"},
                              {}, clock_.now()));
}

void Cast::set_day(Date day) {
    clock_.set(FixedClock(day).now());
    signed_in_.clear();
}
void Cast::pass(std::chrono::seconds time) {
    clock_.set(clock_.now() + time);
}

Urn Cast::school(const std::string& name) const {
    const auto it = schools_.find(name);
    if (it == schools_.end()) throw std::runtime_error("no school is called '" + name + "'");
    return it->second;
}
PersonId Cast::person(const std::string& name) const {
    const auto it = people_.find(name);
    if (it == people_.end()) throw std::runtime_error("nobody is called '" + name + "'");
    return it->second;
}

const std::vector<kit::Route>& Cast::routes() {
    open_doors();
    return application_->routes();
}

std::vector<server::RouteLine> Cast::route_lines() {
    open_doors();
    return application_->route_lines();
}

void Cast::open_doors() {
    if (application_) return;
    application_ = std::make_unique<server::Application>(
        *served_, clock_,
        server::ApplicationOptions{.settings = settings_, .personas = personas_, .further = rooms_});
    serving_ = std::thread([this] { application_->run(); });
}

std::uint16_t Cast::port() {
    open_doors();
    return application_->server().port();
}

Browser& Cast::browser(const std::string& name) {
    person(name);
    open_doors();
    const auto [it, fresh] = browsers_.try_emplace(name, application_->server().port());
    if (fresh) it->second.watched_by(watcher_);
    return it->second;
}

void Cast::sign_in_here(const std::string& name) {
    Browser& browser = this->browser(name);
    for (const Form& form : forms_of(browser.page())) {
        if (form.action != "/sign-in/persona") continue;
        web::Fields fields = form.fields;
        set_field(fields, "email", email_of(name));
        browser.send(form.action, fields);
        signed_in_.insert(name);
        return;
    }
    throw std::runtime_error(name + " is not at the sign-in page but at " + browser.page().address);
}

void Cast::sign_in(const std::string& name) {
    browser(name).open("/sign-in");
    sign_in_here(name);
}

Browser& Cast::signed_in(const std::string& name) {
    if (!signed_in_.contains(name)) sign_in(name);
    return browser(name);
}

}
