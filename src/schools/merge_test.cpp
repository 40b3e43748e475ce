#include <gtest/gtest.h>

#include "schools/merge_rules.hpp"
#include "schools/register_text_test.hpp"

namespace tarn::schools {

namespace {

using test::lines_of;
using test::RegisterTexts;

const School& version(const Merged& merged, std::int32_t urn, std::size_t which = 0) {
    for (const School& school : merged.versions) {
        if (school.urn.value == urn && which-- == 0) return school;
    }
    throw std::out_of_range("no such version");
}

TEST(Merge, a_successor_counts_from_its_opening_and_its_predecessor_until_the_day_before) {
    RegisterTexts texts;
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name          type              status authority low_age high_age
        900001 Brook_Primary Maintained_School 1      888       4       11
        900002 Hill_Primary  Maintained_School 1      888       4       11)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name          type              laestab  opened     phase   low_age high_age
        900101 Brook_Academy Academy_converter 888/2001 2021-02-01 Primary 4       11
        900002 Hill_Primary  Community_school  888/2002 -          Primary 4       11)");
    // The link was set up four months before the academy opened.
    texts.links(R"(
        900001 900101 Successor   2020-10-01 Brook_Academy
        900101 900001 Predecessor 2020-10-01 Brook_Primary)");
    const Merged merged = texts.merged();
    EXPECT_EQ(lines_of(merged.versions),
              "900001 ..2021-01-31 888 primary 'Brook Primary'\n"
              "900002 .. 888 primary 'Hill Primary'\n"
              "900101 2021-02-01.. 888 primary 'Brook Academy'\n");
    EXPECT_TRUE(version(merged, 900001).infers(Inference::closed_by_successor));
    EXPECT_TRUE(version(merged, 900002).infers(Inference::opened_unknown));
    ASSERT_EQ(merged.lineage.size(), 1u);
    EXPECT_EQ(merged.lineage[0].kind, Succession::conversion);
    EXPECT_EQ(merged.lineage[0].from.iso(), "2021-02-01");
}

TEST(Merge, what_was_decided_joins_as_a_link_and_gives_way_to_a_published_one) {
    RegisterTexts texts;
    texts.file(R"(
        gias_official 2026-11-07
        urn    name          type              status opened     closed     authority
        900001 Brook_Primary Community_school  Closed -          2025-03-31 888
        900101 Brook_Academy Academy_converter Open   2025-04-01 -          888
        900102 Fell_Academy  Academy_converter Open   2025-04-01 -          888)");
    const Link decided{{900001}, {900101}, "Successor", std::nullopt, {}, true};
    const auto lines_with = [&](const RegisterTexts& files) {
        Evidence evidence = files.evidence();
        evidence.links.insert(evidence.links.begin(), decided);
        std::string out;
        for (const Lineage& line : merge(std::move(evidence)).lineage)
            if (line.kind == Succession::conversion)
                out += line.urn.text() + " " + line.other.text() + " " + line.from.iso() + ";";
        return out;
    };
    EXPECT_EQ(lines_with(texts), "900001 900101 2025-04-01;");
    RegisterTexts same = texts;
    same.links("900101 900001 Predecessor 2025-04-01 Brook_Primary");
    EXPECT_EQ(lines_with(same), "900001 900101 2025-04-01;");
    RegisterTexts other = texts;
    other.links("900102 900001 Predecessor 2025-04-01 Brook_Primary");
    EXPECT_EQ(lines_with(other), "900001 900102 2025-04-01;");
}

TEST(Merge, of_two_decisions_on_one_school_the_first_stands) {
    RegisterTexts texts;
    texts.file(R"(
        gias_official 2026-11-07
        urn    name          type              status opened     closed     authority
        900001 Brook_Primary Community_school  Closed -          2025-03-31 888
        900101 Brook_Academy Academy_converter Open   2025-04-01 -          888
        900102 Fell_Academy  Academy_converter Open   2025-04-01 -          888)");
    Evidence evidence = texts.evidence();
    for (const int academy : {900102, 900101})
        evidence.links.push_back({{900001}, {academy}, "Successor", std::nullopt, {}, true});
    const auto lineage = merge(std::move(evidence)).lineage;
    ASSERT_EQ(lineage.size(), 1u);
    EXPECT_EQ(lineage[0].kind, Succession::conversion);
    EXPECT_EQ(lineage[0].other, Urn{900101});
}

