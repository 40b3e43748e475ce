// What is over, as an operator finds and deletes it.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "support/test_database.hpp"

namespace tarn {
namespace {

class RetentionCommand : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        test_database().close();
        ASSERT_EQ(tarn({"migrate"}).status, 0);
        test_database().reopen();
        const auto db = test_database()->write();
        db->execute(
            "INSERT INTO job (kind, subject, input, asked_by, state, percent, message, result, asked, "
            "finished) "
            "VALUES ('import', 'a secret name', '', 0, 'done', 100, '', '', '2001-01-01T09:00:00Z', "
            "'2001-01-02T09:00:00Z')");
        db->commit();
    }
    test::Ran tarn(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin() + 1, {"--db", test_database().address(), "--key-file",
                                                 test_database().folder() + "/a.key"});
        return test::run_tarn(arguments);
    }
};
TARN_ON_EACH_DATABASE(RetentionCommand);

TEST_P(RetentionCommand, says_what_is_due_and_deletes_it_once) {
    const std::string found =
        "Periods: those that Tarn carries\n"
        "job: 1 row due, counted from 2001-01-02 to 2001-01-02: 1\n"
        "1 row due; tarn retention --run deletes them\n";
    EXPECT_EQ(tarn({"retention"}).out, found);
    EXPECT_EQ(tarn({"retention"}).out, found) << "a look changes nothing";
    EXPECT_EQ(
        tarn({"retention", "--run"}).out,
        "Periods: those that Tarn carries\njob: 1 row deleted, counted from 2001-01-02 to 2001-01-02: 1\n"
        "1 row deleted\n");
    EXPECT_EQ(tarn({"retention", "--run"}).out, "Periods: those that Tarn carries\n0 rows deleted\n");
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
}

// As the server does: what an authority set for it must count here too.
TEST_P(RetentionCommand, heeds_the_periods_that_the_server_is_given) {
    const std::string file = test_database().folder() + "/periods.toml";
    std::ifstream carried(std::string{std::getenv("TARN_SOURCE")} + "/schemes/retention.toml");
    std::string text{std::istreambuf_iterator<char>(carried), {}};
    const auto job = text.find("[job]");
    ASSERT_NE(job, text.npos);
    text.replace(text.find("years = 1", job), 9, "years = 99");
    std::ofstream(file) << text;
    ASSERT_EQ(::setenv("TARN_RETENTION_PERIODS", file.c_str(), 1), 0);
    const auto kept = tarn({"retention", "--run"});
    ::unsetenv("TARN_RETENTION_PERIODS");
    EXPECT_EQ(kept.out, "Periods: " + file + "\n0 rows deleted\n") << kept.err;
}

TEST_P(RetentionCommand, is_refused_with_periods_that_are_not_whole) {
    const std::string file = test_database().folder() + "/periods.toml";
    std::ofstream(file) << "[job]\nyears = 1\nafter = \"the day it finished\"\nsource = \"A test\"\n";
    const auto refused = tarn({"retention", "--run", "--periods", file});
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("periods.toml: The periods of retention: ["), std::string::npos)
        << refused.err;
    EXPECT_NE(refused.err.find("is missing"), std::string::npos) << refused.err;
    EXPECT_NE(tarn({"retention"}).out.find("1 row due"), std::string::npos) << "nothing was deleted";
}

}
}
