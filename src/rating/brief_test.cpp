// The few sentences about a proposal: reasons, what keeps a level, what would change it.
#include "rating/brief.hpp"

#include <gtest/gtest.h>

#include "rating/propose_test.hpp"

namespace tarn::rating {
namespace {

using namespace tarn::rating::small;

const std::string low_worries = "kind = \"threshold\", none_from = 0, full_at = -10";

/// One school whose measure had these values in 2017/18, 2018/19, 2019/20, each known in time for the rating
/// dates of September.
Run school_with(double first, double second, double third, const char* as_at, const std::string& more = "",
                std::vector<LocalFact> facts = {}) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2017/18", day("2018-12-14")}, {{100001, {first, 30}}});
    england.series({"m", "2018/19", day("2019-12-14")}, {{100001, {second, 30}}});
    england.series({"m", "2019/20", day("2020-04-14")}, {{100001, {third, 30}}});
    return propose(std::make_shared<const analytics::Snapshot>(england.build()),
                   scheme_of(indicator("m", "m", low_worries) + more),
                   {.as_at = day(as_at), .authority = AuthorityCode{888}, .facts = facts});
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& sentence : sentences) text += sentence + " | ";
    return text;
}

TEST(Brief, AWorseLevelNamesItsDatesItsScoreAndWhatWouldLowerIt) {
    const auto run = school_with(-6, -6, -6, "2020-09-01");
    const Proposal& p = of(run, 100001);
    ASSERT_EQ(p.level, Level::red);
    EXPECT_EQ(held_sentence(p), "");
    EXPECT_EQ(joined(what_would_change(run, p)),
              "It becomes Amber or better if the evidence on both of the next rating dates, 1 January 2021 "
              "and 5 April 2021, says Amber or better. For that the score must fall by 0.21 points. | What "
              "would lower the "
              "score: Better (up to 1.20 points). | ");
}

TEST(Brief, ARemedyOfTwoIndicatorsIsNamedOnceWithBothTheirPoints) {
    const auto run = school_with(-6, -6, -6, "2020-09-01", indicator("again", "m", low_worries));
    EXPECT_NE(joined(what_would_change(run, of(run, 100001)))
                  .find("What would lower the score: Better (up to 2.40 points). |"),
              std::string::npos)
        << joined(what_would_change(run, of(run, 100001)));
}

TEST(Brief, TheScoreIsSaidWithWhereTheLevelsStart) {
    const auto run = school_with(-6, -6, -6, "2020-09-01");
    EXPECT_EQ(score_words(run, of(run, 100001)),
              "The score is 1.20 of a possible 2.00 (60%). Amber starts at 0.50 (25%), Red at 1.00 (50%).");
}

TEST(Brief, ARationaleStartsWithTheMainReasonsThatItsReaderMayHear) {
    const auto red = school_with(-6, -6, -6, "2020-09-01");
    const Proposal& p = of(red, 100001);
    const auto words = suggested_rationale(red, p, Hearer::officers);
    EXPECT_EQ(words, main_reasons(red, p).front().sentence);
    EXPECT_EQ(suggested_rationale(red, p, Hearer::school), words);
    const auto officers =
        school_with(-6, -6, -6, "2020-09-01", indicator("own", "m", low_worries, "officers_only = true"));
    EXPECT_NE(suggested_rationale(officers, of(officers, 100001), Hearer::officers).find('\n'),
              std::string::npos);
    EXPECT_EQ(suggested_rationale(officers, of(officers, 100001), Hearer::school), words);
    const auto green = school_with(0, 0, 0, "2020-09-01");
    EXPECT_EQ(suggested_rationale(green, of(green, 100001), Hearer::officers), "");
}

TEST(Brief, AGreenSchoolIsToldWhatWouldMakeItAmber) {
    const auto run = school_with(0, 0, -1, "2020-09-01");
    EXPECT_EQ(what_would_change(run, of(run, 100001)).front(),
              "It becomes Amber or worse if the evidence on both of the next rating dates, 1 January 2021 "
              "and 5 April 2021, says Amber or worse. For that the score must rise by 0.30 points. A "
              "critical trigger for a worse level makes it worse at once.");
}

