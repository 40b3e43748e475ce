// The key that seals rows, as an operator meets it: made at the first start, missing, changed, lost.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace tarn {
namespace {

bool says(const test::Ran& ran, std::string_view text) {
    return (ran.out + ran.err).find(text) != std::string::npos;
}

class KeyCommands : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        test_database().close();
        ASSERT_EQ(tarn({"migrate"}).status, 0);
        ASSERT_EQ(tarn({"authority", "add", "--code", "701", "--name", "Fellshire"}).status, 0);
    }
    test::Ran tarn(std::vector<std::string> arguments) {
        const auto verb = arguments.begin() + (arguments[0] == "key" || arguments[0] == "authority" ? 2 : 1);
        arguments.insert(verb, {"--db", test_database().address(), "--key-file", key_file()});
        return test::run_tarn(arguments);
    }
    std::string file(const char* name) { return test_database().folder() + "/" + name; }
    std::string key_file() { return file("a.key"); }
    void by_hand(std::string_view sql) {
        test_database().reopen();
        const auto db = test_database()->write();
        db->execute(sql);
        db->commit();
    }
};
TARN_ON_EACH_DATABASE(KeyCommands);

TEST_P(KeyCommands, the_first_start_makes_a_key_for_its_owner_alone) {
    ASSERT_TRUE(std::filesystem::exists(key_file()));
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(key_file()).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_TRUE(says(tarn({"key", "show"}), key_file() + ": key "));
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
}

TEST_P(KeyCommands, a_change_past_tarn_is_named_until_somebody_vouches_for_it) {
    by_hand("UPDATE authority SET name = 'Wealdshire' WHERE code = 701");
    const auto found = tarn({"verify"});
    EXPECT_EQ(found.status, 1);
    EXPECT_TRUE(says(found, "sealed rows: authority 701 was changed outside Tarn.")) << found.out;
    const auto refused = tarn({"key", "rotate"});
    EXPECT_EQ(refused.status, 1) << "a change of key would cover it up";
    EXPECT_TRUE(says(refused, "authority 701")) << refused.err;
    EXPECT_EQ(tarn({"key", "vouch"}).status, 2) << "not without a reason";
    EXPECT_EQ(tarn({"key", "vouch", "--reason", "Renamed by the supplier, ticket 12"}).status, 0);
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
}

TEST_P(KeyCommands, without_the_key_nothing_is_written_and_much_is_unproved) {
    std::filesystem::rename(key_file(), file("elsewhere"));
    const auto unproved = tarn({"verify"});
    EXPECT_EQ(unproved.status, 0);
    EXPECT_TRUE(says(unproved, "unproved: The seals of rows")) << unproved.out;
    const auto refused = tarn({"authority", "add", "--code", "702", "--name", "Wealdshire"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(says(refused, "sealed and its key is not at " + key_file())) << refused.err;
    EXPECT_FALSE(std::filesystem::exists(key_file())) << "a second key would be of no use";
    std::filesystem::rename(file("elsewhere"), key_file());
    EXPECT_EQ(tarn({"authority", "add", "--code", "702", "--name", "Wealdshire"}).status, 0);
}

TEST_P(KeyCommands, a_lost_key_is_replaced_on_demand) {
    std::filesystem::remove(key_file());
    EXPECT_EQ(tarn({"key", "vouch", "--reason", "The disk of the key broke"}).status, 1) << "not by accident";
    EXPECT_EQ(tarn({"key", "vouch", "--lost-key", "--reason", "The disk of the key broke"}).status, 0);
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
}

TEST_P(KeyCommands, rotation_goes_on_where_it_was_interrupted) {
    std::filesystem::copy_file(key_file(), file("old"));
    const auto rotated = tarn({"key", "rotate"});
    ASSERT_EQ(rotated.status, 0) << rotated.err;
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
    // As if the machine had stopped between the commit and the renaming of the file.
    std::filesystem::rename(key_file(), key_file() + ".next");
    std::filesystem::rename(file("old"), key_file());
    EXPECT_EQ(tarn({"authority", "add", "--code", "702", "--name", "Wealdshire"}).status, 0);
    EXPECT_FALSE(std::filesystem::exists(key_file() + ".next"));
    EXPECT_EQ(tarn({"verify"}).out, "no problems found\n");
}

TEST_P(KeyCommands, a_trail_cut_short_shows_against_head_file_backup_and_log) {
    ASSERT_EQ(tarn({"backup", "--out", file("copy.tarn")}).status, 0);
    const auto log = tarn({"backup", "--out", file("copy.tarn")});
    EXPECT_TRUE(says(log, "trail head 2 ")) << log.out;
    std::ofstream(file("log")) << "a line\n" << log.out;
    by_hand("DELETE FROM audit WHERE id = 2");
    const auto verified = tarn({"verify"});
    EXPECT_EQ(verified.status, 1);
    EXPECT_TRUE(says(verified, "The audit trail was cut: it had 2 entries")) << verified.out;
    // Whoever has the key as well, or vouches by mistake, still meets what lies elsewhere.
    ASSERT_EQ(tarn({"key", "vouch", "--reason", "By mistake"}).status, 0);
    for (const char* witness : {"copy.tarn", "log"})
        EXPECT_TRUE(says(tarn({"verify", "--trail", file(witness)}), "written anew: entry 2")) << witness;
    EXPECT_TRUE(says(tarn({"verify", "--trail", key_file()}), "None of the files"))
        << "a file that says nothing of the trail";
}

}
}
