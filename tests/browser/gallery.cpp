// Every component of the page kit on a few pages, served like the real thing: what the browser tests walk
// through when they judge the kit itself. Prints its address; stops on SIGTERM.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "platform/page_kit/assets.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace {

using namespace tarn;
using namespace tarn::page_kit;
using tarn::web::Html;

struct GalleryPage {
    std::string path, title;
    std::function<Html()> content;
    std::function<void(PageFrame&)> adjust = [](PageFrame&) {};
};

Html forms() {
    const Fieldset area{.legend = {.content = "Area", .classes = "govuk-fieldset__legend--m"}};
    const Fieldset visit{
        .legend = {.content = "When was the visit?", .classes = "govuk-fieldset__legend--m"}};
    const Html fields = join({
        input({.name = "name", .label = {.content = "Name"}, .hint = {.content = "As it should be printed"}}),
        input({.name = "days",
               .label = {.content = "Days"},
               .classes = "govuk-input--width-3",
               .inputmode = "numeric",
               .suffix = {.content = "days"}}),
        password_input({.name = "password", .label = {.content = "Password"}}),
        select(
            {.name = "phase",
             .label = {.content = "Phase"},
             .items = {{.text = "Primary", .value = "primary"}, {.text = "Secondary", .value = "secondary"}},
             .value = "secondary"}),
        radios({.name = "area",
                .fieldset = area,
                .items = {{.value = "north", .text = "North"},
                          {.value = "south", .text = "South", .hint = {.content = "With the coast"}}}}),
        checkboxes({.name = "groups",
                    .fieldset = Fieldset{.legend = {.content = "Groups"}},
                    .items = {{.value = "a", .text = "Outcomes"},
                              {.value = "b", .text = "Finance"},
                              {.divider = "or"},
                              {.value = "none", .text = "None of these", .exclusive = true}}}),
        date_input({.id = "visit",
                    .name_prefix = "visit",
                    .fieldset = visit,
                    .hint = {.content = "For example, 27 3 2026"}}),
        character_count({.textarea = {.name = "reason", .label = {.content = "Reason"}}, .max_length = 200}),
        file_upload({.name = "file", .label = {.content = "Spreadsheet (CSV)"}}),
        button_group({button({.content = "Save"}),
                      button({.content = "Preview", .classes = "govuk-button--secondary"}),
                      link_to("/", "Cancel")}),
    });
    return two_thirds(form({.action = "/forms", .csrf = "token", .content = fields, .draft_key = "gallery"}));
}

Html wrong() {
    const FieldErrors errors{{"why", "Enter a reason"}, {"review-day", "Review date must be a real date"}};
    return two_thirds(form(
        "/errors", "token",
        textarea({.name = "why", .label = {.content = "Reason"}, .error = error_for(errors, "why")}) +
            date_input({.id = "review",
                        .name_prefix = "review",
                        .fieldset = Fieldset{.legend = {.content = "Review date"}},
                        .error = error_for(errors, "review-day"),
                        .values = {{"review-day", "31"}, {"review-month", "2"}, {"review-year", "2026"}}}) +
            button({.content = "Save"})));
}

DataTable school_table() {
    DataTable table{.id = "schools",
                    .caption = "12 schools, by score",
                    .columns = {{.heading = "School", .sort_href = "/tables?sort=name"},
                                {.heading = "Phase"},
                                {.heading = "Level"},
                                {.heading = "Since"},
                                {.heading = "Top reasons"},
                                {.heading = "Coverage", .numeric = true},
                                {.heading = "Score",
                                 .numeric = true,
                                 .sort_href = "/tables?sort=score",
                                 .sorted = Sorted::descending},
                                {.heading = "Trend"}},
                    .source_note = "Source: rating of 1 September 2025, scheme 2025.1.",
                    .downloads = {{"CSV", "/tables?format=csv"}, {"Excel", "/tables?format=xlsx"}}};
    constexpr LevelTag levels[] = {LevelTag::red, LevelTag::amber, LevelTag::green,
                                   LevelTag::not_enough_evidence, LevelTag::none};
    constexpr Direction ways[] = {Direction::worse, Direction::same, Direction::better, Direction::first};
    for (std::size_t i = 0; i < 12; ++i)
        table.rows.push_back(
            {link_to("/tables", "Brook Primary School " + std::to_string(i + 1)), "Primary",
             level_tag(levels[i % 5]), direction_mark(ways[i % 4]),
             "Maths progress below similar schools for three years; persistent absence", "81%",
             "1." + std::to_string(90 - i),
             sparkline({46.1, 45.0, std::nullopt, 44.2}, "from 46.1 in 2016 to 44.2 in 2019")});
    return table;
}

