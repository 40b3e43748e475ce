#include <gtest/gtest.h>

#include "schools/authorities_rules.hpp"
#include "schools/names_rules.hpp"
#include "schools/phases_rules.hpp"
#include "schools/places_rules.hpp"
#include "schools/search_index_rules.hpp"
#include "schools/timeline_rules.hpp"

namespace tarn::schools {

namespace {

using analytics::Phase;

TEST(Codes, go_there_and_back) {
    EXPECT_EQ(field_codes.parse("colour"), std::nullopt);
    for (const Type type : all_types()) {
        EXPECT_EQ(type_title(type) == type_title(Type::unknown), type == Type::unknown);
    }
}

struct TypeCase {
    const char* text;
    Type type;
};
class Types : public testing::TestWithParam<TypeCase> {};
TEST_P(Types, are_read_in_the_wording_of_every_file) {
    EXPECT_EQ(parse_type(GetParam().text), GetParam().type);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Types,
    testing::Values(TypeCase{"Voluntary aided school", Type::voluntary_aided},
                    TypeCase{"Voluntary Aided School", Type::voluntary_aided},
                    TypeCase{"voluntary aided", Type::voluntary_aided},
                    TypeCase{"LA Nursery School", Type::nursery},
                    TypeCase{"Local authority nursery school", Type::nursery},
                    TypeCase{"Free schools", Type::free_school},
                    TypeCase{"Free School Special", Type::free_school_special},
                    TypeCase{"Free School - Alternative Provision", Type::free_school_alternative},
                    TypeCase{"academy 16-19 converter", Type::academy_sixteen_plus_converter},
                    TypeCase{"Non-Maintained Special School", Type::non_maintained_special},
                    TypeCase{"State-funded special school", Type::state_special_unspecified},
                    TypeCase{"Maintained School", Type::maintained_unspecified},
                    TypeCase{"nan", Type::unknown}, TypeCase{"", Type::unknown}));

TEST(Types, decide_who_funds_and_who_maintains) {
    EXPECT_TRUE(state_funded(Type::academy_converter));
    EXPECT_FALSE(maintained(Type::academy_converter));
    EXPECT_TRUE(maintained(Type::pupil_referral_unit));
    EXPECT_FALSE(state_funded(Type::non_maintained_special));
    EXPECT_FALSE(state_funded(Type::independent));
    EXPECT_FALSE(state_funded(Type::special_unspecified));
}

struct PhaseCase {
    Type type;
    const char* stated;
    int low, high;
    Phase phase;
};
class Phases : public testing::TestWithParam<PhaseCase> {};
TEST(Character, is_read_in_the_wording_of_every_file) {
    for (const auto* selective : {"Selective", "Yes"}) EXPECT_TRUE(selects_by_ability(selective));
    for (const auto* open : {"Non-selective", "No", "Not applicable", "Unknown", ""})
        EXPECT_FALSE(selects_by_ability(open)) << open;
    for (const auto* faith : {"Church of England", "Roman Catholic", "Sikh", "Multi-faith"})
        EXPECT_TRUE(has_religious_character(faith));
    for (const auto* none : {"", "None", "Does not apply", "Unknown"})
        EXPECT_FALSE(has_religious_character(none)) << none;
}

TEST_P(Phases, follow_from_type_statement_and_ages) {
    const PhaseCase& c = GetParam();
    EXPECT_EQ(phase_of({c.type, c.stated, c.low, c.high}).phase, c.phase)
        << c.stated << c.low << "-" << c.high;
}
INSTANTIATE_TEST_SUITE_P(
    Table, Phases,
    testing::Values(PhaseCase{Type::community, "Primary", 4, 11, Phase::primary},
                    PhaseCase{Type::community, "Primary", 4, 7, Phase::infant},
                    PhaseCase{Type::community, "Primary", 4, 9, Phase::infant},
                    PhaseCase{Type::community, "Primary", 7, 11, Phase::junior},
                    PhaseCase{Type::community, "Middle deemed primary", 8, 12, Phase::middle},
                    PhaseCase{Type::community, "Middle deemed secondary", 9, 13, Phase::middle},
                    PhaseCase{Type::community, "Secondary", 9, 13, Phase::middle},
                    PhaseCase{Type::foundation, "Secondary", 11, 16, Phase::secondary},
                    PhaseCase{Type::foundation, "Secondary", 13, 18, Phase::secondary},
                    PhaseCase{Type::foundation, "Secondary", 4, 18, Phase::all_through},
                    PhaseCase{Type::academy_converter, "All-through", 3, 19, Phase::all_through},
                    PhaseCase{Type::maintained_unspecified, "", 4, 11, Phase::primary},
                    PhaseCase{Type::maintained_unspecified, "", 16, 19, Phase::sixteen_plus},
                    PhaseCase{Type::community_special, "Not applicable", 2, 19, Phase::special},
                    PhaseCase{Type::pupil_referral_unit, "PRU", 5, 16, Phase::alternative},
                    PhaseCase{Type::nursery, "Nursery", 2, 5, Phase::nursery},
                    PhaseCase{Type::state_unspecified, "State-funded primary", -1, -1, Phase::primary},
                    PhaseCase{Type::community, "", -1, -1, Phase::unknown}));

std::string steps_text(const std::vector<AuthorityStep>& steps) {
    std::string out;
    for (const AuthorityStep& step : steps) {
        out += (step.from == School::first_day() ? "ever" : step.from.iso()) + " " + step.code.text() +
               (step.by_reorganisation ? "*;" : ";");
    }
    return out;
}
AuthoritySeen seen(const char* date, std::int16_t code, int precedence = 0) {
    return {*Date::parse_iso(date), {code}, precedence};
}

TEST(Authorities, follow_reorganisations_whatever_code_a_file_uses) {
    EXPECT_EQ(steps_text(authority_steps({seen("2022-04-25", 888)}, "E07000123")), "ever 888;");
    EXPECT_EQ(steps_text(authority_steps({seen("2022-04-25", 838)}, "")), "ever 835;2019-04-01 838*;");
    // The performance tables' register still said 835 a year after the order.
    EXPECT_EQ(steps_text(authority_steps({seen("2020-03-15", 835)}, "")), "ever 835;2019-04-01 838*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2019-01-17", 928)}, "E06000061")),
              "ever 928;2021-04-01 940*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2019-01-17", 928)}, "E07000154")),
              "ever 928;2021-04-01 941*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2022-04-25", 909), seen("2025-08-31", 943)}, "")),
              "ever 909;2023-04-01 943*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2019-01-17", 836), seen("2020-03-15", 839)}, "")),
              "ever 836;2019-04-01 839*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2019-01-17", 330), seen("2022-04-25", 331)}, "")),
              "ever 330;2022-04-25 331;");
    EXPECT_EQ(steps_text(authority_steps({}, "")), "");
}

