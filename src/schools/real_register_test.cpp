// The merge of the real files, where they are at hand: lists of schools that people know.
#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <set>

#include "schools/real_registers_test.hpp"
#include "schools/schools.hpp"
#include "support/test_database.hpp"

namespace tarn::schools {

namespace {

using analytics::Phase;

class RealRegister : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        const char* folder = std::getenv("TARN_REAL_DATA");
        if (folder == nullptr) return;
        const auto files = test::read_real_registers(folder);
        database_ = std::make_unique<tarn::test::TestDatabase>(tarn::test::Engine::sqlite);
        auto writer = (*database_)->write();
        for (const RegisterTable& table : files->tables) store_register(*writer, table);
        const auto begin = std::chrono::steady_clock::now();
        rebuild(*writer);
        const auto rebuilt = std::chrono::steady_clock::now();
        writer->commit();
        const auto reader = (*database_)->read();
        const auto committed = std::chrono::steady_clock::now();
        register_ = Register::load(*reader);
        const auto loaded = std::chrono::steady_clock::now();
        const auto ms = [](auto span) {
            return std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
        };
        std::cout << "rebuild " << ms(rebuilt - begin) << " ms, commit " << ms(committed - rebuilt)
                  << " ms, load " << ms(loaded - committed) << " ms, versions " << register_->all().size()
                  << "\n";
    }
    static void TearDownTestSuite() {
        register_.reset();
        database_.reset();
    }
    void SetUp() override {
        if (!register_)
            GTEST_SKIP() << "NOT TESTED ON REAL REGISTERS: set TARN_REAL_DATA to the folder of open data";
    }

    static const Register& schools() { return *register_; }
    static std::map<Phase, int> by_phase(std::int16_t authority) {
        std::map<Phase, int> counts;
        for (const School* school : schools().open_in({authority}, day_)) ++counts[school->phase];
        return counts;
    }

    static const Date day_;
    static std::unique_ptr<tarn::test::TestDatabase> database_;
    static std::shared_ptr<const Register> register_;
};
const Date RealRegister::day_ = *Date::parse_iso("2020-09-01");
std::unique_ptr<tarn::test::TestDatabase> RealRegister::database_;
std::shared_ptr<const Register> RealRegister::register_;

TEST_F(RealRegister, lists_lancashire_on_the_day_its_new_model_began) {
    const std::map<Phase, int> expected{
        {Phase::nursery, 24},   {Phase::infant, 5},      {Phase::junior, 5},   {Phase::primary, 472},
        {Phase::secondary, 81}, {Phase::all_through, 1}, {Phase::special, 30}, {Phase::alternative, 11}};
    EXPECT_EQ(by_phase(888), expected);
    // The census counts ten pupil referral units: nine, and Coal Clough Academy. The Heights Burnley, a free
    // school for alternative provision, opened after it, in September 2019.
    int units = 0;
    for (const School* school : schools().open_in({888}, day_))
        units += school->type == Type::pupil_referral_unit;
    EXPECT_EQ(units, 9);
    EXPECT_EQ(schools().find({142054}, day_)->type, Type::academy_alternative_sponsor_led);
    EXPECT_EQ(schools().find({145918}, day_)->type, Type::free_school_alternative);
}

TEST_F(RealRegister, lists_the_other_authorities) {
    const std::map<std::int16_t, std::size_t> expected{{838, 160}, {845, 189}, {933, 269},
                                                       {850, 530}, {341, 172}, {211, 101}};
    for (const auto& [authority, count] : expected) {
        EXPECT_EQ(schools().open_in({authority}, day_).size(), count) << authority;
    }
    EXPECT_EQ(schools().open_in({835}, day_).size(), 0u);
    EXPECT_EQ(schools().open_in({838}, *Date::parse_iso("2019-03-31")).size(), 0u);
}

TEST_F(RealRegister, has_every_mainstream_school_that_gias_holds_open_on_its_own_day) {
    std::size_t mainstream = 0;
    for (const School* school : schools().open_in_england(*Date::parse_iso("2022-04-25"))) {
        mainstream += school->source_of(Field::name) == Source::gias_2022 ||
                      school->source_of(Field::name) == Source::gias_official;
    }
    // Of 20,185 rows two are of schools whose successors were already open, and one is a sixth form centre.
    EXPECT_EQ(mainstream, 20182u);
}

TEST_F(RealRegister, never_lists_a_school_twice_or_misses_it_between) {
    for (const char* day :
         {"2013-01-01", "2016-09-01", "2018-12-31", "2020-09-01", "2022-04-25", "2024-01-01"}) {
        std::set<std::int32_t> numbers;
        for (const School* school : schools().open_in_england(*Date::parse_iso(day))) {
            if (school->laestab.value == 0) continue;
            EXPECT_TRUE(numbers.insert(school->laestab.value).second) << day << " " << school->laestab.text();
        }
    }
    for (const School& school : schools().all()) {
        for (const Lineage& line : schools().successors(school.urn)) {
            if (line.kind != Succession::conversion || !school.closed) continue;
            const auto after = schools().history(line.other);
            if (after.empty()) continue;
            EXPECT_EQ(after.front().opened, *school.closed + 1) << school.urn.text();
        }
    }
}

TEST_F(RealRegister, finds_schools_however_they_are_typed) {
    const auto first = [](const char* text) {
        const auto found = schools().search(text, {day_, AuthorityCode{888}, 5, false});
        return found.empty() ? std::string{} : std::string{found[0].school->name};
    };
    EXPECT_EQ(first("119150"), "Farington Primary School");
    EXPECT_EQ(first("farrington prim"), "Farington Primary School");
    EXPECT_EQ(first("oswaldtwisle west end"), "Oswaldtwistle West End Primary School");
    EXPECT_EQ(first("bleesdale"), "Bleasdale School");
}

}

}
