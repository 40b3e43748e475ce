#include <gtest/gtest.h>
#include <set>

#include "evidence/evidence.hpp"
#include "evidence/importing/profile_rules.hpp"

namespace tarn::evidence {
namespace {

const std::string profile_head = R"(title = "T"
publisher = "P"
[recognise]
columns = ["URN"]
)";

std::string profile_complaint(const std::string& toml) {
    const auto parsed = parse_profile("mine", toml);
    return parsed ? "" : parsed.error().message;
}

TEST(Profile, AWordItDoesNotKnowIsAnErrorThatNamesTheLine) {
    EXPECT_EQ(profile_complaint(profile_head), "");
    EXPECT_EQ(profile_complaint(profile_head + "[perod]\n"),
              "Profile mine, line 5: 'perod' is not a word that profiles know here.");
    EXPECT_NE(profile_complaint(profile_head + "[columns]\n\"A\" = { mesure = \"x\" }\n").find("mesure"),
              std::string::npos);
    EXPECT_NE(profile_complaint(profile_head + "[columns]\n\"A\" = { kind = \"count\" }\n")
                  .find("a measure, a field or a reason"),
              std::string::npos);
    EXPECT_NE(profile_complaint(profile_head + "[period]\nform = \"weekly\"\n").find("weekly"),
              std::string::npos);
    EXPECT_NE(profile_complaint(profile_head + "[period]\nfile_name = '(['\n").find("regular expression"),
              std::string::npos);
    EXPECT_NE(
        profile_complaint(profile_head + "[public_from]\n\"2018/19\" = \"soon\"\n").find("a date is written"),
        std::string::npos);
    EXPECT_NE(profile_complaint("title = \"T\"\npublisher = \"P\"\n").find("names no columns"),
              std::string::npos);
    EXPECT_NE(profile_complaint("title = ").find("line 1"), std::string::npos);
}

TEST(Profile, EveryShippedOneNamesMeasuresOfTheCatalogue) {
    ASSERT_GE(shipped_profiles().size(), 27u);
    for (const Profile& profile : shipped_profiles()) {
        for (const auto& [column, rule] : profile.columns) {
            EXPECT_TRUE(rule.measure.empty() || find_measure(rule.measure))
                << profile.name << ": " << rule.measure;
            if (!rule.n_column.empty()) {
                const auto n = profile.columns.find(rule.n_column);
                EXPECT_TRUE(n != profile.columns.end() && n->second.kind == NumberKind::count)
                    << profile.name << ": " << column;
            }
        }
        if (profile.others && !profile.others->measure.empty()) {
            EXPECT_TRUE(find_measure(profile.others->measure + "x")) << profile.name;
        }
        for (const DerivedRule& rule : profile.derived)
            EXPECT_TRUE(find_measure(rule.measure)) << rule.measure;
    }
}

TEST(Profile, NoneTakesARatingPrintedBesideResultsForEvidence) {
    for (const Profile& profile : shipped_profiles()) {
        if (profile.kind == Kind::inspection) continue;
        EXPECT_TRUE(profile.inspections.empty()) << profile.name;
        for (const std::string name :
             {"OFSTEDRATING", "INSPECTIONDT", "Rating", "Inspect Date", "rating", "ofsted_rating_score"})
            if (const auto at = profile.columns.find(name); at != profile.columns.end()) {
                EXPECT_FALSE(at->second.ignore.empty()) << profile.name << " reads " << name;
            }
    }
}

TEST(Profile, GpsColumnsCalledWritingAreNotWriting) {
    const Profile* profile = find_profile("ks2-reduced");
    ASSERT_TRUE(profile);
    EXPECT_EQ(profile->columns.find("Writing Meet Std")->second.measure, "ks2.gps.expected");
    EXPECT_EQ(profile->columns.find("Writing Progress")->second.measure, "ks2.progress.writing");
}

TEST(Recognise, PrefersTheProfileThatRequiresMost) {
    std::vector<Profile> among(2);
    among[0].name = "short";
    among[0].required = {"URN"};
    among[1].name = "long";
    among[1].required = {"URN", "n"};
    const Header header{std::vector<std::string_view>{"n", "URN", "x"}};
    EXPECT_EQ((*recognise(among, header))->name, "long");
    among[1].forbidden = {"x"};
    EXPECT_EQ((*recognise(among, header))->name, "short");
    among[1].forbidden = {};
    among[1].required = {"x"};
    EXPECT_NE(recognise(among, header).error().message.find("fits two profiles"), std::string::npos);
}

TEST(Recognise, NamesTheNearestProfileAndWhatItMisses) {
    const Header header{std::vector<std::string_view>{"URN", "Income", "Expenditure", "Academic Year"}};
    const auto found = recognise(shipped_profiles(), header);
    ASSERT_FALSE(found);
    EXPECT_NE(found.error().message.find("cfr"), std::string::npos);
    EXPECT_NE(found.error().message.find("needs the column Balance"), std::string::npos)
        << found.error().message;
}

struct UnknownCase {
    std::vector<std::string_view> header;
    const char* sentence;
};
class Unknown : public testing::TestWithParam<UnknownCase> {};
TEST_P(Unknown, IsCalledWhatItLooksLike) {
    Profile neet;
    neet.name = "neet";
    neet.title = "Not in education";
    neet.required = {"time_period", "geographic_level", "old_la_code", "cohort", "neet_percent"};
    const auto found = recognise(std::span{&neet, 1}, Header{GetParam().header});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message, GetParam().sentence);
}
constexpr auto not_known =
    "We do not recognise the columns in this file. Check that you have the published file.";
