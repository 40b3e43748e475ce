// tarn person end, disable, enable and sign-out; and whose the files are that Tarn makes.
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/test_database.hpp"

namespace tarn {
namespace {

class PeopleCommands : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        test_database().close();
        ASSERT_EQ(tarn({"authority", "add", "--code", "701", "--name", "Fellshire"}).status, 0);
        ASSERT_EQ(add("dora@fellshire.example", "Dora Lund", "director").status, 0);
        ASSERT_EQ(add("asha@fellshire.example", "Asha Rahman", "adviser").status, 0);
    }
    test::Ran tarn(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", test_database().address()});
        return test::run_tarn(arguments);
    }
    test::Ran add(const char* email, const char* name, const char* role) {
        return tarn(
            {"person", "add", "--email", email, "--name", name, "--role", role, "--from", "2020-01-01"});
    }
    test::Ran person(const char* verb, const char* email, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"person", verb, "--email", email};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return tarn(arguments);
    }
    std::int64_t count(const char* sql) {
        test_database().reopen();
        const auto found = test_database()->read()->count(sql);
        test_database().close();
        return found;
    }
};
TARN_ON_EACH_DATABASE(PeopleCommands);

TEST_P(PeopleCommands, end_a_role_at_once_or_after_an_earlier_day) {
    const char* asha = "asha@fellshire.example";
    const auto shortened = person("end", asha, {"--role", "adviser", "--last-day", "2999-12-31"});
    EXPECT_EQ(shortened.status, 0) << shortened.err;
    EXPECT_NE(shortened.out.find("ends after 2999-12-31"), std::string::npos) << shortened.out;
    EXPECT_EQ(person("end", asha, {"--role", "adviser", "--last-day", "2999-12-31"}).status, 1);
    const auto ended = person("end", asha, {"--role", "adviser"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "asha@fellshire.example: School adviser, authority:701, ends at once\n");
    EXPECT_EQ(count("SELECT COUNT(*) FROM role_grant WHERE withdrawn_at IS NOT NULL"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM audit WHERE action = 'grant.ended'"), 2);
    EXPECT_EQ(person("end", asha, {"--role", "adviser"}).status, 1) << "it has ended";
    EXPECT_EQ(person("end", "nobody@fellshire.example", {"--role", "adviser"}).status, 1);
}

TEST_P(PeopleCommands, the_last_person_who_manages_accounts_is_not_shut_out_by_accident) {
    const char* dora = "dora@fellshire.example";
    for (const auto& [verb, more] : {std::pair{"end", std::vector<std::string>{"--role", "director"}},
                                     {"disable", std::vector<std::string>{}}}) {
        const auto refused = person(verb, dora, more);
        EXPECT_EQ(refused.status, 1);
        EXPECT_NE(refused.err.find("the last person who manages accounts in Fellshire"), std::string::npos)
            << refused.err;
    }
    EXPECT_EQ(count("SELECT COUNT(*) FROM role_grant WHERE withdrawn_at IS NOT NULL"), 0);
    EXPECT_EQ(person("end", dora, {"--role", "director", "--yes"}).status, 0);
}

TEST_P(PeopleCommands, disable_and_enable_an_account_and_sign_out_everywhere) {
    const char* asha = "asha@fellshire.example";
    EXPECT_EQ(person("sign-out", asha).out, "asha@fellshire.example: signed out everywhere (0 ended)\n");
    EXPECT_EQ(person("enable", asha).status, 1) << "it is not disabled";
    EXPECT_EQ(person("disable", asha).status, 0);
    EXPECT_EQ(person("disable", asha).status, 1) << "it is";
    EXPECT_EQ(person("link", asha).status, 1) << "no way in";
    EXPECT_EQ(count("SELECT COUNT(*) FROM disabled_account WHERE authority IS NULL"), 1);
    EXPECT_EQ(person("enable", asha).status, 0);
    EXPECT_EQ(person("link", asha).status, 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM audit WHERE action IN ('account.disabled', 'account.enabled', "
                    "'sessions.ended')"),
              3);
}

int mode_of(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? static_cast<int>(status.st_mode & 0777) : -1;
}

/// With the loosest umask there is, as a service may be started.
class Loosest {
  public:
    Loosest() : before_(umask(0)) {}
    ~Loosest() { umask(before_); }

  private:
    mode_t before_;
};

TEST(FilesOfTarn, are_their_owners_alone) {
    const Loosest umask_of_the_service;
    const test::TemporaryFolder folder;
    const std::string file = folder.file("tarn.db"), address = "sqlite:" + file;
    ASSERT_EQ(test::run_tarn({"migrate", "--db", address}).status, 0);
    ASSERT_EQ(test::run_tarn({"backup", "--db", address, "--out", folder.file("copy.tarn")}).status, 0);
    ASSERT_EQ(
        test::run_tarn({"restore", "--db", "sqlite:" + folder.file("moved.db"), folder.file("copy.tarn")})
            .status,
        0);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_EQ(mode_of(entry.path()), 0600) << entry.path();
    test::RunningTarn server({"serve", "--db", address, "--port", "0", "--access-log", "no"});
    for (int i = 0; i < 200 && mode_of(file + "-wal") < 0; ++i) usleep(50'000);
    EXPECT_EQ(mode_of(file + "-wal"), 0600);
    EXPECT_EQ(mode_of(file + "-shm"), 0600);
}

TEST(FilesOfTarn, that_were_left_open_are_closed_and_it_is_said) {
    const test::TemporaryFolder folder;
    const std::string file = folder.file("tarn.db"), address = "sqlite:" + file;
    ASSERT_EQ(test::run_tarn({"migrate", "--db", address}).status, 0);
    ASSERT_EQ(chmod(file.c_str(), 0644), 0);
    const auto verified = test::run_tarn({"verify", "--db", address});
    EXPECT_NE(verified.err.find("Other accounts of this computer could open " + file), std::string::npos)
        << verified.err;
    EXPECT_EQ(mode_of(file), 0600);
    EXPECT_EQ(test::run_tarn({"verify", "--db", address}).err.find("Other accounts"), std::string::npos);
}

TEST(FilesOfTarn, of_a_demonstration_lie_in_a_folder_of_its_owner_alone) {
    const Loosest umask_of_the_service;
    const test::TemporaryFolder folder;
    const std::string made = folder.file("demo");
    test::RunningTarn demo({"demo", "--dir", made, "--no-server"});
    for (int i = 0; i < 400 && mode_of(made + "/fellshire.db") < 0; ++i) usleep(50'000);
    EXPECT_EQ(mode_of(made), 0700);
    EXPECT_EQ(mode_of(made + "/fellshire.db"), 0600);
}

}
}
