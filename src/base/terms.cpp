#include "base/terms.hpp"

#include <array>

namespace tarn {
namespace {

struct Begins {
    unsigned month, day;
    int years_on;  ///< from the year in which the school year began
};
constexpr std::array<Begins, 3> first_days{{{9, 1, 0}, {1, 1, 1}, {4, 16, 1}}};

}

Date Term::first_day() const {
    const Begins& begins = first_days[static_cast<std::size_t>(season)];
    return Date::of(school_year + begins.years_on, begins.month, begins.day).value();
}

Date Term::last_day() const {
    return after().first_day() - 1;
}

Term Term::after() const {
    return season == Season::summer ? Term{school_year + 1, Season::autumn}
                                    : Term{school_year, static_cast<Season>(static_cast<int>(season) + 1)};
}

Term Term::before() const {
    return season == Season::autumn ? Term{school_year - 1, Season::summer}
                                    : Term{school_year, static_cast<Season>(static_cast<int>(season) - 1)};
}

Term Term::on(Date day) {
    Term term{day.year(), Season::autumn};
    while (day < term.first_day()) term = term.before();
    return term;
}

std::string Term::words() const {
    return std::string{seasons.code(season)} + " term " + std::to_string(first_day().year());
}
std::string Term::title() const {
    return std::string{seasons.title(season)} + " term " + std::to_string(first_day().year());
}

}