TEST(Merge, a_gap_between_the_dates_of_a_conversion_is_closed) {
    RegisterTexts texts;
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name           type              status opened     closed     authority
        900001 Fell_High      Maintained_School 2      -          2019-06-30 888
        900101 Fell_High_Acad Academy           1      2019-09-01 -          888)");
    texts.links("900001 900101 Successor 2019-04-01 Fell_High_Acad");
    const Merged merged = texts.merged();
    EXPECT_EQ(version(merged, 900001).closed->iso(), "2019-08-31");
}

TEST(Merge, schools_that_merge_close_and_the_school_they_join_keeps_its_own_life) {
    RegisterTexts texts;
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name         type              status authority low_age high_age
        900001 Dale_Infants Maintained_School 1      888       4       7
        900002 Dale_Juniors Maintained_School 1      888       7       11)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name         type             laestab  opened phase   low_age high_age
        900002 Dale_Primary Community_school 888/2002 -      Primary 4       11)");
    texts.links(R"(
        900001 900002 Successor_-_merged   2021-09-01 Dale_Primary
        900002 900001 Predecessor_-_merged 2021-09-01 Dale_Infants)");
    const Merged merged = texts.merged();
    EXPECT_EQ(lines_of(merged.versions),
              "900001 ..2021-08-31 888 infant 'Dale Infants'\n"
              "900002 ..2022-04-24 888 junior 'Dale Primary'\n"
              "900002 2022-04-25.. 888 primary 'Dale Primary'\n");
    EXPECT_TRUE(version(merged, 900002, 1).infers(Inference::changed_by_snapshot));
    EXPECT_EQ(merged.lineage[0].kind, Succession::merger);
}

TEST(Merge, two_plain_predecessors_are_a_merger_and_two_plain_successors_a_split) {
    RegisterTexts texts;
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name  type             laestab  opened     closed     status
        900001 North Community_school 888/2001 -          2020-08-31 Closed
        900002 South Community_school 888/2002 -          2020-08-31 Closed
        900003 Whole Community_school 888/2003 2020-09-01 -          Open
        900004 Big   Community_school 888/2004 -          2020-08-31 Closed
        900005 East  Community_school 888/2005 2020-09-01 -          Open
        900006 West  Community_school 888/2006 2020-09-01 -          Open)");
    texts.links(R"(
        900001 900003 Successor 2020-09-01
        900002 900003 Successor 2020-09-01
        900004 900005 Successor 2020-09-01
        900004 900006 Successor 2020-09-01)");
    const Merged merged = texts.merged();
    ASSERT_EQ(merged.lineage.size(), 4u);
    EXPECT_EQ(merged.lineage[0].kind, Succession::merger);
    EXPECT_EQ(merged.lineage[1].kind, Succession::merger);
    EXPECT_EQ(merged.lineage[2].kind, Succession::split);
    EXPECT_EQ(merged.lineage[3].kind, Succession::split);
}

TEST(Merge, a_conversion_known_from_links_alone_still_has_a_successor) {
    RegisterTexts texts;
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name          type             laestab  opened phase   low_age high_age postcode
        900001 Brook_Primary Community_school 888/2001 -      Primary 4       11       PR1_8RE)");
    texts.links("900001 900101 Successor 2023-08-31 Brook_Academy");
    const Merged merged = texts.merged();
    EXPECT_EQ(lines_of(merged.versions),
              "900001 ..2023-08-31 888 primary 'Brook Primary'\n"
              "900101 2023-09-01.. 888 primary 'Brook Academy'\n");
    const School& academy = version(merged, 900101);
    EXPECT_TRUE(academy.infers(Inference::facts_from_lineage));
    EXPECT_TRUE(academy.infers(Inference::opened_from_link));
    EXPECT_TRUE(academy.state_funded);
    EXPECT_FALSE(academy.maintained());
    EXPECT_EQ(academy.laestab.value, 0);
    EXPECT_EQ(academy.source_of(Field::name), Source::links);
}

TEST(Merge, a_planned_conversion_that_later_registers_contradict_does_not_close_the_school) {
    RegisterTexts texts;
    texts.file(R"(
        ofsted_mi 2025-08-31
        urn    name          type             laestab
        900001 Brook_Primary Community_School 8882001)");
    texts.links("900001 900101 Successor 2022-09-01 Brook_Academy");
    EXPECT_EQ(lines_of(texts.merged().versions), "900001 .. 888 unknown 'Brook Primary'\n");
}

