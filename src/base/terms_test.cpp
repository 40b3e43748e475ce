#include "base/terms.hpp"

#include <gtest/gtest.h>

namespace tarn {
namespace {

Date day(const char* iso) {
    return *Date::parse_iso(iso);
}

TEST(Terms, EveryDayLiesInOne) {
    struct Case {
        const char* on;
        Term term;
        const char* first;
        const char* last;
        const char* words;
    };
    for (const Case& each : std::initializer_list<Case>{
             {"2026-08-31", {2025, Season::summer}, "2026-04-16", "2026-08-31", "summer term 2026"},
             {"2026-09-01", {2026, Season::autumn}, "2026-09-01", "2026-12-31", "autumn term 2026"},
             {"2026-12-31", {2026, Season::autumn}, "2026-09-01", "2026-12-31", "autumn term 2026"},
             {"2027-01-01", {2026, Season::spring}, "2027-01-01", "2027-04-15", "spring term 2027"},
             {"2024-02-29", {2023, Season::spring}, "2024-01-01", "2024-04-15", "spring term 2024"},
             {"2027-04-15", {2026, Season::spring}, "2027-01-01", "2027-04-15", "spring term 2027"},
             {"2027-04-16", {2026, Season::summer}, "2027-04-16", "2027-08-31", "summer term 2027"}}) {
        const Term term = Term::on(day(each.on));
        EXPECT_EQ(term, each.term) << each.on;
        EXPECT_EQ(term.first_day(), day(each.first)) << each.on;
        EXPECT_EQ(term.last_day(), day(each.last)) << each.on;
        EXPECT_EQ(term.words(), each.words);
    }
}

TEST(Terms, FollowOneAnother) {
    for (Term term{2014, Season::autumn}; term.school_year < 2035; term = term.after()) {
        EXPECT_EQ(term.after().before(), term);
        EXPECT_EQ(term.last_day() + 1, term.after().first_day());
        EXPECT_LT(term, term.after());
        for (const Date each : {term.first_day(), term.last_day()}) EXPECT_EQ(Term::on(each), term);
    }
}

}
}
