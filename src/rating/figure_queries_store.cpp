#include <fmt/format.h>

#include "rating/figure_queries.hpp"

namespace tarn::rating {

using namespace kit;

FigureQueryState state(const FigureQuery& query) {
    return query.answered_on ? FigureQueryState::answered : FigureQueryState::open;
}

const Record<FigureQuery> figure_queries{
    "figure_query",
    "Figures that a school says are wrong",
    {key("id", &FigureQuery::id), owner("authority", &FigureQuery::authority),
     school("urn", &FigureQuery::urn),
     text("figure", &FigureQuery::figure, "Figure", required("Choose which figure is wrong"), longest(200)),
     text("shown", &FigureQuery::shown, "What was shown", longest(500)),
     text("should_be", &FigureQuery::should_be, "What it should be", asks("What should it be?"), lines(3),
          longest(500), required("Enter what the figure should be")),
     text("known_how", &FigureQuery::known_how, "How the school knows", asks("How do you know?"), lines(5),
          longest(2000), hint("For example, your own records or the file of results. Do not name pupils."),
          required("Enter how you know")),
     person("asked_by", &FigureQuery::asked_by),
     person_name("asked_by", &FigureQuery::asked_by_name, "Asked by"),
     date("asked_on", &FigureQuery::asked_on, "Asked on"),
     derived("state", static_cast<FigureQueryState (*)(const FigureQuery&)>(state), figure_query_states,
             "CASE WHEN answered_on IS NULL THEN 'open' ELSE 'answered' END"),
     coded("answer", &FigureQuery::answer, figure_answers, "Answer", asks("What is the answer?")),
     text("reason", &FigureQuery::reason, "Reason", asks("Why?"), lines(5), longest(2000),
          hint("The school reads this."), needed_when_asked("Enter why")),
     person("answered_by", &FigureQuery::answered_by),
     person_name("answered_by", &FigureQuery::answered_by_name, "Answered by"),
     date("answered_on", &FigureQuery::answered_on, "Answered on")},
    called("question about a figure"),
    seen_with(Permission::level_of_school),
    kept_after(latest_of("asked_on", "answered_on"))};

Result<FigureQueryId> ask_about_figure(storage::Writer& db, const Viewer& viewer, const FigureQuery& query) {
    if (!viewer.may(figure_queries_ask, query.urn, query.authority))
        return Error{"Only the school's headteacher and chair of governors say that a figure is wrong.", {}};
    if (!query.shown.empty() &&
        !figure_queries
             .where(db, viewer, "urn = $1 AND figure = $2 AND answered_on IS NULL LIMIT 1", query.urn,
                    query.figure)
             .empty())
        return Error{"You have told us about this figure. We have not answered yet.", {}, "figure"};
    return figure_queries.add(db, viewer, query);
}

Outcome answer_about_figure(storage::Writer& db, const Viewer& viewer, FigureQuery query, Date today) {
    if (!viewer.may(figure_queries_answer, query.urn, query.authority))
        return Error{"Only the school's adviser and the data officer answer this.", {}};
    query.answered_by = viewer.person();
    query.answered_on = today;
    return figure_queries.update(
        db, viewer, query,
        {&FigureQuery::answer, &FigureQuery::reason, &FigureQuery::answered_by, &FigureQuery::answered_on});
}

std::vector<FigureQuery> figures_to_answer(storage::Reader& db, const Viewer& viewer) {
    auto open = figure_queries.where(db, viewer, "answered_on IS NULL ORDER BY asked_on COLLATE \"C\", id");
    std::erase_if(open, [&](const FigureQuery& each) {
        return !viewer.may(figure_queries_answer, each.urn, each.authority);
    });
    return open;
}

std::vector<FigureQuery> figure_queries_of(storage::Reader& db, const Viewer& viewer, Urn urn) {
    return figure_queries.where(db, viewer, "urn = $1 ORDER BY id DESC", urn);
}

std::vector<FigureQuery> figures_answered_since(storage::Reader& db, const Viewer& viewer, Date day) {
    auto answered = figure_queries.where(
        db, viewer, "answered_on >= $1 ORDER BY answered_on COLLATE \"C\" DESC, id DESC", day);
    std::erase_if(answered, [&](const FigureQuery& each) {
        return !viewer.may(figure_queries_ask, each.urn, each.authority);
    });
    return answered;
}

std::vector<std::string> verify_figure_queries(storage::Reader& db) {
    std::vector<std::string> faults;
    for (const storage::Row& row : db.query(
             "SELECT id FROM figure_query WHERE (answer IS NULL) <> (answered_on IS NULL) OR "
             "(answered_by IS NULL) <> (answered_on IS NULL) OR (reason = '') <> (answered_on IS NULL) OR "
             "answered_on < asked_on ORDER BY id"))
        faults.push_back(
            fmt::format("question {} about a figure has half an answer, or one from before it was asked",
                        row.integer(0)));
    return faults;
}

}
