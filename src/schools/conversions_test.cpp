// Which closures and openings are proposed as one school, and what is said of rows that make none.
#include <gtest/gtest.h>

#include "schools/conversions_rules.hpp"
#include "schools/register_text_test.hpp"

namespace tarn::schools {
namespace {

using test::RegisterTexts;

/// "900001 900101", one for each pair.
std::string proposed(const char* rows, const char* links = "") {
    RegisterTexts texts;
    texts.file(std::string{R"(
        gias_official 2026-11-07
        urn    laestab  name          type              status opened     closed     postcode reason_opened     reason_closed)"} +
               rows);
    if (*links) texts.links(links);
    const Merged merged = texts.merged();
    std::string out;
    for (const auto& pair : possible_conversions(merged.versions, merged.lineage))
        out += (out.empty() ? "" : ";") + pair.predecessor.text() + " " + pair.urn.text();
    return out;
}

struct Case {
    const char* what;
    const char* rows;
    const char* links;
    const char* pairs;
};
const Case cases[] = {
    {"the same number the next day", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2001 Fell_Academy  Academy_converter Open   2025-04-01 -          PR2_2AA  Academy_Converter -)",
     "", "900001 900101"},
    {"the same name and place", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 -
        900101 888/2901 Brook_Academy Academy_converter Open   2025-04-01 -          PR1_8RE  -                 -)",
     "", "900001 900101"},
    {"the same name elsewhere", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 -
        900101 888/2901 Brook_Academy Academy_converter Open   2025-04-01 -          PR9_9ZZ  -                 -)",
     "", ""},
    {"the same place alone, and only one says that it converted", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 Closure
        900101 888/2901 Fell_Academy  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -)",
     "", ""},
    {"the same place alone, and both say so", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2901 Fell_Academy  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -)",
     "", "900001 900101"},
    {"a sponsor's academy for a school that closed for one", R"(
        900001 888/2001 Brook_Primary Community_school      Closed -          2025-03-31 PR1_8RE  -             For_Academy
        900101 888/2001 Fell_Academy  Academy_sponsor_led   Open   2025-04-01 -          PR1_8RE  New_Provision -)",
     "", "900001 900101"},
    {"a number used again after years", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          1996-08-31 PR1_8RE  -                 -
        900101 888/2001 Fell_Academy  Academy_converter Open   2012-09-01 -          PR2_2AA  Academy_Converter -)",
     "", ""},
    {"a number used again within weeks by a maintained school", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 -
        900101 888/2001 Brook_Primary Foundation_school Open   2025-04-01 -          PR1_8RE  -                 -)",
     "", ""},
    {"a link says it already", R"(
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2001 Brook_Academy Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -)",
     "900101 900001 Predecessor 2025-04-01 Brook_Primary", ""},
    {"infants and juniors of one site, each with its number", R"(
        900001 888/2001 Brook_Infant  Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900002 888/2002 Brook_Junior  Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2001 Brook_Infant  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -
        900102 888/2002 Brook_Junior  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -)",
     "", "900001 900101;900002 900102"},
    {"the same, whose numbers are not known", R"(
        900001 -        Brook_Infant  Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900002 -        Brook_Junior  Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2001 Brook_Infant  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -
        900102 888/2002 Brook_Junior  Academy_converter Open   2025-04-01 -          PR1_8RE  Academy_Converter -)",
     "", "900001 900101;900002 900102"},
};

class Conversions : public testing::TestWithParam<Case> {};
TEST_P(Conversions, AreProposedByNumberOrPlaceWithinDays) {
    EXPECT_EQ(proposed(GetParam().rows, GetParam().links), GetParam().pairs) << GetParam().what;
}
INSTANTIATE_TEST_SUITE_P(Table, Conversions, testing::ValuesIn(cases));

TEST(Conversions, SayWhatSpeaksForThem) {
    RegisterTexts texts;
    texts.file(R"(
        gias_official 2026-11-07
        urn    laestab  name          type              status opened     closed     postcode reason_opened     reason_closed
        900001 888/2001 Brook_Primary Community_school  Closed -          2025-03-31 PR1_8RE  -                 Academy_Converter
        900101 888/2001 Brook_Academy Academy_converter Open   2025-04-02 -          PR1_8RE  -                 -)");
    const Merged merged = texts.merged();
    const auto found = possible_conversions(merged.versions, merged.lineage);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].reasons,
              "Same number, 888/2001. Similar name. Same postcode, PR1 8RE. Closed 31 March 2025: Academy "
              "Converter. "
              "Opened 2 April 2025. 2 days apart.");
    EXPECT_EQ(found[0].authority, AuthorityCode{888});
    EXPECT_EQ(state(found[0]), ConversionState::proposed);
}

TEST(Conversions, BelongToTheAuthorityThatHasTheAcademyNow) {
    RegisterTexts texts;
    texts.file(R"(
        gias_official 2019-11-07
        urn    laestab  name          type              status opened     closed     authority
        900001 928/2001 Brook_Primary Community_school  Closed -          2019-03-31 928
        900101 928/2001 Brook_Academy Academy_converter Open   2019-04-01 -          928)");
    texts.file(R"(
        gias_official 2026-11-07
        urn    laestab  name          type              status opened     closed     authority
        900001 928/2001 Brook_Primary Community_school  Closed -          2019-03-31 928
        900101 941/2001 Brook_Academy Academy_converter Open   2019-04-01 -          941)");
    const Merged merged = texts.merged();
    const auto found = possible_conversions(merged.versions, merged.lineage);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].authority, AuthorityCode{941});
}

std::string remarks(const char* text) {
    RegisterTexts texts;
    texts.file(text);
    std::string out;
    for (const std::string& each : remarks_on(texts.tables[0])) out += each + "\n";
    return out;
}

TEST(Remarks, NameRowsThatMakeNoSchoolAndNumbersHeldTwice) {
    EXPECT_EQ(
        remarks(R"(
        gias_official 2026-11-06
        urn    laestab  name      type             status                     opened     closed
        900001 888/2001 Brook     Community_school Open                       -          -
        900002 888/2001 Hill      Community_school Open,_but_proposed_to_close -         2027-08-31
        900003 888/2003 Dale      Community_school Proposed_to_open           2027-09-01 -
        900004 888/2004 Fell      Community_school Closed                     2019-09-01 2018-08-31
        900005 888/2005 Moss      Community_school Open                       -          -
        900006 888/2005 Old_Moss  Community_school Closed                     -          2019-08-31
        900007 888/2007 Prep      Other_independent_school Open               -          -)"),
        "1 accepted row makes no school: proposed to open. URN 900003 Dale.\n"
        "1 accepted row makes no school: closed before it opened. URN 900004 Fell (opened 1 September 2019, "
        "closed 31 August 2018).\n"
        "1 accepted row is no state-funded school of England: kept, and in no list.\n"
        "2 open schools hold the number 888/2001: URN 900001 Brook; URN 900002 Hill. Check which of them it "
        "is.\n");
    EXPECT_EQ(remarks("census 2019-01-17\n urn type laestab\n 900001 Community_school 888/2001\n"
                      "900002 Community_school 888/2001"),
              "")
        << "only a register says when schools are open";
}

}
}