TEST(Merge, an_authority_changes_on_the_day_of_the_order) {
    RegisterTexts texts;
    texts.file(R"(
        census 2019-01-17
        urn    type                 authority establishment
        900001 State-funded_primary 835       2001
        900002 State-funded_primary 836       2002
        900003 Pupil_referral_unit  835       1100)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name  type             laestab  opened phase
        900001 Cove  Community_school 838/2001 -      Primary
        900002 Quay  Community_school 839/2002 -      Primary)");
    const Merged merged = texts.merged();
    EXPECT_EQ(lines_of(merged.versions),
              "900001 ..2019-03-31 835 primary 'Cove'\n"
              "900001 2019-04-01.. 838 primary 'Cove'\n"
              "900002 ..2019-03-31 836 primary 'Quay'\n"
              "900002 2019-04-01.. 839 primary 'Quay'\n"
              "900003 ..2019-03-31 835 alternative 'Alternative provision 835/1100'\n"
              "900003 2019-04-01.. 838 alternative 'Alternative provision 838/1100'\n");
    EXPECT_TRUE(version(merged, 900001, 1).infers(Inference::authority_by_reorganisation));
    EXPECT_EQ(version(merged, 900001, 0).laestab.text(), "835/2001");
    EXPECT_EQ(version(merged, 900001, 1).laestab.text(), "838/2001");
}

TEST(Merge, the_order_of_sources_decides_between_files_of_one_time) {
    RegisterTexts texts;
    texts.file(R"(
        datawookie 2022-06-10
        urn    name        type      authority religion gender status
        900001 Brook_Schl  community 888       none     mixed  open)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name          type                   laestab  religion
        900001 Brook_Primary Voluntary_aided_school 888/2001 Church_of_England)");
    const Merged merged = texts.merged();
    const School& school = version(merged, 900001);
    EXPECT_EQ(school.name, "Brook Primary");
    EXPECT_EQ(school.type, Type::voluntary_aided);
    EXPECT_EQ(school.religion, "Church of England");
    EXPECT_EQ(school.gender, "Mixed");
    EXPECT_EQ(school.source_of(Field::religion), Source::gias_2022);
    EXPECT_EQ(school.source_of(Field::gender), Source::datawookie);
    EXPECT_EQ(school.source_of(Field::diocese), std::nullopt);
    EXPECT_EQ(school.source_of(Field::authority), Source::gias_2022);
}

TEST(Merge, a_school_renamed_between_files_has_two_versions_and_a_respelled_one_has_not) {
    RegisterTexts texts;
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name                                  type              status authority
        900001 Sir_John_Cass's_Foundation_Primary    Maintained_School 1      201
        900002 Accrington_St_Mary's_C_of_E_Primary   Maintained_School 1      888)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name                              type                   laestab
        900001 The_Aldgate_School                Voluntary_aided_school 201/3614
        900002 St_Mary's_CofE_Primary,_Accrington Voluntary_aided_school 888/3001)");
    EXPECT_EQ(lines_of(texts.merged().versions),
              "900001 ..2022-04-24 201 unknown 'Sir John Cass's Foundation Primary'\n"
              "900001 2022-04-25.. 201 unknown 'The Aldgate School'\n"
              "900002 .. 888 unknown 'St Mary's CofE Primary, Accrington'\n");
}

struct ClosureCase {
    const char* what;
    const char* status;  ///< in the register of March 2020
    const char* later;   ///< in the register of June 2022
    const char* last_day;
};

class Closures : public testing::TestWithParam<ClosureCase> {};

TEST_P(Closures, without_a_date_fall_on_the_end_of_a_school_year) {
    RegisterTexts texts;
    texts.file(std::string{"school_details_2018 2020-03-15\nurn name type status authority\n900001 Old "
                           "Maintained_School "} +
               GetParam().status + " 888\n900002 Other Maintained_School 1 888");
    texts.file(
        std::string{
            "datawookie 2022-06-10\nurn name type status authority\n900002 Other community open 888\n"} +
        GetParam().later);
    const Merged merged = texts.merged();
    const School& old = version(merged, 900001);
    EXPECT_EQ(old.closed ? old.closed->iso() : "", GetParam().last_day) << GetParam().what;
    EXPECT_EQ(old.infers(Inference::closed_by_absence), *GetParam().last_day != '\0') << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Closures,
    testing::Values(ClosureCase{"still open", "1", "900001 Old community open 888", ""},
                    ClosureCase{"said to be closed", "1", "900001 Old community closed 888", "2021-08-31"},
                    ClosureCase{"was to close", "3", "900001 Old community closed 888", "2020-08-31"},
                    ClosureCase{"gone from a register that lists its neighbours", "1", "", "2021-08-31"}));