INSTANTIATE_TEST_SUITE_P(
    Table, Unknown,
    testing::Values(
        UnknownCase{{"time_period", "time_identifier", "geographic_level", "old_la_code", "school_urn", "x"},
                    "This looks like a file of explore education statistics at school level. Tarn has no "
                    "layout for it yet."},
        UnknownCase{{"time_period", "time_identifier", "geographic_level", "old_la_code", "x"},
                    "This looks like a file of explore education statistics. Tarn has no layout for it yet."},
        UnknownCase{{"time_period", "geographic_level", "old_la_code", "Cohort"},
                    "We do not recognise the columns in this file. Check that you have the published file. "
                    "The nearest is neet (Not in education), which needs the column neet_percent."},
        UnknownCase{{"RECTYPE", "LEA", "ESTAB", "URN"},
                    "This looks like a file of the school performance tables. Tarn has no layout for it "
                    "yet."},
        UnknownCase{{"URN", "time_period"}, not_known}, UnknownCase{{"a", "b"}, not_known},
        UnknownCase{{"", " "}, not_known}));

TEST(Recognise, TakesFurtherNamesAndOtherCase) {
    std::vector<Profile> among(1);
    among[0].name = "census";
    among[0].required = {"URN", "ESTAB", "PNUMUNCFL"};
    among[0].also = {{"PNUMUNCLF", "PNUMUNCFL"}};
    EXPECT_TRUE(recognise(among, Header{std::vector<std::string_view>{"urn", " Estab ", "PNUMUNCLF"}}));
    among[0].forbidden = {"Year"};
    EXPECT_FALSE(
        recognise(among, Header{std::vector<std::string_view>{"urn", "Estab", "PNUMUNCFL", "YEAR"}}));
}

struct PeriodCase {
    const char* text;
    PeriodForm form;
    const char* period;  ///< "" when it has not that form
};
class Periods : public testing::TestWithParam<PeriodCase> {};
TEST_P(Periods, AreReadByTheirForm) {
    EXPECT_EQ(to_period(GetParam().text, GetParam().form).value_or(""), GetParam().period);
}
INSTANTIATE_TEST_SUITE_P(Table, Periods,
                         testing::Values(PeriodCase{"2018", PeriodForm::end_year, "2017/18"},
                                         PeriodCase{"2018", PeriodForm::start_year, "2018/19"},
                                         PeriodCase{"2017/18", PeriodForm::end_year, "2017/18"},
                                         PeriodCase{"201617", PeriodForm::school_year, "2016/17"},
                                         PeriodCase{"2019", PeriodForm::year, "2019"},
                                         PeriodCase{"2019", PeriodForm::january, "2019-01"},
                                         PeriodCase{"2025-08", PeriodForm::month, "2025-08"},
                                         PeriodCase{"2025-13", PeriodForm::month, ""},
                                         PeriodCase{"2018", PeriodForm::school_year, ""},
                                         PeriodCase{"18", PeriodForm::end_year, ""},
                                         PeriodCase{"2020-22", PeriodForm::as_written, "2020-22"},
                                         PeriodCase{" ", PeriodForm::as_written, ""}));

TEST(ShippedProfiles, GiveNoDateToYearsThatTheyDoNotName) {
    for (const Profile& profile : shipped_profiles())
        EXPECT_FALSE(profile.public_from.contains("*"))
            << profile.name << ": a later file would count from before its year";
}

TEST(Measures, KnowDefinitionsThatBreak) {
    const Measure* attainment = find_measure("ks4.attainment8");
    ASSERT_TRUE(attainment);
    EXPECT_FALSE(comparable(*attainment, "2015/16", "2016/17"));
    EXPECT_FALSE(comparable(*attainment, "2017/18", "2015/16"));
    EXPECT_TRUE(comparable(*attainment, "2016/17", "2018/19"));
    EXPECT_FALSE(comparable(*find_measure("ks4.basics5"), "2015/16", "2018/19"));
    EXPECT_NE(find_measure("absence.persistent"), find_measure("absence.persistent15"));
    EXPECT_FALSE(find_measure("no.such.measure"));
    EXPECT_EQ(find_measure("sen2.requests.requests_rya")->code, "sen2.requests.*");
}

TEST(Measures, AreShownAsPeopleWriteThem) {
    EXPECT_EQ(show(*find_measure("ks2.rwm.expected"), 72), "72%");
    EXPECT_EQ(show(*find_measure("ks2.progress.maths"), -1.25), "-1.2");
    EXPECT_EQ(show(*find_measure("ks2.progress.maths"), -0.04), "0.0");
    EXPECT_EQ(show(*find_measure("finance.balance"), -1234567.4), "-£1,234,567");
    EXPECT_EQ(show(*find_measure("census.pupils"), 1234), "1,234");
    EXPECT_EQ(show(*find_measure("ks4.progress8"), 0.456), "0.46");
}

TEST(Measures, EachHasNameMeaningAndSource) {
    std::set<std::string> codes;
    for (const Measure& measure : measures()) {
        EXPECT_TRUE(codes.insert(measure.code).second) << measure.code << " stands twice";
        EXPECT_TRUE(measure.meaning.ends_with(".")) << measure.code;
    }
}

}
}