Html tables() {
    const Html fields = input({.name = "q", .label = {.content = "Name"}}) +
                        select({.name = "level",
                                .label = {.content = "Level"},
                                .items = {{.text = "Any", .value = ""}, {.text = "Red", .value = "red"}}});
    const Html panel = filter_panel({.action = "/tables",
                                     .fields = fields,
                                     .active = {{"Phase: primary", "/tables?"}, {"Level: red", "/tables?"}},
                                     .clear_href = "/tables"});
    const Html list =
        data_table(school_table()) +
        pagination_of(3, 9, [](int number) { return "/tables?page=" + std::to_string(number); }) +
        data_table({.id = "none", .caption = "Nothing", .empty_sentence = "No school fits these filters."});
    return filtered_list(panel, list);
}

Html figures() {
    const Source source{
        .name = "Key stage 4 performance tables 2018/19", .published = Date::of(2020, 2, 6), .n = 118};
    const Html numbers = key_figures(
        {{.label = "Attainment 8",
          .value = "44.0",
          .unit = "points",
          .comparison = "Similar schools 46.7",
          .source = source},
         {.label = "Progress 8", .missing_reason = "Suppressed: fewer than 6 pupils", .source = source},
         {.label = "Pupils", .value = "1,204", .source = source}});
    const Html trend =
        trend_chart({.id = "a8",
                     .title = "Attainment 8",
                     .unit = "points",
                     .beside_words = {"Similar schools", "The authority", "England"},
                     .points = {{"2013/14", 47.0, 45.0, 49.0, {{47.2, 45.1, 46.0}}, 121, ""},
                                {"2014/15", 46.5, 44.4, 48.6, {{47.3, 45.2, 46.1}}, 119, ""},
                                {"2015/16", std::nullopt, {}, {}, {{47.5, 45.4, 46.3}}, {}, "Not published"},
                                {"2016/17", 46.1, 44.0, 48.2, {{47.6, 45.5, 46.4}}, 120, ""},
                                {"2017/18", 45.2, 43.1, 47.3, {{47.7, 45.6, 46.5}}, 122, ""},
                                {"2018/19", 44.0, 42.0, 46.0, {{47.9, 45.8, 46.7}}, 118, ""}},
                     .source = source});
    const Html bars =
        contribution_bars({.id = "bars",
                           .title = "What the score is made of",
                           .bars = {{"Maths progress", 2.4, 3, "8th percentile of similar schools"},
                                    {"Persistent absence", 1.1, 2, "12.4%, similar schools 9.0%"},
                                    {"In-year balance", std::nullopt, 1, "Not published for academies"}},
                           .total_label = "Score"});
    const Html spread = distribution({.id = "spread",
                                      .title = "Attainment 8 of the county's secondary schools",
                                      .unit = "Points",
                                      .from = 30,
                                      .bin_width = 2.5,
                                      .counts = {1, 2, 4, 9, 14, 17, 12, 8, 4, 2, 1},
                                      .marker = 44.0,
                                      .source = source});
    const Html reasons =
        signed_bars(
            {.id = "reasons",
             .title = "What moves the answer",
             .base_label = "The average school",
             .base = -2.1,
             .bars = {{"Months since it was judged good: 47 to 51", 0.62}, {"Roll: 210 to 240", -0.2}},
             .rest_label = "12 smaller reasons together",
             .total_label = "All together: 17%",
             .total = -1.58}) +
        share_chart({.id = "kept",
                     .title = "Are probabilities kept?",
                     .x_words = "Chance given by the model",
                     .y_words = "Judged less than good",
                     .of_words = "Schools",
                     .point_words = "A tenth of the schools",
                     .diagonal_words = "Where every probability is kept",
                     .points = {{.x = 0.05, .y = 0.04, .low = 0.02, .high = 0.07, .of = "8 of 200"},
                                {.x = 0.3, .y = 0.33, .low = 0.27, .high = 0.4, .of = "66 of 200"}}});
    const Html history =
        level_history({.id = "levels",
                       .title = "Levels decided",
                       .steps = {{*Date::of(2016, 9, 1), LevelTag::not_enough_evidence, "New school"},
                                 {*Date::of(2017, 10, 12), LevelTag::green, "Results above similar schools"},
                                 {*Date::of(2019, 3, 2), LevelTag::amber, "Progress fell"},
                                 {*Date::of(2020, 1, 20), LevelTag::red, "Progress fell for three years"}},
                       .until = *Date::of(2020, 9, 1)});
    return numbers + bars + reasons + trend + spread + history;
}