TEST(Merge, only_a_register_that_covers_the_authority_can_show_that_a_school_is_gone) {
    RegisterTexts texts;
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name  type             laestab
        900001 Here  Community_school 888/2001
        900002 There Community_school 929/2001)");
    texts.file(R"(
        ofsted_mi 2025-08-31
        urn    name  type             laestab
        900003 Other Community_School 8882003)");
    const Merged merged = texts.merged();
    EXPECT_EQ(version(merged, 900001).closed->iso(), "2024-08-31");
    EXPECT_FALSE(version(merged, 900002).closed);
    EXPECT_EQ(version(merged, 900003).opened->iso(), "2022-09-01");
    EXPECT_TRUE(version(merged, 900003).infers(Inference::opened_by_absence));
}

TEST(Merge, a_closure_that_a_later_file_contradicts_did_not_happen) {
    RegisterTexts texts;
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name type             laestab  status                     closed
        900001 Brae Community_school 888/2001 Open,_but_proposed_to_close 2022-08-31)");
    texts.file(R"(
        ofsted_mi 2025-08-31
        urn    name type             laestab
        900001 Brae Community_School 8882001)");
    const Merged merged = texts.merged();
    EXPECT_FALSE(version(merged, 900001).closed);
}

TEST(Merge, census_tells_state_special_schools_from_independent_ones) {
    RegisterTexts texts;
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name type           status authority
        900001 Oak  Special_School 1      888
        900002 Elm  Special_School 1      888
        900003 Ash  Special_School 1      888)");
    texts.file(R"(
        census 2019-01-17
        urn    type                        authority establishment
        900001 State-funded_special_school 888       7001
        900002 Independent_school          888       6001
        900004 State-funded_nursery        888       1001)");
    const Merged merged = texts.merged();
    EXPECT_TRUE(version(merged, 900001).state_funded);
    EXPECT_EQ(version(merged, 900001).phase, analytics::Phase::special);
    EXPECT_FALSE(version(merged, 900002).state_funded);
    EXPECT_FALSE(version(merged, 900003).state_funded);
    const School& nursery = version(merged, 900004);
    EXPECT_EQ(nursery.type, Type::nursery);
    EXPECT_TRUE(nursery.infers(Inference::existence));
    EXPECT_TRUE(nursery.infers(Inference::type_from_census));
    EXPECT_EQ(nursery.name, "Local authority nursery school 888/1001");
}

TEST(Merge, rows_keyed_by_the_publishers_own_key_find_their_school) {
    RegisterTexts texts;
    texts.file(R"(
        fact_school 2022-04-25
        key capacity roll
        7   210      198
        8   420      401)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name  type             laestab  school_key
        900001 Brook Community_school 888/2001 7)");
    const Merged merged = texts.merged();
    ASSERT_EQ(merged.versions.size(), 1u);
    EXPECT_EQ(merged.versions[0].capacity, 210);
    EXPECT_EQ(merged.versions[0].roll, 198);
}

TEST(Merge, does_not_depend_on_the_order_of_files) {
    RegisterTexts texts;
    texts.file(R"(
        census 2019-01-17
        urn    type                 authority establishment roll
        900001 State-funded_primary 835       2001          100)");
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name  type             laestab  opened phase
        900001 Cove  Community_school 838/2001 -      Primary)");
    texts.file(R"(
        ofsted_mi 2025-08-31
        urn    name  type            laestab roll
        900001 Cove  Foundation_School 8382001 120)");
    Evidence backwards = texts.evidence();
    std::reverse(backwards.tables.begin(), backwards.tables.end());
    const Merged forwards = texts.merged();
    const Merged reversed = merge(std::move(backwards));
    EXPECT_EQ(lines_of(forwards.versions), lines_of(reversed.versions));
    EXPECT_EQ(forwards.versions.size(), 3u);  // the order of 2019 and the change of type
    EXPECT_EQ(forwards.versions[2].type, Type::foundation);
    EXPECT_EQ(forwards.versions[0].roll, 120);
}

}

}
