// tarn migrate, backup, restore, verify and dictionary.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace tarn {
namespace {

class StorageCommands : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) test_database().close();
    }
    test::Ran tarn(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin() + 1, {"--db", test_database().address()});
        return test::run_tarn(arguments);
    }
    std::string file() { return test_database().folder() + "/copy.tarn"; }
};
TARN_ON_EACH_DATABASE(StorageCommands);

TEST_P(StorageCommands, migrate_a_new_database_once) {
    const auto first = tarn({"migrate"});
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_NE(first.out.find("applied 0001_platform.sql\n"), std::string::npos);
    EXPECT_EQ(tarn({"migrate"}).out, "nothing to apply: the database is up to date\n");
    const auto verified = tarn({"verify"});
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_EQ(verified.out, "no problems found\n");
}

TEST_P(StorageCommands, move_a_database_to_a_file_of_its_own) {
    tarn({"migrate"});
    const auto copied = tarn({"backup", "--out", file()});
    EXPECT_EQ(copied.status, 0) << copied.err;
    const std::string other = "sqlite:" + test_database().folder() + "/moved.db";
    const auto restored = test::run_tarn({"restore", "--db", other, "--from", file()});
    EXPECT_EQ(restored.status, 0) << restored.err;
    EXPECT_EQ(test::run_tarn({"verify", "--db", other}).status, 0);
    const auto again = test::run_tarn({"restore", "--db", other, file()});
    EXPECT_EQ(again.status, 1) << "never over a database in use";
    EXPECT_EQ(again.err, "tarn: The database to restore into must be empty.\n");
}

TEST_P(StorageCommands, refuse_a_damaged_backup) {
    tarn({"migrate"});
    tarn({"backup", file()});
    std::string content = test::read_file(file());
    content.resize(content.size() - 10);
    std::ofstream(file(), std::ios::binary) << content;
    const auto refused =
        test::run_tarn({"restore", "--db", "sqlite:" + test_database().folder() + "/new.db", file()});
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("is damaged or cut short"), std::string::npos);
}

TEST_P(StorageCommands, say_what_is_wrong_with_what_was_tampered_with) {
    test_database().reopen();
    tarn({"migrate"});
    {
        auto db = test_database()->write();
        db->execute(
            "INSERT INTO audit (id, at, role, action, object, purpose, detail, quarter, hash) "
            "VALUES (2, '2020-09-01T09:00:00Z', '', 'forged', '', '', '', '', 'no such hash')");
        db->commit();
    }
    const auto verified = tarn({"verify"});
    EXPECT_EQ(verified.status, 1);
    EXPECT_TRUE(verified.out.starts_with("audit trail: ")) << verified.out;
    EXPECT_NE(verified.err.find("1 problem"), std::string::npos);
    for (const char* sound : {"ok   register of schools", "ok   published figures",
                              "ok   recorded facts by day", "ok   decided levels"})
        EXPECT_NE(verified.err.find(sound), std::string::npos) << verified.err;
    {
        auto db = test_database()->write();
        db->execute(
            "INSERT INTO school_post (urn, kind, holder, valid_from, recorded_on) VALUES (900001, "
            "'headteacher', 'A. Nobody', '2020-01-01', '2020-01-01')");
        db->commit();
    }
    const auto unknown = tarn({"verify"});
    EXPECT_EQ(unknown.status, 1);
    EXPECT_NE(unknown.out.find("A post at a school: post 1 names school 900001"), std::string::npos)
        << unknown.out;
}

TEST(StorageCommandsUsage, is_told_apart_from_failure) {
    EXPECT_EQ(test::run_tarn({"verify"}).status, 2) << "no --db";
    EXPECT_EQ(test::run_tarn({"backup", "--db", "sqlite:x"}).status, 2) << "no file";
    EXPECT_EQ(test::run_tarn({"verify", "--db", "sqlite:/nonexistent/x.db"}).status, 1);
    EXPECT_EQ(test::run_tarn({"verify", "--db", "oracle:x"}).status, 1);
    for (const char* command : {"migrate", "backup", "restore", "verify", "dictionary"}) {
        const auto help = test::run_tarn({command, "--help"});
        EXPECT_EQ(help.status, 0) << command;
        EXPECT_NE(help.out, "") << command;
    }
}

TEST(DataDictionary, page_is_current) {
    const char* source = std::getenv("TARN_SOURCE");
    ASSERT_NE(source, nullptr);
    const auto printed = test::run_tarn({"dictionary"});
    ASSERT_EQ(printed.status, 0) << printed.err;
    EXPECT_EQ(test::read_file(std::string(source) + "/docs/data-dictionary.md"), printed.out)
        << "the migrations changed: tarn dictionary > docs/data-dictionary.md";
    EXPECT_EQ(printed.out.find("(not described)"), std::string::npos)
        << "a table or column has no COMMENT ON";
}

}
}
