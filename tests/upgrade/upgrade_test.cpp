// Every database in this folder, written by the version it is named for: it opens, migrates, verifies, still
// says what it said, and goes through a backup. Whoever changes tables adds one (README.md).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "access/viewer.hpp"
#include "access/visitor.hpp"
#include "access/world.hpp"
#include "evidence/evidence.hpp"
#include "evidence/notes/notes.hpp"
#include "people/people.hpp"
#include "schools/schools.hpp"
#include "server/application.hpp"
#include "support/test_database.hpp"

namespace tarn::test {
namespace {

using access::Role;

constexpr AuthorityCode fellshire{901};
constexpr Urn brook{900001};
const FixedClock that_day{*Date::of(2026, 3, 2)};  ///< of the world of tests/access
constexpr const char* schema = "tarn_upgrade";     ///< the one that the PostgreSQL files name

std::filesystem::path here() {
    const char* source = std::getenv("TARN_SOURCE");
    return std::filesystem::path(source ? source : ".") / "tests/upgrade";
}

std::vector<std::string> examples() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(here()))
        if (const auto kind = entry.path().extension(); kind == ".gz" || kind == ".backup")
            names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

void shell(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

/// The database of one file, unpacked and removed at the end.
class Example {
  public:
    explicit Example(const std::string& name) {
        const std::string file = here() / name;
        address_ = "sqlite:" + folder_.file("example.sqlite");
        setenv("TARN_KEY_FILE", key_file().c_str(), 1);
        take_key(name);
        if (name.ends_with(".sqlite.gz")) {
            shell("gzip -dc " + file + " >" + folder_.file("example.sqlite"));
        } else if (name.ends_with(".backup")) {
            restored_ = run_tarn({"restore", "--db", address_, "--from", file});
        } else {
            load_into_postgres(file);
        }
    }
    ~Example() {
        unsetenv("TARN_KEY_FILE");
        if (!created_.empty())
            shell("psql -qX '" + server_ + "' -c 'DROP DATABASE " + created_ + " WITH (FORCE)'");
    }
    Example(const Example&) = delete;
    Example& operator=(const Example&) = delete;
    const std::string& address() const { return address_; }
    const Ran& restored() const { return restored_; }
    std::string file(const std::string& name) const { return folder_.file(name); }
    /// Of a version that sealed no rows it is made when the database is migrated.
    bool was_sealed() const { return was_sealed_; }
    std::string key_file() const { return folder_.file("example.sqlite.key"); }

  private:
    void take_key(const std::string& name) {
        const std::string label = name.substr(0, name.find('.'));
        const auto key =
            here() / (label + (name.ends_with(".postgres.gz") ? ".postgres.key" : ".sqlite.key"));
        if (!(was_sealed_ = std::filesystem::exists(key))) return;
        std::filesystem::copy_file(key, key_file());
        std::filesystem::permissions(key_file(), std::filesystem::perms::owner_read);
    }
    void load_into_postgres(const std::string& file) {
        server_ = std::getenv("TARN_TEST_POSTGRES");
        const std::string name = "tarn_upgrade_" + std::to_string(getpid());
        shell("psql -qX '" + server_ + "' -c 'CREATE DATABASE " + name + "'");
        created_ = name;
        address_ = server_;
        address_.replace(address_.find("/postgres?"), 10, "/" + created_ + "?");
        shell("gzip -dc " + file + " | psql -qX -v ON_ERROR_STOP=1 '" + address_ + "' >" + file_of_log());
        address_ += std::string("&options=-csearch_path%3D") + schema;
    }
    std::string file_of_log() const { return folder_.file("psql.log"); }

    TemporaryFolder folder_;
    std::string server_, created_, address_;
    bool was_sealed_ = false;
    Ran restored_;
};

access::Viewer viewer(storage::Reader& db, Role role) {
    const auto found = people::find_person(db, std::string{access::role_code(role)} + "@fellshire.example");
    if (!found) throw std::runtime_error("nobody holds " + std::string{access::role_code(role)});
    return {found->id, found->name, role, fellshire, {brook}};
}

void expect_what_the_store_held(storage::Reader& db) {
    const auto board = viewer(db, Role::board_member);
    EXPECT_EQ(schools::Register::load(db)->latest(brook)->name, "Brook Primary School");
    const std::vector<Urn> urns{brook};
    const auto decisions = rating::decision_history(db, board, urns, fellshire);
    ASSERT_EQ(decisions.size(), 2u) << "one supersedes the other";
    EXPECT_EQ(decisions[0].rationale, "Two terms of falling attendance");
    EXPECT_EQ(decisions[0].level, rating::Level::red);
    EXPECT_EQ(decisions[1].rationale, "secret-rationale-brook");
    const auto meetings = rating::board_meetings.all(db, board);
    ASSERT_EQ(meetings.size(), 2u);
    const auto sitting = rating::board_meetings.find(db, board, meetings[0].id);
    EXPECT_EQ(sitting->title, "Second sitting");
    EXPECT_EQ(sitting->minutes, "The board sat until noon.");
    EXPECT_EQ(sitting->evidence_as_at, that_day.today());
    EXPECT_EQ(sitting->present.size(), 2u);
    EXPECT_TRUE(sitting->closed_at);
    EXPECT_EQ(decisions[0].meeting, sitting->id);
    const auto notes = evidence::notes_of(db, viewer(db, Role::adviser), brook, fellshire);
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_TRUE(notes[0].body.starts_with("secret-note-brook")) << notes[0].body;
    EXPECT_GT(evidence::releases(db).size(), 30u);
    EXPECT_GT(db.count("SELECT COUNT(*) FROM audit"), 40);
    EXPECT_EQ(db.count("SELECT COUNT(*) FROM note_rule"), 1) << "notes of before keep the days that they had";
}

/// With the password of that day, through the pages of this version.
void expect_it_can_be_read_in_a_browser(storage::Database& database) {
    server::Application application(database, that_day, {.settings = {.port = 0, .access_log = false}});
    Visitor head(application.server());
    head.sign_in("headteacher@fellshire.example", World::password());
    const auto page = head.get("/schools/900001/level");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Two terms of falling attendance"), std::string::npos);
}

void expect_known_answers(const std::string& address) {
    const auto database = storage::Database::open(address, test::sharing_key(address));
    expect_what_the_store_held(*database->read());
    expect_it_can_be_read_in_a_browser(*database);
}

/// What it printed.
std::string expect_whole(const std::string& address) {
    const auto verified = run_tarn({"verify", "--db", address});
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    return verified.out;
}

class Upgrade : public testing::TestWithParam<std::string> {};

TEST_P(Upgrade, opens_migrates_verifies_and_goes_through_a_backup) {
    if (GetParam().ends_with(".postgres.gz") && !postgres_available())
        GTEST_SKIP()
            << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR prints it)";
    const Example example(GetParam());
    EXPECT_EQ(example.restored().status, 0) << example.restored().err;
    const auto migrated = run_tarn({"migrate", "--db", example.address()});
    ASSERT_EQ(migrated.status, 0) << migrated.err;
    EXPECT_EQ(expect_whole(example.address()).find("unproved: ") == std::string::npos, example.was_sealed())
        << "rows that are older than the key cannot be proved, all others can";
    expect_known_answers(example.address());

    const std::string copy = "sqlite:" + example.file("copy.sqlite");
    std::filesystem::copy_file(example.key_file(), example.file("copy.sqlite.key"));  // no backup holds it
    const auto backed_up =
        run_tarn({"backup", "--db", example.address(), "--out", example.file("copy.tarn")});
    ASSERT_EQ(backed_up.status, 0) << backed_up.err;
    const auto restored = run_tarn({"restore", "--db", copy, "--from", example.file("copy.tarn")});
    ASSERT_EQ(restored.status, 0) << restored.err;
    expect_whole(copy);
    expect_known_answers(copy);
}

INSTANTIATE_TEST_SUITE_P(Written, Upgrade, testing::ValuesIn(examples()), [](const auto& chosen) {
    std::string name = chosen.param;
    std::ranges::replace_if(
        name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

TEST(Upgrades, are_tried_on_both_engines) {
    const auto names = examples();
    for (const char* kind : {".sqlite.gz", ".postgres.gz", ".backup"})
        EXPECT_TRUE(std::ranges::any_of(names, [&](const auto& name) { return name.ends_with(kind); }))
            << kind;
}

}
}
