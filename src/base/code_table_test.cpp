#include "base/code_table.hpp"

#include <gtest/gtest.h>

namespace tarn {
namespace {

enum class Concern : std::uint8_t { strength, slight, serious };
inline constexpr CodeTable<Concern> concerns{{Concern::strength, "strength", "A strength"},
                                             {Concern::slight, "slight", "Slight concern"},
                                             {Concern::serious, "serious_2", "Serious concern"}};

// Known while compiling, so that rules and other tables can rest on it.
static_assert(concerns.size() == 3 && concerns.all()[2] == Concern::serious);
static_assert(concerns.code(Concern::slight) == "slight");
static_assert(concerns.parse("serious_2") == Concern::serious);

// A value without a line is found wherever it stands.
enum class Whole : std::uint8_t { zero, one };
enum class Next : std::uint8_t { zero, one, two };
enum class Far : std::uint8_t { zero, one, far = 9 };
template <std::size_t>
struct Counted {};
template <class E>
concept MakesATable = requires {
    typename Counted<(CodeTable<E>{{E::zero, "zero", "Zero"}, {E::one, "one", "One"}}.size())>;
};
static_assert(MakesATable<Whole> && !MakesATable<Next> && !MakesATable<Far>);

TEST(CodeTable, GivesCodesTitlesAndTheWayBack) {
    for (const Concern concern : concerns.all()) EXPECT_EQ(concerns.parse(concerns.code(concern)), concern);
    EXPECT_EQ(concerns.title(Concern::serious), "Serious concern");
    EXPECT_EQ(concerns.parse("Slight concern"), std::nullopt) << "a title is no code";
    EXPECT_EQ(concerns.parse(""), std::nullopt);
    EXPECT_EQ(concerns.words()[1].code, "slight");
    EXPECT_EQ(concerns.words()[1].title, "Slight concern");
}

TEST(CodeTable, CanLeaveOutItsLastCodes) {
    constexpr auto mild = concerns.up_to(Concern::slight);
    static_assert(mild.size() == 2 && mild.all().size() == 2 && mild.words().size() == 2);
    EXPECT_EQ(mild.parse("slight"), Concern::slight);
    EXPECT_EQ(mild.parse("serious_2"), std::nullopt);
    EXPECT_THROW((void)mild.title(Concern::serious), std::invalid_argument);
}

TEST(CodeTable, RefusesAValueThatIsNoneOfThem) {
    EXPECT_THROW((void)concerns.code(static_cast<Concern>(3)), std::invalid_argument);
    EXPECT_THROW((void)concerns.title(static_cast<Concern>(200)), std::invalid_argument);
}

}
}
