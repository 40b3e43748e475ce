#pragma once
// "This figure is wrong": what a headteacher or chair says of a figure behind the school's level, and what
// the authority answers. Confidential like the level itself: whoever may see the one may see the other.
#include <optional>
#include <string>
#include <vector>

#include "base/code_table.hpp"
#include "feature_kit/record.hpp"

namespace tarn::rating {

inline constexpr access::Permission figure_queries_ask{"figure_queries_ask"},
    figure_queries_answer{"figure_queries_answer"};

enum class FigureAnswer : std::uint8_t { corrected, next_release, stands };
inline constexpr CodeTable<FigureAnswer> figure_answers{
    {FigureAnswer::corrected, "corrected", "Corrected in the source"},
    {FigureAnswer::next_release, "next_release", "Will be corrected in the next release"},
    {FigureAnswer::stands, "stands", "The figure stands"}};

enum class FigureQueryState : std::uint8_t { open, answered };
inline constexpr CodeTable<FigureQueryState> figure_query_states{
    {FigureQueryState::open, "open", "Waits for an answer"},
    {FigureQueryState::answered, "answered", "Answered"}};

using FigureQueryId = Id<struct FigureQueryTag>;
struct FigureQuery {
    FigureQueryId id{};
    AuthorityCode authority{};
    Urn urn{};
    std::string figure{};  ///< as the level page calls it
    std::string shown{};   ///< what that page showed; empty for another figure
    std::string should_be{}, known_how{};
    PersonId asked_by{};
    std::string asked_by_name{};
    Date asked_on{};
    std::optional<FigureAnswer> answer{};
    std::string reason{};
    std::optional<PersonId> answered_by{};
    std::optional<std::string> answered_by_name{};
    std::optional<Date> answered_on{};
};
FigureQueryState state(const FigureQuery& query);
extern const kit::Record<FigureQuery> figure_queries;

/// Refused: the school waits for an answer about the same figure.
Result<FigureQueryId> ask_about_figure(storage::Writer& db, const access::Viewer& viewer,
                                       const FigureQuery& query);
/// The first answer, or another one in its place.
Outcome answer_about_figure(storage::Writer& db, const access::Viewer& viewer, FigureQuery query, Date today);

/// Those of the schools that the viewer answers, the longest unanswered first.
std::vector<FigureQuery> figures_to_answer(storage::Reader& db, const access::Viewer& viewer);
/// Of one school, latest first.
std::vector<FigureQuery> figure_queries_of(storage::Reader& db, const access::Viewer& viewer, Urn urn);
/// Of the viewer's own schools, answered on the day or later.
std::vector<FigureQuery> figures_answered_since(storage::Reader& db, const access::Viewer& viewer, Date day);

std::vector<std::string> verify_figure_queries(storage::Reader& db);

}
