// What is over, as an operator finds and deletes it.
#include <fstream>
#include <gtest/gtest.h>

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
        "job: 1 row due, counted from 2001-01-02 to 2001-01-02: 1\n"
        "1 row due; tarn retention --run deletes them\n";
    EXPECT_EQ(tarn({"retention"}).out, found);
    EXPECT_EQ(tarn({"retention"}).out, found) << "a look changes nothing";
    EXPECT_EQ(tarn({"retention", "--run"}).out,
              "job: 1 row deleted, counted from 2001-01-02 to 2001-01-02: 1\n1 row deleted\n");
    EXPECT_EQ(tarn({"retention", "--run"}).out, "0 rows deleted\n");
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
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