TEST(Brief, AHeldLevelSaysSoAndNeedsOneMoreDate) {
    const auto run = school_with(0, 0, -4, "2020-09-01");
    const Proposal& p = of(run, 100001);
    ASSERT_EQ(p.level, Level::green);
    EXPECT_EQ(held_sentence(p),
              "Held at Green: this day's evidence alone points to Amber, and a worse level needs two rating "
              "dates in a row.");
    EXPECT_EQ(grounds_text(run, p, 0),
              "Held at Green: this day's evidence alone points to Amber, and a worse level needs two rating "
              "dates in a row.");
    EXPECT_EQ(grounds(run, p, 1).size(), 2u) << "held, then the main reason";
    EXPECT_EQ(what_would_change(run, p).front(),
              "It becomes Amber or worse if the evidence on the next rating date, 1 January 2021, says Amber "
              "or worse. The "
              "score already points to Amber. A critical trigger for a worse level makes it worse at once.");
    EXPECT_EQ(joined(changed_since(run, p)), "m: 0.00 points then, 0.80 now. | ");
}

TEST(Brief, ACriticalTriggerIsTheFirstReasonByNameAndDay) {
    const std::string notice =
        indicator("notice", "warning", "kind = \"event\"", "trigger = \"red\"\nweight = 0.5");
    std::string dated = notice;
    dated.replace(dated.find("It was {value}"), 14, "In force since {day}");
    const auto run = school_with(-1, -1, -4, "2020-09-01", dated,
                                 {{.urn = Urn{100001},
                                   .measure = "warning",
                                   .from = day("2020-03-03"),
                                   .to = {},
                                   .known_from = day("2020-03-03"),
                                   .source = "Entered"}});
    const Proposal& p = of(run, 100001);
    ASSERT_EQ(p.level, Level::red);
    const auto reasons = main_reasons(run, p);
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_EQ(reasons[0].title, "notice");
    EXPECT_TRUE(reasons[0].trigger);
    EXPECT_EQ(reasons[0].sentence, "In force since 3 March 2020.");
    EXPECT_EQ(reasons[1].points, "0.80 of 2.00 points");
    EXPECT_EQ(grounds_text(run, p, 1), "In force since 3 March 2020.");
    const auto changes = joined(what_would_change(run, p));
    EXPECT_TRUE(
        changes.starts_with("The level stays Red because of: notice. It can change after: Better. | It "
                            "becomes Amber or better if the evidence on both of the next rating dates"))
        << changes;
    EXPECT_NE(changes.find("Both are needed: the trigger must end, and these dates must say so."),
              std::string::npos)
        << changes;
    EXPECT_EQ(changes.find("must fall"), std::string::npos) << "no score ends a trigger: " << changes;
}

TEST(Brief, ATriggerBetweenRatingDatesEndsAtOnce) {
    const auto run = school_with(-1, -1, -1, "2020-11-10",
                                 indicator("notice", "warning", "kind = \"event\"", "trigger = \"red\""),
                                 {{.urn = Urn{100001},
                                   .measure = "warning",
                                   .from = day("2020-11-01"),
                                   .to = {},
                                   .known_from = day("2020-11-01"),
                                   .source = "Entered"}});
    ASSERT_EQ(of(run, 100001).level, Level::red);
    EXPECT_EQ(joined(what_would_change(run, of(run, 100001))),
              "The level stays Red because of: notice. It can change after: Better. | If that comes before 1 "
              "January 2021, the next rating date, the level goes back to Green at once. | ");
    EXPECT_EQ(changed_since(run, of(run, 100001)).at(1), "New: It was 1.");
}

TEST(Brief, ASchoolReadsNothingOfWhatIsForOfficersAlone) {
    const auto run = school_with(
        -1, -1, -4, "2020-09-01",
        indicator("own", "m", "kind = \"threshold\", none_from = 0, full_at = -1", "officers_only = true"));
    const Proposal& p = of(run, 100001);
    EXPECT_EQ(main_reasons(run, p).front().title, "own");
    const auto told = main_reasons(run, p, 3, Hearer::school);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told.front().title, "m");
    EXPECT_EQ(score_words(run, p, Hearer::school), "") << "beside its public parts a sum would tell";
    EXPECT_NE(score_words(run, p), "");
    for (const auto& sentence : what_would_change(run, p, Hearer::school))
        EXPECT_EQ(sentence.find("the score must"), std::string::npos) << sentence;
    for (const auto& sentence : changed_since(run, p, Hearer::school))
        EXPECT_EQ(sentence.find("own:"), std::string::npos) << sentence;
}

TEST(Brief, WithoutConcernThereIsNoReason) {
    const auto run = school_with(5, 5, 5, "2020-09-01");
    EXPECT_TRUE(main_reasons(run, of(run, 100001)).empty());
    EXPECT_TRUE(changed_since(run, of(run, 100001)).empty());
}

}
}
