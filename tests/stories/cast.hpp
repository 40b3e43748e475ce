#pragma once
// Who and what a story is about: schools, people, a clock, a database and the server they all use.
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "feature_kit/act.hpp"
#include "scenario/scenario.hpp"
#include "server/application.hpp"
#include "stories/browser.hpp"
#include "support/test_database.hpp"

namespace tarn::stories {

std::string lower(std::string text);

class Cast {
  public:
    explicit Cast(test::Engine engine, storage::Options options = {});
    ~Cast();

    void add_authority(const std::string& name, AuthorityCode code);
    /// "Brook Primary, Hill Primary", or "nobody".
    void add_area(const std::string& code, const std::string& name, const std::string& schools);
    void add_school(const std::string& name, Urn urn, const std::string& authority);
    /// "Everyday Primary 1" and on, of Fellshire.
    void add_everyday_schools(int count);
    /// "senior adviser for Brook Primary, Hill Primary", "headteacher at Brook Primary and board member"
    void add_person(const std::string& name, const std::string& roles);
    void set_day(Date day);
    void pass(std::chrono::seconds time);

    Urn school(const std::string& name) const;
    Instant now() const { return clock_.now(); }
    Date today() const { return clock_.today(); }
    storage::Database& database() { return *database_; }
    const std::string& database_address() const { return database_.address(); }
    /// Before the first act: what the server is started with.
    server::Settings& settings() { return settings_; }
    /// Before the first act: a room that the program does not have, with its tables.
    void add_room(kit::Feature room, const storage::Migration& tables);
    /// Before the first act: the server uses this way to the database, which outlives the cast.
    void serve_from(storage::Database& other) { served_ = &other; }
    /// Before the first act: is told of every request of every browser.
    void watched_by(Browser::Watcher watcher) { watcher_ = std::move(watcher); }
    std::uint16_t port();
    const std::vector<kit::Route>& routes();
    /// With those of the session itself.
    std::vector<server::RouteLine> route_lines();
    std::int64_t area(const std::string& code);
    PersonId person(const std::string& name) const;
    const std::map<std::string, Urn>& schools() const { return schools_; }

    /// The person's browser, signed in once unless the story says otherwise.
    Browser& browser(const std::string& name);
    Browser& signed_in(const std::string& name);
    void sign_in(const std::string& name);
    /// Sends the sign-in form of the page in front of the person, keeping where it wanted to lead.
    void sign_in_here(const std::string& name);

    std::string& note(const std::string& what) {
        return notes_[what];
    }  ///< for one sentence to leave to a later one
    static std::string email_of(const std::string& name);

  private:
    void add_schools(const std::vector<scenario::School>& schools);
    scenario::Held held_by(const std::string& words) const;
    void open_doors();

    FixedClock clock_;
    test::TestDatabase database_;
    storage::Database* served_;
    server::Settings settings_;
    std::map<std::string, AuthorityCode> authorities_;
    std::map<std::string, Urn> schools_;
    std::map<Urn, AuthorityCode> school_authority_;
    std::map<std::string, PersonId> people_;
    std::vector<people::Persona> personas_;
    std::vector<kit::Feature> rooms_;
    std::unique_ptr<server::Application> application_;
    std::thread serving_;
    Browser::Watcher watcher_;
    std::map<std::string, Browser> browsers_;
    std::set<std::string> signed_in_;
    std::map<std::string, std::string> notes_;
};

}
