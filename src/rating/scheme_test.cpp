#include <gtest/gtest.h>
#include <set>

#include "rating/rating.hpp"

namespace tarn::rating {
namespace {

const std::string small_scheme = R"(code = "t"
version = "1"
title = "Test"
valid_from = "2020-09-01"
basis = "None."
amber_at = 0.25
red_at = 0.5
coverage_floor = 0.4
rating_days = ["09-01", "easter+1"]
)";
const std::string reading_indicator = R"([[indicator]]
code = "reading"
group = "outcomes"
title = "Reading"
phases = ["primary"]
measure = "ks2.progress.reading"
severity = { kind = "national-percentile", none_from = 25, full_at = 5 }
reliability = { rho = 0.1 }
weight = 3
sentence = "It was {value}."
better = "Better reading"
source = "x"
)";

std::string changed(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Scheme, ReadsItsOwnTerms) {
    const auto scheme = parse_scheme(small_scheme + reading_indicator);
    ASSERT_TRUE(scheme) << scheme.error().message;
    EXPECT_EQ(scheme->indicators[0].weight, Points{300});
    EXPECT_DOUBLE_EQ(scheme->indicators[0].k, 9);
    EXPECT_EQ(scheme->rating_days[1].in(2020).iso(), "2020-04-13");
}

TEST(Scheme, ErrorsNameLineAndField) {
    struct Case {
        const char* from;
        const char* to;
        const char* message;
    };
    const Case cases[] = {
        {"weight = 3", "weight = -3", "line 18: indicator reading: weight must be a number from 0 to 20"},
        {"weight = 3", "weight = \"3\"", "line 18: indicator reading: weight must be a number from 0 to 20"},
        {"weight = 3", "wieght = 3", "line 10: indicator reading: weight must be a number from 0 to 20"},
        {"weight = 3", "weight = 3\nwieght = 3",
         "line 19: indicator reading: wieght is not a field of a scheme"},
        {"\"outcomes\"", "\"outcome\"", "line 12: indicator reading: group \"outcome\" is no group"},
        {"[\"primary\"]", "[\"prymary\"]",
         "line 14: indicator reading: phases names \"prymary\", which is no phase and no set of [phases]"},
        {"\"national-percentile\"", "\"rank\"",
         "line 16: indicator reading: severity: kind \"rank\" is no kind of severity"},
        {"full_at = 5", "full_at = 25",
         "line 16: indicator reading: severity: full_at must differ from none_from"},
        {"rho = 0.1", "rho = 0",
         "line 17: indicator reading: reliability: rho must be a number from 0.001 to 0.999"},
        {"red_at = 0.5", "red_at = 0.2", "line 7: red_at must be above amber_at"},
        {"\"2020-09-01\"", "\"31 June\"", "line 4: valid_from must be a date such as \"2020-09-01\""},
        {"\"09-01\"", "\"02-30\"", "line 9: rating_days has \"02-30\"; write \"09-01\" or \"easter+1\""},
        {"source = \"x\"", "source = \"x\"\ntrigger = \"green\"",
         "line 22: indicator reading: trigger must be \"amber\" or \"red\""},
        {R"({ kind = "national-percentile", none_from = 25, full_at = 5 })",
         "{ kind = \"soft-intelligence\" }\ntrigger = \"red\"",
         "line 17: indicator reading: trigger must not stand with notes of soft intelligence"},
    };
    for (const Case& c : cases) {
        const auto scheme = parse_scheme(changed(small_scheme + reading_indicator, c.from, c.to));
        ASSERT_FALSE(scheme) << c.to;
        EXPECT_EQ(scheme.error().message, c.message) << c.to;
    }
    EXPECT_EQ(parse_scheme(small_scheme + reading_indicator + reading_indicator).error().message,
              "line 23: indicator: code stands twice");
    EXPECT_TRUE(parse_scheme("code = ").error().message.starts_with("line 1: "));
}

TEST(Scheme, TheDefaultReadsAndWeighsEveryGroup) {
    const auto scheme = default_scheme();
    std::set<Group> groups;
    for (const Indicator& i : scheme->indicators) {
        groups.insert(i.group);
        EXPECT_FALSE(i.sentence.empty()) << i.code;
    }
    EXPECT_EQ(groups.size(), group_count);
    EXPECT_GE(scheme->indicators.size(), 30U);
}

TEST(Ramp, RunsBothWaysAndStopsAtItsEnds) {
    const Ramp low{.none_from = 25, .full_at = 5}, high{.none_from = 0.5, .full_at = 2};
    EXPECT_EQ(low.at(30), 0);
    EXPECT_EQ(low.at(15), 0.5);
    EXPECT_EQ(low.at(1), 1);
    EXPECT_EQ(high.at(0), 0);
    EXPECT_EQ(high.at(1.25), 0.5);
    EXPECT_EQ(high.at(9), 1);
}

}
}
