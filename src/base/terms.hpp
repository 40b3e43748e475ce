#pragma once
// The three terms of a school year, by a table of usual days: 1 September, 1 January and 16 April begin one.
// An authority's own calendar will replace it; until then the days around Easter may
// belong to the other term.
#include <compare>
#include <cstdint>
#include <string>

#include "base/code_table.hpp"
#include "base/date.hpp"

namespace tarn {

enum class Season : std::uint8_t { autumn, spring, summer };
inline constexpr CodeTable<Season> seasons{{Season::autumn, "autumn", "Autumn"},
                                           {Season::spring, "spring", "Spring"},
                                           {Season::summer, "summer", "Summer"}};

struct Term {
    int school_year = 0;  ///< the year in which it began: 2026 for 2026/27
    Season season = Season::autumn;
    auto operator<=>(const Term&) const = default;

    static Term on(Date day);
    Date first_day() const;
    Date last_day() const;
    Term before() const;
    Term after() const;
    std::string words() const;  ///< "spring term 2027"
    std::string title() const;  ///< "Spring term 2027"
};

}
