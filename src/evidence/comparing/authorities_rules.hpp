#pragma once
// An authority beside England and its neighbours: each headline measure worked out in one way for all of
// them.
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/as_at.hpp"
#include "evidence/comparing/headlines_rules.hpp"

namespace tarn::evidence {

/// How a figure of an authority or of England came about. Figures of two ways never stand in one line.
enum class Made : std::uint8_t {
    published,  ///< a published file says it of the authority
    weighed,    ///< the mean of its schools, each counting by its pupils
    summed,     ///< the sum of its schools
    middle,     ///< the middle one of its schools, where no file says how much each school counts
};

/// Fewer schools would show little but themselves.
inline constexpr long fewest_with_figure = 3;
/// A middle of neighbours, and a word beside it, needs at least this many.
inline constexpr std::size_t fewest_neighbours = 5;
inline constexpr std::size_t usual_neighbours = 10;
inline constexpr std::size_t years_beside = 8;

/// Of one authority, or of England, in one period.
struct AreaFigure {
    std::optional<double> value;  ///< empty: too few schools, or fewer than half, have a figure
    double pupils = 0;            ///< behind it, as the files or the rolls count them; 0: nobody says
    long counted = 0;             ///< schools with a figure
    long listed = 0;              ///< schools of the file to which the measure applies
    bool operator==(const AreaFigure&) const = default;
};

struct AreaYear {
    std::string period;
    std::map<AuthorityCode, AreaFigure> authorities;
    AreaFigure england;  ///< with the authority itself
    std::map<AuthorityCode, double> published;
    std::optional<double> england_published;
    std::string source;  ///< the file as the public knows it
    Date known_from;
};

/// One headline for every authority; years of one definition, newest first.
struct AreaMeasure {
    const Headline* headline = nullptr;
    Made made = Made::weighed;  ///< where it is not published of all that are compared
    std::vector<AreaYear> years;
};

/// All authorities as known on a day; half a second for England.
std::vector<AreaMeasure> area_measures(const analytics::Snapshot& snapshot, Date as_at);

/// The other authorities with a school open on the day.
struct OtherAuthorities {
    std::vector<AuthorityCode> all;  ///< by how near their nearest school lies to one of ours; nearest first
    std::size_t placed = 0;          ///< of these the first; where no place is known stands behind them
};
OtherAuthorities by_nearness(const analytics::Snapshot& snapshot, Date as_at, AuthorityCode own);

/// 1 is the best, or the highest where neither end is better. Equal as shown is an equal place.
struct Rank {
    std::size_t place = 0, of = 0;
    bool joint = false, best_first = false;
    std::string words() const;  ///< "3rd of 11", "joint 2nd highest of 11"
    bool operator==(const Rank&) const = default;
};
std::optional<Rank> rank_of(const Measure& measure, std::optional<double> own,
                            std::span<const double> others);

struct ComparedYear {
    std::string period, source;
    Date known_from;
    AreaFigure own, england;
    std::vector<std::pair<AuthorityCode, AreaFigure>> others_by_code;  ///< all that were chosen
    std::vector<double> others;            ///< ascending: of the chosen authorities that have a figure
    std::optional<double> middle() const;  ///< of fewest_neighbours or more
};

/// What one line of the page says.
struct Compared {
    const Headline* headline = nullptr;
    Made made = Made::weighed;
    std::vector<ComparedYear> years;          ///< newest first, never empty
    std::optional<double> england_published;  ///< of the newest year, beside one worked out
    std::optional<Rank> rank;
    Beside beside = Beside::not_judged;
    /// True or false where one end is better and the word says well above or below.
    std::optional<bool> better() const;
};
/// Measures of which no file is known are left out.
std::vector<Compared> compared(std::span<const AreaMeasure> all, AuthorityCode own,
                               std::span<const AuthorityCode> others);

}
