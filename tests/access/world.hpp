#pragma once
// A small world for tests of access: two authorities, three schools, one person for each role, and something
// secret wherever the service keeps something confidential. Everything and everybody in it is fictional.
#include <map>
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "scenario/scenario.hpp"
#include "support/test_database.hpp"

namespace tarn::test {

/// Whose world it is.
namespace places {
inline constexpr AuthorityCode fellshire{901}, otherland{902};
inline constexpr Urn brook{900001}, hill{900002}, moor{900003};
}

/// Whose a thing is. The head, the chair and the adviser have Brook; the senior adviser has the area of Hill.
/// What is published belongs to everybody; what officers share, to no head or chair; what a colleague of
/// Fellshire keeps for themselves, or the head, to nobody else.
enum class Owner { brook, hill, fellshire, officers, head, otherland, colleague, published, nobody };

/// How near a thing is to a person of Fellshire.
enum class Nearness { own, neighbour, authority, everybody, elsewhere, nowhere };
Nearness nearness(access::Role role, Owner owner);

/// What may stand for a {name} in the address of a route.
struct Thing {
    std::string value;
    Owner owner;
    std::string within{};     ///< the thing before it in an address that it belongs to: a grant's person, a
                              ///< note's school
    bool kept_apart = false;  ///< also on pages for anyone signed in: an authority's own figures
    /// What a person must be allowed beside what the route asks: not everybody may see every thing of a kind.
    access::Permission needs = access::Permission::signed_in;
};

struct Member {
    access::Role role;
    std::string email;
};

/// A word that stands in one confidential thing of the world and nowhere else: far enough from every other
/// word that a search for it, however misspelt, can find that one thing alone.
struct Canary {
    std::string word;
    std::string_view seen;  ///< one letter per role, in the order of Role: y may find it, - must not
};

class World {
  public:
    /// Without what the board keeps to itself nobody else's pages may differ by a word.
    enum class BoardNotes { kept, none };
    explicit World(Engine engine, BoardNotes board_notes = BoardNotes::kept);

    storage::Database& database() { return *database_; }
    const std::string& address() const { return database_.address(); }  ///< for another server on it
    const Clock& clock() const { return clock_; }
    void pass(std::chrono::seconds time) { clock_.set(clock_.now() + time); }
    static std::string password() { return "three random words suffice"; }

    /// One for each role of Fellshire, in the order of Role.
    const std::vector<Member>& members() const { return members_; }
    /// What may stand for a {name}. Throws for one that no test has thought of: add it to the world.
    const std::vector<Thing>& things(const std::string& name) const;
    const std::map<std::string, std::vector<Thing>>& all_things() const { return things_; }

    static const std::vector<Canary>& canaries();

    /// Somebody with a role in each authority.
    PersonId of_both() const { return of_both_; }
    /// Of Fellshire.
    PersonId person(access::Role role) const { return persons_.at({role, 901}); }

    /// Changes whenever anything does that a refused request must leave alone.
    std::string fingerprint();

  private:
    using Writer = storage::Writer;
    void add_schools(Writer& db);
    void add_people(Writer& db);
    PersonId add_person(Writer& db, const std::string& email, const scenario::Held& held);
    access::Viewer viewer(access::Role role, AuthorityCode authority, std::vector<Urn> schools = {}) const;
    void add_secrets(Writer& db);
    void add_drafts(Writer& db);
    void add_figures(AuthorityCode authority, Owner owner);
    void add_warning();
    void add_upload(AuthorityCode authority, access::Role role, Owner owner);
    void add_comparators(access::Role role, AuthorityCode authority, const std::string& name, Owner owner);
    void add_meeting(Writer& db, AuthorityCode authority, Owner owner,
                     const std::vector<std::pair<Urn, std::string>>& schools);
    void add_school_secrets(Writer& db, Urn urn, AuthorityCode authority, const std::string& name,
                            Owner owner);
    void add_conversion(Writer& db, AuthorityCode authority, Urn urn, Owner owner);
    void add_hold(Writer& db, AuthorityCode authority, Urn urn, Owner owner);
    void add_figure_queries(Writer& db, Urn urn, AuthorityCode authority, const std::string& name,
                            Owner owner);
    void add_board_note(Writer& db, Urn urn, AuthorityCode authority, const std::string& name);

    FixedClock clock_;
    TestDatabase database_;
    std::string hash_;
    PersonId of_both_{};
    std::vector<Member> members_;
    std::map<std::pair<access::Role, int>, PersonId> persons_;  ///< by role and authority
    std::map<std::string, std::vector<Thing>> things_;
};

}