TEST(Authorities, before_are_those_that_a_row_names_where_the_day_is_known) {
    const auto told = [](std::int16_t before, std::int16_t after, std::string_view name = "") {
        return AuthorityBefore{{before}, {after}, reorganisation_in(name)};
    };
    // Of three that 839 replaced, the row names one; the district alone would say another.
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 839)}, "", told(836, 839))),
              "ever 836;2019-04-01 839*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 839)}, "E06000028", told(835, 839))),
              "ever 835;2019-04-01 839*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 941)}, "", told(928, 941))),
              "ever 928;2021-04-01 941*;");
    // The name says the year: reorganisations begin on 1 April.
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 888)}, "",
                                         told(923, 888, "Pre LGR (1998) Lancashire"))),
              "ever 923;1998-04-01 888*;");
    EXPECT_EQ(
        steps_text(authority_steps({seen("2026-11-05", 838)}, "", told(912, 838, "Pre LGR (1997) Dorset"))),
        "ever 912;1997-04-01 835*;2019-04-01 838*;");
    // Nobody knows the day.
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 838)}, "", told(839, 838))),
              "ever 835;2019-04-01 838*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 889)}, "", told(888, 889))), "ever 889;");
    // A file of the time shows another.
    EXPECT_EQ(
        steps_text(authority_steps({seen("2018-01-18", 837), seen("2026-11-05", 839)}, "", told(836, 839))),
        "ever 837;2019-04-01 839*;");
    EXPECT_EQ(steps_text(authority_steps({seen("2026-11-05", 890)}, "",
                                         told(923, 888, "Pre LGR (1998) Lancashire"))),
              "ever 890;");
    EXPECT_EQ(reorganisation_in("Pre-LGR 2021 Northamptonshire"), Date::parse_iso("2021-04-01"));
    for (const char* name : {"Lancashire", "", "Pre LGR", "Pre LGR (98) Kent"})
        EXPECT_EQ(reorganisation_in(name), std::nullopt) << name;
    EXPECT_EQ(find_authority({923})->name, "Lancashire (until 1998)");
}

