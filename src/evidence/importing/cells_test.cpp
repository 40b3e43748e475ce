#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "evidence/importing/cells_rules.hpp"
#include "evidence/importing/columns_rules.hpp"
#include "evidence/importing/profile_rules.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;

struct Reading {
    const char* text;
    NumberKind kind;
    std::optional<double> value;  ///< empty: refused
    Missing missing = Missing::none;
};
class Cells : public testing::TestWithParam<Reading> {};

TEST_P(Cells, SayANumberAReasonOrNothing) {
    const auto cell = parse_cell(GetParam().text, GetParam().kind, common_missing_codes());
    if (!GetParam().value && GetParam().missing == Missing::none) {
        EXPECT_FALSE(cell) << GetParam().text;
        return;
    }
    ASSERT_TRUE(cell) << GetParam().text;
    EXPECT_EQ(cell->missing, GetParam().missing) << GetParam().text;
    if (GetParam().value) {
        EXPECT_DOUBLE_EQ(cell->value(), *GetParam().value) << GetParam().text;
    }
}

constexpr auto number = NumberKind::number;
INSTANTIATE_TEST_SUITE_P(Numbers, Cells,
                         testing::Values(Reading{"72%", NumberKind::percent, 72},
                                         Reading{" 4.50 ", number, 4.5}, Reading{"-0.3", number, -0.3},
                                         Reading{"+2", number, 2}, Reading{".5", number, 0.5},
                                         Reading{"5.", number, 5},
                                         Reading{"\xe2\x88\x92"
                                                 "1.2",
                                                 number, -1.2},
                                         Reading{"1,234,567.5", number, 1234567.5},
                                         Reading{"\xc2\xa3"
                                                 "1,000",
                                                 NumberKind::money, 1000},
                                         Reading{"(250.10)", NumberKind::money, -250.1},
                                         Reading{"\xc2\xa3 1,234", NumberKind::money, 1234},
                                         Reading{"-\xc2\xa3"
                                                 "5",
                                                 NumberKind::money, -5},
                                         Reading{"(\xc2\xa3"
                                                 "1,000)",
                                                 NumberKind::money, -1000},
                                         Reading{"46.90 %", NumberKind::percent, 46.9},
                                         Reading{"1e+05", NumberKind::count, 100000},
                                         Reading{"1.00E+05", NumberKind::count, 100000},
                                         Reading{"2.5e-05", number, 2.5e-05},
                                         Reading{"12.0", NumberKind::count, 12}, Reading{"1e3", number, 1000},
                                         Reading{"0.12345678901234567890", number, 0.12345678901234567890}));
INSTANTIATE_TEST_SUITE_P(
    Refused, Cells,
    testing::Values(Reading{"banana", number, {}}, Reading{"1.2.3", number, {}}, Reading{"1,23", number, {}},
                    Reading{"12,3456", number, {}}, Reading{"101%", NumberKind::percent, {}},
                    Reading{"-1", NumberKind::percent, {}}, Reading{"1.5", NumberKind::count, {}},
                    Reading{"-3", NumberKind::count, {}}, Reading{"--1", number, {}},
                    Reading{"inf", number, {}}, Reading{"=1+1", number, {}},
                    Reading{"1; DROP TABLE school", number, {}}, Reading{"<b>1</b>", number, {}},
                    Reading{"%", number, {}}, Reading{"0x10", number, {}},
                    Reading{"1.90004E+05", NumberKind::count, {}}, Reading{"Apr-05", number, {}},
                    Reading{"#REF!", number, {}}, Reading{"$5", NumberKind::money, {}},
                    Reading{"\xe2\x82\xac"
                            "5",
                            NumberKind::money,
                            {}},
                    Reading{"<", number, {}}, Reading{"<x", number, {}}, Reading{"5<", number, {}},
                    Reading{"<<5", number, {}}));
INSTANTIATE_TEST_SUITE_P(
    Reasons, Cells,
    testing::Values(
        Reading{"SUPP", number, {}, Missing::suppressed}, Reading{"c", number, {}, Missing::suppressed},
        Reading{"NP", number, {}, Missing::not_published}, Reading{"NE", number, {}, Missing::not_published},
        Reading{"x", number, {}, Missing::not_published}, Reading{":", number, {}, Missing::not_published},
        Reading{"z", number, {}, Missing::not_applicable}, Reading{"NA", number, {}, Missing::not_applicable},
        Reading{".", number, {}, Missing::not_applicable},
        Reading{"LOWCOV", number, {}, Missing::low_coverage}, Reading{"NEW", number, {}, Missing::new_school},
        Reading{"Low", number, {}, Missing::low}, Reading{"", number, {}, Missing::blank},
        Reading{" ", number, {}, Missing::blank}, Reading{"\xc2\xa0", number, {}, Missing::blank},
        Reading{"nan", number, {}, Missing::blank}, Reading{"NULL", number, {}, Missing::blank},
        Reading{"Null", number, {}, Missing::blank}, Reading{"supp", number, {}, Missing::suppressed},
        Reading{"Z", number, {}, Missing::not_applicable}, Reading{"X", number, {}, Missing::not_published},
        Reading{"lowCov", number, {}, Missing::low_coverage}, Reading{"k", number, {}, Missing::low},
        Reading{"<0.5", number, {}, Missing::low}, Reading{"<5", NumberKind::count, {}, Missing::low},
        Reading{"< 1%", NumberKind::percent, {}, Missing::low}));