Html words() {
    return join({
        warning_text({.content = "A decided level is seen by the school."}),
        inset_text({.content = "The board meets on 12 March 2026."}),
        details(
            {.summary = "How the score is made", .content = "Each indicator adds severity times weight."}),
        summary_list(
            {.rows = {{.key = "URN", .value = "900001"},
                      {.key = "Head",
                       .value = "Helen Fisher",
                       .actions = {{.content = "Change", .href = "/words", .visually_hidden = "head"}}}}}),
        task_list({.items = {{.title = "Agree the agenda", .href = "/words", .status = "Done"},
                             {.title = "Decide 4 schools",
                              .hint = "Two differ from the proposal",
                              .href = "/words",
                              .status_tag = Tag{.content = "To do"}}}}),
        tabs({.items = {{.label = "This year", .content = "12 schools", .id = "now"},
                        {.label = "Last year", .content = "9 schools", .id = "then"}}}),
        progress({.label = "Reading england_census_2019.csv.gz",
                  .percent = 40,
                  .message = "24,000 of 60,000 rows"}),
        empty_state(
            {.title = "No meeting is planned", .content = "The director sets the dates of the board."}),
        phase_banner({.tag = {.content = "Beta"}, .content = "New this term."}),
        panel({.title = "Decision recorded", .content = "Red from 2 March 2026", .heading_level = 2}),
    });
}

Html schools_map() {
    return map(
        {.label = "Schools of Fellshire",
         .geojson_href = "/map.json",
         .list = bullet_list({link_to("/tables", "Brook Primary"), link_to("/tables", "Hill Primary")})});
}

Html search() {
    return paragraph("The search box stands in the head of every page.");
}

Html ask() {
    return confirm({.question = "The school will see the new level today.",
                    .warning = "This cannot be taken back, only decided again.",
                    .action = "/confirm",
                    .csrf = "token",
                    .button = "Decide Red",
                    .destructive = true,
                    .cancel_href = "/"});
}

std::vector<GalleryPage> pages() {
    return {
        {"/forms", "Forms", forms},
        {"/errors", "Errors", wrong,
         [](PageFrame& frame) {
             frame.errors = {{"why", "Enter a reason"}, {"review-day", "Review date must be a real date"}};
         }},
        {"/tables", "Levels", tables, [](PageFrame& frame) { frame.wide = true; }},
        {"/figures", "Figures and charts", figures},
        {"/words", "Words", words, [](PageFrame& frame) { frame.success = "The recommendation was saved."; }},
        {"/map", "Map", schools_map, [](PageFrame& frame) { frame.map = true; }},
        {"/search", "Search", search},
        {"/confirm", "Are you sure?", ask, [](PageFrame& frame) { frame.back_href = "/"; }},
    };
}