TEST(Authorities, of_one_family_are_looked_for_together) {
    EXPECT_EQ(family_of({838}), family_of({835}));
    EXPECT_EQ(family_of({839}), family_of({837}));
    EXPECT_EQ(family_of({940}), family_of({941}));
    EXPECT_NE(family_of({888}), family_of({889}));
    EXPECT_EQ(find_authority({888})->name, "Lancashire");
    EXPECT_EQ(find_authority({1}), nullptr);
}

TEST(Names, differ_only_when_no_word_of_weight_is_common) {
    EXPECT_TRUE(same_name("St Mary's CofE Primary School", "ST. MARYS C OF E PRIMARY"));
    EXPECT_TRUE(same_name("Accrington Huncoat Primary School", "Huncoat Primary"));
    EXPECT_FALSE(same_name("Sir John Cass's Foundation Primary School", "The Aldgate School"));
    EXPECT_TRUE(same_name("Holy Trinity", "Our Lady"));  // nothing of weight to tell them by
}

TEST(Places, agree_with_the_worked_example_of_the_ordnance_survey) {
    // [os-coordinate-systems], annexe C: Caister water tower, within the 5 metres of the shift.
    const Coordinates at = from_grid(651409.903, 313177.270);
    EXPECT_NEAR(at.latitude, 52.657977, 0.00006);
    EXPECT_NEAR(at.longitude, 1.716052, 0.00009);
    EXPECT_EQ(postcode_key("pr1 8re"), postcode_key("PR18RE"));
    EXPECT_EQ(tidy_postcode("ec3a5de"), "EC3A 5DE");
    for (const char* text : {"Lancaster", "brook", "900001", "PR1", ""}) EXPECT_EQ(tidy_postcode(text), text);
    EXPECT_EQ(postcode_key(""), 0u);
}

TEST(Timeline, takes_the_best_of_each_time_and_steps_where_values_differ) {
    const auto day = [](const char* text) { return *Date::parse_iso(text); };
    const std::vector<Seen<int>> all = {
        {day("2019-01-17"), 5, 1}, {day("2022-04-25"), 1, 2}, {day("2022-06-10"), 7, 3}};
    const auto steps = steps_of(all, std::equal_to<>{});
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_EQ(step_on(steps, day("1950-01-01"))->value, 1);
    EXPECT_EQ(step_on(steps, day("2022-04-24"))->value, 1);
    EXPECT_EQ(step_on(steps, day("2022-04-25"))->value, 2);
}

TEST(Search, prefers_the_same_word_to_beginnings_and_beginnings_to_errors) {
    SearchIndex index;
    index.add(0, "Brookfield Primary School Preston");
    index.add(1, "Brook Primary School Burnley");
    index.add(2, "Brock Primary School Garstang");
    index.add(3, "St Mary's Catholic Primary School Preston");
    index.finish();
    const auto order = [&](const char* text) {
        std::string out;
        for (const auto& hit : index.find(text)) out += std::to_string(hit.document);
        return out;
    };
    EXPECT_EQ(order("brook"), "102");
    EXPECT_EQ(order("brook prim"), "102");
    EXPECT_EQ(order("saint marys"), "3");
    EXPECT_EQ(order("prestn"), "03");
    EXPECT_EQ(order("mary st prestno"), "3");
    EXPECT_EQ(order("zzzz"), "");
    EXPECT_EQ(order(""), "");
}

}

}
