// A file of few schools, of a profile and period that is there already, must not stand in for it.
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "evidence/evidence.hpp"
#include "faults/site.hpp"

namespace tarn::faults {
namespace {

class PartialFile : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) found_fellshire(database());
    }
    /// The financial year 2017/18, whose first publication of 31 December 2018 the profile knows. `share`:
    /// the balance in per cent of the income.
    test::Ran import_file(const std::string& name, int schools, int share,
                          std::vector<std::string> more = {}) {
        const std::string path = test_database().folder() + "/" + name;
        std::ofstream csv(path);
        csv << "URN,Income,Expenditure,Balance,Academic Year\n";
        for (int i = 0; i < schools; ++i)
            csv << first_urn + i << ",1000," << 1000 - share * 10 << ',' << share * 10 << ",2018\n";
        csv.close();
        std::vector<std::string> words{"import", "--db", test_database().address(), path};
        words.insert(words.end(), more.begin(), more.end());
        return test::run_tarn(words);
    }
    std::int64_t releases() { return database().read()->count("SELECT COUNT(*) FROM evidence_release"); }
    /// What was known on a day of a school's balance: of the newest release that has it.
    double share_of(int school, Date as_at) {
        const auto db = database().read();
        const auto snapshot = evidence::snapshot(*db, SystemClock{}.today());
        const auto index = snapshot->find(Urn{first_urn + school});
        if (!index) throw std::runtime_error("the school is not in the register");
        for (const auto& series : snapshot->of_measure("finance.balance_share"))
            if (series.known_from <= as_at && (!series.known_to || as_at <= *series.known_to))
                if (!std::isnan(series.values[*index])) return series.values[*index];
        return std::nan("");
    }
    const Date past_ = *Date::of(2020, 9, 1);
};
TARN_ON_EACH_DATABASE(PartialFile);

TEST_P(PartialFile, of_few_schools_is_refused_and_changes_nothing) {
    ASSERT_EQ(import_file("cfr_whole.csv", school_count, 10).status, 0);
    ASSERT_EQ(share_of(2, past_), 10);
    const auto refused = import_file("cfr_few.csv", school_count / 8, 50);
    EXPECT_EQ(refused.status, 1) << refused.out << refused.err;
    EXPECT_EQ(releases(), 1);
    EXPECT_EQ(share_of(2, past_), 10);
    EXPECT_EQ(share_of(school_count - 1, SystemClock{}.today()), 10);
}

TEST_P(PartialFile, of_many_schools_is_known_from_the_day_it_came_in) {
    ASSERT_EQ(import_file("cfr_whole.csv", school_count, 10).status, 0);
    const auto corrected = import_file("cfr_most.csv", school_count * 3 / 4, 50);
    EXPECT_EQ(corrected.status, 0) << corrected.out << corrected.err;
    EXPECT_EQ(share_of(2, past_), 10) << "an answer of the past has moved";
    EXPECT_EQ(share_of(2, SystemClock{}.today()), 50);
}

TEST_P(PartialFile, taken_on_purpose_is_known_from_the_day_it_came_in) {
    ASSERT_EQ(import_file("cfr_whole.csv", school_count, 10).status, 0);
    const auto taken = import_file("cfr_few.csv", school_count / 8, 50, {"--partial"});
    EXPECT_EQ(taken.status, 0) << taken.out << taken.err;
    EXPECT_EQ(taken.out.find(" 0 changed"), std::string::npos) << "it says what it changes: " << taken.out;
    EXPECT_EQ(share_of(2, past_), 10) << "an answer of the past has moved";
    EXPECT_EQ(share_of(2, SystemClock{}.today()), 50);
}

}
}