TEST(CellCodes, ThatDifferByCaseAloneAreToldApart) {
    MissingCodes codes;
    codes.set("r", Missing::low);
    codes.set("R", Missing::suppressed);
    codes.set("ab", Missing::low);
    codes.set("AB", Missing::suppressed);
    EXPECT_EQ(codes.find("r"), Missing::low);
    EXPECT_EQ(codes.find("R"), Missing::suppressed);
    EXPECT_FALSE(codes.find("Ab")) << "neither is certain";
}

TEST(SpreadsheetNumbers, AreToldFromNumbersOfPublishers) {
    for (const char* text : {"1.90004E+05", "1.9e5", "190004E0"})
        EXPECT_TRUE(rewritten_by_spreadsheet(text)) << text;
    for (const char* text : {"190004", "E", "1E", "Apr-05", "E10", "", "School"})
        EXPECT_FALSE(rewritten_by_spreadsheet(text)) << text;
}

TEST(CellCodes, AProfileSaysOtherwiseForItsFile) {
    MissingCodes codes;
    codes.set("NP", Missing::not_applicable);
    codes.add(common_missing_codes());
    EXPECT_EQ(parse_cell("NP", number, codes)->missing, Missing::not_applicable);
    EXPECT_EQ(parse_cell("NE", number, codes)->missing, Missing::not_published);
}

Cell cell(std::int64_t mantissa, int scale) {
    return {mantissa, static_cast<std::int8_t>(scale), Missing::none};
}

struct Packing {
    const char* what;
    std::vector<Cell> cells;
    Encoding encoding;
};
class Columns : public testing::TestWithParam<Packing> {};

TEST_P(Columns, ComeBackExactly) {
    const PackedColumn packed = pack(GetParam().cells);
    EXPECT_EQ(packed.encoding, GetParam().encoding) << GetParam().what;
    const ColumnView view{packed.encoding, packed.scale, packed.bytes};
    ASSERT_EQ(view.rows(), GetParam().cells.size());
    for (std::size_t row = 0; row < view.rows(); ++row) {
        EXPECT_EQ(view.cell(row).missing, GetParam().cells[row].missing) << GetParam().what << " " << row;
        if (GetParam().cells[row].missing == Missing::none) {
            EXPECT_EQ(view.cell(row).value(), GetParam().cells[row].value()) << GetParam().what << " " << row;
        }
    }
}

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(),
                       highest = std::numeric_limits<std::int64_t>::max();
INSTANTIATE_TEST_SUITE_P(
    Table, Columns,
    testing::Values(
        Packing{"percentages", {cell(0, 0), cell(100, 0), missing_cell(Missing::suppressed)}, Encoding::int8},
        Packing{"the lowest values leave room for the reasons",
                {cell(-112, 0), missing_cell(Missing::no_cohort)},
                Encoding::int8},
        Packing{"one below needs the next width",
                {cell(-113, 0), missing_cell(Missing::suppressed)},
                Encoding::int16},
        Packing{"decimals share a scale",
                {cell(-3, 1), cell(125, 2), cell(7, 0), missing_cell(Missing::blank)},
                Encoding::int16},
        Packing{"money", {cell(-12345678, 2), cell(1, 0)}, Encoding::int32},
        Packing{"wide", {cell(9'000'000'000, 0), missing_cell(Missing::low)}, Encoding::int64},
        Packing{"the highest", {cell(highest, 0)}, Encoding::int64},
        Packing{"too low for the reasons to stand below",
                {cell(lowest + 3, 0), missing_cell(Missing::blank)},
                Encoding::float64},
        Packing{"scales that overflow", {cell(highest, 0), cell(1, 5)}, Encoding::float64},
        Packing{"doubles",
                {double_cell(1e-30), double_cell(-2.5), missing_cell(Missing::not_applicable)},
                Encoding::float64},
        Packing{"nothing but reasons",
                {missing_cell(Missing::blank), missing_cell(Missing::suppressed)},
                Encoding::int8},
        Packing{"no rows", {}, Encoding::int8}));

}
}
