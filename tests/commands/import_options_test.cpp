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

// A file that an Inadequate grade comes with moves the level of the school on the day that is asked about.
TEST(ImportOptions, AReportForAnAuthoritySaysWhoIsInTheFileAndWhichLevelsMoved) {
    const test::TestDatabase database{test::Engine::sqlite};
    const auto file = [&](const std::string& name, const std::string& text) {
        std::ofstream{database.folder() + "/" + name} << text;
        return database.folder() + "/" + name;
    };
    const std::string schools =
        file("register.csv",
             "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,"
             "age_min,age_max,gender,religion,admission,rating,inspection\n"
             "900001,888,Brook Primary,PR1 8RE,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n"
             "900002,888,Hill Primary,PR1 8RF,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n");
    const std::string grades = file("ofsted_ratings_2018.csv",
                                    "URN,Rating,Inspection Date\n900001,Inadequate,20180301\n"
                                    "900009,Good,20180301\n");
    const auto run = [&](std::vector<std::string> options) {
        std::vector<std::string> call{"import", "--db", database.address()};
        call.insert(call.end(), options.begin(), options.end());
        return test::run_tarn(call);
    };
    EXPECT_NE(run({"--as-at", "2020-09-01", grades}).status, 0) << "it goes with --report-for";
    EXPECT_NE(run({"--report-for", "Lancashire", grades}).status, 0);
    const auto told = run({"--report-for", "888", "--as-at", "2025-09-01", schools, grades});
    EXPECT_EQ(told.status, 0) << told.err;
    for (const char* line : {"The file has 1 of the 2 primary schools of Lancashire.",
                             "Schools in the file that the register does not know: 1.",
                             "Schools of the authority that the file lacks: 1.",
                             "Brook Primary (900001): Red, was Not enough evidence"})
        EXPECT_NE(told.out.find(line), std::string::npos) << line << "\n" << told.out;
}

}
}
