#pragma once
// The few figures of which a school's page is made: each beside similar schools, the authority and England,
// with one of three words that chance leaves standing.
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/chance.hpp"
#include "evidence/comparing/picture_rules.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {

/// One line of the page: `[[headline]]` of schemes/measures.toml, in the order of the file.
struct Headline {
    const Measure* measure = nullptr;
    std::string name;                      ///< shorter than the measure's
    std::vector<analytics::Phase> phases;  ///< empty: every phase
    /// False where similar schools were chosen by this very figure, or its height is nobody's doing.
    bool judged = true;
    std::string stands_in;  ///< a measure that counts the pupils where the file does not: the roll
    std::string
        weighed_by;  ///< by which schools count in an authority's figure, where the file has no pupils
};
std::span<const Headline> headlines();
bool is_for(const Headline& headline, analytics::Phase phase);

/// England's figure as published; empty where no file known on the day tells one.
std::optional<double> published_of_england(const analytics::Snapshot& snapshot, const Measure& measure,
                                           std::string_view period, Date as_at);

/// A middle of similar schools needs at least this many of the thirty to have a figure.
inline constexpr std::size_t fewest_similar = 15;
/// Below it one pupil is more than nine points of a share: nothing can be called alike.
inline constexpr double very_few_pupils = 11;

enum class Beside : std::uint8_t { well_below, like, well_above, too_few, not_judged };
std::string_view beside_words(Beside beside);  ///< "Well below"; "Too few pupils to say"; "" not judged

/// Well below or above: further from the middle than the usual spread of the similar schools, and the middle
/// lies outside what chance leaves open about the school. `n` may be NaN.
Beside beside_similar(const analytics::Chance& chance, double value, double n, double middle, double spread);

/// The authority's or England's figure.
struct Wider {
    std::optional<double> value;
    bool middle = false;  ///< nobody published one: that of the middle school of the phase
};

struct HeadlineFigure {
    const Headline* headline = nullptr;
    bool published = false;   ///< any file of the measure was known on the day
    std::string_view period;  ///< the newest with a figure of the school; if there is none, the newest of any
    analytics::Cell cell;
    double n = std::numeric_limits<double>::quiet_NaN();  ///< pupils behind the value; NaN: nobody says
    bool n_stands_in = false;
    std::optional<double> similar;
    Wider authority, england;
    /// The five years up to the newest, oldest first: empty where there is no figure, or one of another
    /// definition.
    std::array<std::optional<double>, 5> years;
    std::optional<double> change;    ///< since the latest earlier one of `years`
    std::string_view changed_since;  ///< its period, where that is not the year before
    Beside beside = Beside::not_judged;
};

/// Every headline of the school's phase, in order. The school need not be open on the day.
std::vector<HeadlineFigure> headline_figures(const Picture& picture, analytics::SchoolIndex school);

/// What stands beside a school's figure in one year.
struct YearBeside {
    std::optional<double> similar;
    Wider authority, england;
};
/// For each of `periods`. Over all of them the authority's figures, and England's, are either all as
/// published or all those of the middle school: one line of a chart may not be of both.
std::vector<YearBeside> beside_each_year(const Picture& picture, const Headline& headline,
                                         analytics::SchoolIndex school,
                                         std::span<const analytics::PublicPeriod> periods);

/// Why there is no figure, in a word or two: "Withheld".
std::string_view missing_word(analytics::Missing missing);
/// "+3 points" between two percentages, "-1.2", "No change".
std::string change_words(const Measure& measure, double change);

}
