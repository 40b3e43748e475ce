#include "evidence/comparing/comparators.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/viewer.hpp"
#include "people/people.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {
namespace {

using access::Role;
using access::Viewer;

constexpr AuthorityCode fellshire{901}, otherland{902};
const std::vector<Urn> brook_and_hill{Urn{900001}, Urn{900002}};

TEST(Comparators, AreReadFromWhateverStandsBetweenTheNumbers) {
    EXPECT_EQ(*parse_comparators("900002, 900001\n900002;\t"), brook_and_hill);
    EXPECT_EQ(parse_comparators(" \n").error().message, "Enter the URNs of the schools");
    EXPECT_EQ(parse_comparators("900001 Brook").error().message,
              "\"Brook\" is not a URN of five or six digits");
    EXPECT_FALSE(parse_comparators("9001"));
    std::string many;
    for (int i = 0; i < 101; ++i) many += fmt::format("{} ", 900001 + i);
    EXPECT_EQ(parse_comparators(many).error().message, "Enter at most 100 schools");
}

class ComparatorLists : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        asha_ = *people::add_person(*db, "Asha Adviser", "asha@fellshire.example", clock_.now());
        dana_ = *people::add_person(*db, "Dana Officer", "dana@fellshire.example", clock_.now());
        db->commit();
    }
    Viewer asha(Role role = Role::adviser, AuthorityCode authority = fellshire) const {
        return {asha_, "Asha Adviser", role, authority, {Urn{900001}}};
    }
    Viewer dana(AuthorityCode authority = fellshire) const {
        return {dana_, "Dana Officer", Role::data_officer, authority, {}};
    }
    FixedClock clock_{*Date::of(2026, 3, 2)};
    PersonId asha_, dana_;
};
TARN_ON_EACH_DATABASE(ComparatorLists);

TEST_P(ComparatorLists, AreSeenByOfficersOfTheAuthorityAndByNobodyElse) {
    const auto db = database().write();
    const auto id = save_comparators(*db, asha(), "Coast", brook_and_hill, clock_.now());
    ASSERT_TRUE(id);
    EXPECT_EQ(find_comparators(*db, asha(), *id)->schools, brook_and_hill);
    EXPECT_EQ(find_comparators(*db, dana(), *id)->owner_name, "Asha Adviser");
    EXPECT_EQ(comparator_lists(*db, dana()).size(), 1U);
    EXPECT_FALSE(find_comparators(*db, dana(otherland), *id));
    EXPECT_TRUE(comparator_lists(*db, dana(otherland)).empty());
    EXPECT_FALSE(find_comparators(*db, asha(Role::headteacher), *id)) << "the same person acting as a head";
    EXPECT_FALSE(save_comparators(*db, asha(Role::scrutiny_member), "Mine", brook_and_hill, clock_.now()));
    EXPECT_TRUE(comparator_lists(*db, asha(Role::scrutiny_member)).empty());
}

TEST_P(ComparatorLists, OfAHeadOrChairAreSeenByThemselvesAlone) {
    const auto db = database().write();
    const auto id = save_comparators(*db, asha(Role::headteacher), "Mine", brook_and_hill, clock_.now());
    ASSERT_TRUE(id) << id.error().message;
    EXPECT_EQ(comparator_lists(*db, asha(Role::headteacher)).size(), 1U);
    EXPECT_FALSE(find_comparators(*db, asha(Role::headteacher, otherland), *id));
    const Viewer dana_as_head{dana_, "Dana Officer", Role::headteacher, fellshire, {Urn{900001}}};
    for (const Viewer& other : {dana(), dana_as_head, asha(Role::adviser)}) {
        EXPECT_FALSE(find_comparators(*db, other, *id));
        EXPECT_TRUE(comparator_lists(*db, other).empty());
        EXPECT_FALSE(change_comparators(*db, other, *id, "Theirs", brook_and_hill, clock_.now()));
        EXPECT_FALSE(remove_comparators(*db, other, *id, clock_.today()));
    }
    EXPECT_TRUE(save_comparators(*db, asha(Role::adviser), "Mine", brook_and_hill, clock_.now()))
        << "a list kept in another kind of role is no obstacle, and no hint";
    EXPECT_TRUE(change_comparators(*db, asha(Role::headteacher), *id, "Ours", {Urn{900001}}, clock_.now()));
    EXPECT_TRUE(remove_comparators(*db, asha(Role::headteacher), *id, clock_.today()));
}

TEST_P(ComparatorLists, AreChangedByWhomTheyBelongTo) {
    const auto db = database().write();
    const auto id = *save_comparators(*db, asha(), "Coast", brook_and_hill, clock_.now());
    EXPECT_FALSE(change_comparators(*db, dana(), id, "Coast", {Urn{900001}}, clock_.now()));
    EXPECT_FALSE(remove_comparators(*db, dana(), id, clock_.today()));
    EXPECT_TRUE(change_comparators(*db, asha(), id, "Coast", {Urn{900001}}, clock_.now()));
    EXPECT_EQ(find_comparators(*db, asha(), id)->schools, std::vector{Urn{900001}});
    EXPECT_TRUE(remove_comparators(*db, asha(), id, clock_.today()));
    EXPECT_TRUE(comparator_lists(*db, asha()).empty());
    EXPECT_FALSE(change_comparators(*db, asha(), id, "Coast", brook_and_hill, clock_.now()));
}

TEST_P(ComparatorLists, HaveANameOfTheirOwn) {
    const auto db = database().write();
    ASSERT_TRUE(save_comparators(*db, asha(), "Coast", brook_and_hill, clock_.now()));
    EXPECT_FALSE(save_comparators(*db, asha(), "Coast", brook_and_hill, clock_.now()));
    EXPECT_FALSE(save_comparators(*db, asha(), "", brook_and_hill, clock_.now()));
    EXPECT_FALSE(save_comparators(*db, asha(), std::string(101, 'x'), brook_and_hill, clock_.now()));
    EXPECT_TRUE(save_comparators(*db, dana(), "Coast", brook_and_hill, clock_.now()))
        << "a colleague's name is no obstacle";
    EXPECT_EQ(comparator_lists(*db, dana()).front().owner, dana_) << "one's own first";
}

}
}
