// The share of rejected rows above which `tarn import` refuses a file.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

#include "support/program.hpp"
#include "support/test_database.hpp"

namespace tarn {
namespace {

/// For the program that the test starts, which inherits it.
class Environment {
  public:
    Environment(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    ~Environment() { unsetenv(name_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    const char* name_;
};

TEST(ImportOptions, TheShareOfRejectedRowsIsTheSettingUnlessTheCallSaysOtherwise) {
    const test::TestDatabase database{test::Engine::sqlite};
    const std::string path = database.folder() + "/income-2018.csv";
    std::ofstream csv{path};
    csv << "URN,Income,Expenditure,Balance,Academic Year\n";
    for (int i = 0; i < 100; ++i)
        csv << (i < 2 ? "no URN" : std::to_string(100000 + i)) << ",900000,890000,10000,2018\n";
    csv.close();
    const auto status = [&](std::vector<std::string> options) {
        std::vector<std::string> call{"import", "--db", database.address(), "--dry-run"};
        call.insert(call.end(), options.begin(), options.end());
        call.push_back(path);
        return test::run_tarn(call).status;
    };
    EXPECT_EQ(status({}), 0) << "two of a hundred";
    EXPECT_EQ(status({"--max-rejected", "1.5"}), 1);
    EXPECT_EQ(status({"--max-rejected", "2.5"}), 0);
    const Environment strict{"TARN_REJECT_SHARE", "0.015"};
    EXPECT_EQ(status({}), 1);
    EXPECT_EQ(status({"--max-rejected", "2.5"}), 0);
    const Environment wrong{"TARN_REJECT_SHARE", "plenty"};
    EXPECT_NE(status({}), 0);
}

}
}