PageFrame frame_of(const std::string& path, const std::string& title) {
    std::vector<NavigationItem> navigation;
    for (const GalleryPage& each : pages())
        navigation.push_back({.content = each.title, .href = each.path, .active = each.path == path});
    PageFrame frame{
        .title = title,
        .caption = "Gallery of the page kit",
        .around = std::make_shared<const Surroundings>(Site{.authority_name = "Fellshire County Council",
                                                            .search_href = "/find",
                                                            .banner = "Every school and person is fictional.",
                                                            .footer_links = {{"Home", "/", {}}}},
                                                       std::move(navigation)),
        .signed_in = SignedIn{.name = "Asha Patel", .role = "Senior adviser", .csrf = "token"}};
    if (path != "/confirm") frame.breadcrumbs = {{.content = "Home", .href = "/"}, {.content = title}};
    return frame;
}

web::Response found(const web::Request& request) {
    const std::string text{request.query_value("q").value_or("")};
    const Html list =
        text.empty() || text == "zz"
            ? suggestions({}, "Nothing is found.")
            : suggestions({{"Schools",
                            {{"Brook Primary", "Primary, Northbridge, URN 900001", "/tables"},
                             {"Brookfield Academy", "Secondary, Southport, URN 900002", "/tables"}}},
                           {"Pages", {{"The map of schools", "", "/map"}}}},
                          "Nothing is found.");
    if (request.query_value("fragment")) return {.body = list.markup()};
    auto frame = frame_of("/search", "Search");
    frame.sought = text;
    return respond(frame, list);
}

web::Response geojson(const web::Request&) {
    return {.content_type = "application/geo+json", .body = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"North"},"geometry":{"type":"Polygon","coordinates":[[[-3,54],[-2,54],[-2,55],[-3,55],[-3,54]]]}},
{"type":"Feature","properties":{"name":"Brook Primary","href":"/tables","detail":"Red","tone":"red"},"geometry":{"type":"Point","coordinates":[-2.5,54.5]}}]})"};
}

/// Work that is done after a few looks at it.
web::Response work(std::atomic<int>& looks) {
    const int percent = std::min(100, looks++ * 40);
    PageFrame frame = frame_of("/work", "Import");
    if (percent < 100) frame.refresh_seconds = 5;
    return respond(frame, progress({.label = "Reading england_census_2019.csv.gz",
                                    .percent = percent,
                                    .state = percent < 100 ? WorkState::running : WorkState::done,
                                    .when_finished = paragraph("60,000 rows were read.")}));
}

std::vector<web::Route> routes(std::atomic<int>& looks, std::atomic<int>& drafts) {
    std::vector<web::Route> all = assets().routes();
    const auto add = [&](web::Method method, std::string path, web::Handler handler) {
        all.push_back({.method = method, .pattern = std::move(path), .handler = std::move(handler)});
    };
    for (const GalleryPage& each : pages())
        add(web::Method::get, each.path, [each](web::Request&) {
            PageFrame frame = frame_of(each.path, each.title);
            each.adjust(frame);
            return web::Response{.body = page(frame, each.content()).take()};
        });
    add(web::Method::get, "/", [](web::Request&) {
        std::vector<Content> links;
        for (const GalleryPage& each : pages()) links.push_back(link_to(each.path, each.title));
        return respond(frame_of("/", "Page kit"), bullet_list(links));
    });
    add(web::Method::get, "/find", [](web::Request& request) { return found(request); });
    add(web::Method::get, "/map.json", [](web::Request& request) { return geojson(request); });
    add(web::Method::get, "/work", [&looks](web::Request&) { return work(looks); });
    add(web::Method::post, "/drafts", [&drafts](web::Request& request) {
        // The second is refused, as when the session has ended.
        const bool whole = request.form_value("csrf") == "token" &&
                           request.form_value("draft_key") == "gallery" &&
                           request.form_value("draft_body").has_value();
        return web::Response{.status = whole && drafts++ == 0 ? 204 : 401};
    });
    return all;
}

}

int main() {
    web::ServerOptions options;
    options.port = 0;
    options.workers = 2;
    options.stop_on_signals = true;
    options.access_log = false;
    std::atomic<int> looks = 0, drafts = 0;
    web::Server server(options, routes(looks, drafts), [](web::Request&) {
        return respond(frame_of("", "Page not found"), paragraph("There is no such page."), 404);
    });
    std::printf("http://127.0.0.1:%d\n", static_cast<int>(server.port()));
    std::fflush(stdout);
    server.run();
}
