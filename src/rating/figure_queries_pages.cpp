// "Tell us that a figure is wrong": the form, what it comes to, the answer.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "feature_kit/list_record.hpp"
#include "feature_kit/record_page.hpp"
#include "rating/figure_queries.hpp"
#include "rating/heard_rules.hpp"
#include "rating/level_pages.hpp"

namespace tarn::rating {
namespace {

using namespace kit;

constexpr const char* of_school = "/schools/{urn}/figure-queries";
constexpr const char* one_query = "/schools/{urn}/figure-queries/{query}";
constexpr const char* another_figure = "another";
constexpr int news_for = 28;  // days that an answer stays on the school's home page
constexpr std::size_t most_items = 10;

std::string query_href(const FigureQuery& query) {
    return figure_queries_href(query.urn) + "/" + std::to_string(query.id.value);
}

std::string answer_words(const FigureQuery& query) {
    if (!query.answer) return "We have not answered yet";
    return fmt::format("{} ({}). {}", figure_answers.title(*query.answer), query.answered_on->display(),
                       query.reason);
}

/// The figures of the level page, as the school sees them there.
std::vector<HeardFigure> figures_of(Runs& runs, Act& act) {
    const auto asked = asked_school(act, runs, act.today());
    if (!asked.school) return {};
    auto held = level_held(runs, act, asked, act.today());
    const Evidence evidence =
        held ? std::move(held->evidence)
             : evidence_on(runs, act, asked.school->urn, asked.school->authority, act.today());
    if (!evidence.proposal) return {};
    Heard heard = heard_by_school(*evidence.run, *evidence.proposal);
    std::ranges::move(heard.adds_nothing, std::back_inserter(heard.counts));
    return heard.counts;
}

web::Response ask_page(Runs& runs, Act& act) {
    const auto figures = figures_of(runs, act);
    Answers answers;
    for (const HeardFigure& each : figures) answers.push_back({each.code, each.title, each.yours});
    answers.push_back({another_figure, "Another figure"});
    FigureQuery query{.authority = act.school->authority,
                      .urn = act.school->urn,
                      .asked_by = act.viewer.person(),
                      .asked_on = act.today()};
    Form f{act,
           {.title = "Tell us that a figure is wrong",
            .caption = act.school->name,
            .back_href = school_href(act.school->urn) + "/level",
            .button = "Send"}};
    f.say(
        page_kit::paragraph("Your adviser and the authority's data officer get this. One of them answers, "
                            "and you see the answer on your home page."));
    const auto chosen =
        f.choice("figure", "Which figure is wrong?", answers, required("Choose which figure is wrong"),
                 hint("For another figure, say below which one you mean."));
    f.ask(figure_queries, query, {&FigureQuery::should_be, &FigureQuery::known_how});
    if (!f.accepted()) return f.page();
    query.figure = "Another figure";
    if (const auto found = std::ranges::find(figures, chosen, &HeardFigure::code); found != figures.end()) {
        query.figure = found->title;
        query.shown = found->yours;
    }
    return f.ends(ask_about_figure(*act.writer, act.viewer, query), "figure_query.asked", query.figure,
                  "We have what you say. Your adviser or the data officer will answer",
                  school_href(act.school->urn) + "/level");
}

web::Response query_page(Act& act) {
    auto query = asked(figure_queries, act, "query");
    if (!query) return not_found(act, "There is no such question about a figure.");
    act.record("figure_query.read", figure_queries.object_of(&*query));
    const bool first = !query->answer;
    Form f{act,
           {.title = "A figure that the school says is wrong",
            .caption = act.school->name,
            .back_href = figure_queries_href(query->urn),
            .button = "Send the answer",
            .heading = first ? "Answer the school" : "Change the answer",
            .above = [&] { return row_summary(figure_queries.cells(*query)); },
            .offered = act.viewer.may(figure_queries_answer, query->urn, query->authority)}};
    for (const Field<FigureQuery>& field : {Field<FigureQuery>{&FigureQuery::answer}, {&FigureQuery::reason}})
        f.ask_column(figure_queries.column_at(field.offset), &*query,
                     {.starts_as_it_is = !first, .always_needed = true});
    if (!f.accepted()) return f.page();
    return f.ends(answer_about_figure(*act.writer, act.viewer, *query, act.today()), "figure_query.answered",
                  query->figure, "The school sees your answer now", query_href(*query));
}

ListPage<FigureQuery> list_page(std::string path, std::string title, Permission permission) {
    using Column = ListColumn<FigureQuery>;
    return {.path = std::move(path),
            .title = std::move(title),
            .nouns = "figures",
            .permission = permission,
            .columns = {Column("asked_on").largest_at_first(), Column("figure").linked(query_href), "shown",
                        "should_be", Column("known_how").in_files_only(), "state", "answer", "reason",
                        Column("answered_on").in_files_only()},
            .filters = {"state", "answer"},
            .sort = "asked_on",
            .descending = true,
            .nothing = "No school has said that a figure is wrong.",
            .audit = "figure_query.read",
            .confidential = "Confidential. For the school and the authority's officers."};
}

List list_of_school() {
    auto page = list_page(of_school, "Figures that a school says are wrong", Permission::level_of_school);
    page.nothing = "The school has not said that a figure is wrong.";
    page.caption = [](Act& act) { return act.school->name; };
    return list_of(page, figure_queries, of_the_school());
}

List list_of_authority(Runs& runs) {
    auto page =
        list_page("/figure-queries", "Figures that schools say are wrong", Permission::levels_authority);
    page.columns.insert(page.columns.begin(),
                        ListColumn<FigureQuery>("urn", "School", [&runs](const FigureQuery& query, Act& act) {
                            const auto schools = runs.register_of(act.db);
                            const auto* school = schools->latest(query.urn);
                            return school ? std::string{school->name} : query.urn.text();
                        }).sorted_by_its_column());
    return list_of(page, figure_queries);
}

}

std::string figure_queries_href(Urn urn) {
    return school_href(urn) + "/figure-queries";
}

Html figure_queries_html(Act& act, const schools::School& school) {
    const auto queries = figure_queries_of(act.db, act.viewer, school.urn);
    if (queries.empty()) return {};
    page_kit::DataTable table{.id = "figure-queries",
                              .caption = "Figures that the school says are wrong",
                              .columns = headings({"Figure", "It should be", "Asked on", "Answer"}),
                              .cards = true};
    for (const FigureQuery& each : queries)
        table.rows.push_back({page_kit::link_to(query_href(each), each.figure), each.should_be,
                              each.asked_on.display(), answer_words(each)});
    return page_kit::data_table(table);
}

Html figure_queries_link(Act& act, Urn urn) {
    if (figure_queries_of(act.db, act.viewer, urn).empty()) return {};
    return page_kit::paragraph(
        page_kit::link_to(figure_queries_href(urn), "Figures that the school says are wrong"));
}

std::vector<Route> figure_query_routes(Runs& runs) {
    auto routes = list_of_school().routes();
    for (auto& some :
         {list_of_authority(runs).routes(),
          form_routes(std::string{of_school} + "/new", "Saying that a figure is wrong", figure_queries_ask,
                      "figure_query.asked", [&runs](Act& act) { return ask_page(runs, act); })})
        routes.insert(routes.end(), some.begin(), some.end());
    for (Route& route : routes)
        if (route.writes) route.beforehand = [&runs](Act& act) { figures_of(runs, act); };
    routes.push_back({web::Method::get, one_query, Permission::level_of_school, false, "figure_query.read",
                      query_page, "A figure that a school says is wrong"});
    routes.push_back({web::Method::post, one_query, figure_queries_answer, true, "figure_query.answered",
                      query_page, "Answering about a figure"});
    return routes;
}

void add_figure_work(Runs& runs, const Whose& whose, std::vector<WorkItem>& items) {
    const auto schools = runs.register_of(whose.db);
    const auto open = figures_to_answer(whose.db, whose.viewer);
    for (std::size_t i = 0; i < std::min(open.size(), most_items); ++i) {
        const auto* school = schools->latest(open[i].urn);
        items.push_back({Urgency::due,
                         fmt::format("Answer {}: a figure is said to be wrong",
                                     school ? school->name : std::string_view{"a school"}),
                         query_href(open[i]),
                         open[i].figure + ". Asked on " + open[i].asked_on.display(),
                         {}});
    }
    if (open.size() > most_items)
        items.push_back({Urgency::due,
                         fmt::format("{} more figures are said to be wrong", open.size() - most_items),
                         "/figure-queries?state=open",
                         "All that wait for an answer",
                         {}});
    for (const FigureQuery& each : figures_answered_since(whose.db, whose.viewer, whose.today - news_for))
        items.push_back(
            {Urgency::fresh,
             "Read the answer about a figure: " + each.figure,
             school_href(each.urn) + "/level",
             fmt::format("{}, {}", figure_answers.title(*each.answer), each.answered_on->display()),
             {}});
}

SearchSource figure_query_search() {
    const auto hit = [](const FigureQuery& query) {
        return SearchHit{
            query.figure, query_href(query),
            std::string{figure_query_states.title(state(query))} + ", asked on " + query.asked_on.display()};
    };
    return search_of(figure_queries, "Figures said to be wrong", {&FigureQuery::figure}, hit,
                     "figure_query.read");
}

}
