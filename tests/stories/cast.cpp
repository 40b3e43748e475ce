#include "stories/cast.hpp"

#include <algorithm>
#include <stdexcept>

#include "feature_kit/act.hpp"
#include "migrations/migrations.hpp"
#include "scenario/scenario.hpp"

namespace tarn::stories {
namespace {

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
    scenario::authority(*db, clock_.now(), code, name);
    db->commit();
    authorities_[name] = code;
}

void Cast::add_schools(const std::vector<scenario::School>& schools) {
    const auto db = database_->write();
    scenario::schools(*db, schools);
    db->commit();
    for (const auto& school : schools) {
        schools_[school.name] = school.urn;
        school_authority_[school.urn] = school.authority;
    }
}

void Cast::add_school(const std::string& name, Urn urn, const std::string& authority) {
    add_schools({{.urn = urn,
                  .name = name,
                  .authority = authorities_.at(authority.empty() ? "Fellshire" : authority)}});
}

void Cast::add_everyday_schools(int count) {
    std::vector<scenario::School> schools;
    for (int i = 1; i <= count; ++i)
        schools.push_back({.urn = {910000 + i},
                           .name = "Everyday Primary " + std::to_string(i),
                           .authority = authorities_.at("Fellshire"),
                           .establishment = 3000 + i});
    add_schools(schools);
}

void Cast::add_room(kit::Feature room, const storage::Migration& tables) {
    std::vector<storage::Migration> all(all_migrations().begin(), all_migrations().end());
    all.push_back(tables);
    database_->migrate(all);
    rooms_.push_back(std::move(room));
}

void Cast::add_area(const std::string& code, const std::string& name, const std::string& with) {
    std::vector<Urn> schools;
    if (with != "nobody")
        for (const std::string& each : split(with, ", ")) schools.push_back(school(each));
    const auto db = database_->write();
    scenario::area(*db, authorities_.at("Fellshire"), code, name, schools);
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
    people_[name] = scenario::account(*db, clock_.now(), name, email_of(name));
    for (const std::string& role : split(roles, " and "))
        scenario::role(*db, clock_.now(), person(name), held_by(role));
    db->commit();
    personas_.push_back({email_of(name), name, "a person of the story"});
}

scenario::Held Cast::held_by(const std::string& words) const {
    const auto [role, rest] = role_in(words);
    scenario::Held held{.role = role, .authority = authorities_.at("Fellshire")};
    const std::string whole_area = "for the area ";
    if (rest.starts_with("of ")) held.authority = authorities_.at(rest.substr(3));
    if (rest.starts_with("at ")) held.at = school(rest.substr(3));
    if (rest.starts_with(whole_area))
        held.area = rest.substr(whole_area.size());
    else if (rest.starts_with("for "))
        for (const std::string& each : split(rest.substr(4), ", ")) held.caseload.push_back(school(each));
    if (held.at) held.authority = school_authority_.at(*held.at);
    if (!held.caseload.empty()) held.authority = school_authority_.at(held.caseload.front());
    return held;
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
