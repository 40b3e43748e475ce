// How the authority compares with England and its neighbours: a line for each headline measure, then the
// years of each as a chart, and all of it as a file. Published facts, the same for everyone signed in.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/roles.hpp"
#include "evidence/comparing/authorities_pages.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "platform/documents/workbook.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

using page_kit::Column;

/// What every part of the page is made of.
struct Beheld {
    AuthorityCode own;
    std::string name;
    Date as_at;
    std::shared_ptr<const AllAuthorities> all;
    std::vector<AuthorityCode> others;
    bool usual = true;  ///< the nearest, which nobody chose
    std::vector<Compared> lines;
    LastInspectionsKept::Answer inspections;
};

/// The authorities of the address.
std::vector<AuthorityCode> chosen(const kit::Act& act, const std::vector<AuthorityCode>& known) {
    std::vector<AuthorityCode> codes;
    for (const auto& [name, value] : act.request.query)
        if (const auto code = name == "with" ? AuthorityCode::parse(value) : std::nullopt;
            code && std::ranges::find(known, *code) != known.end() &&
            std::ranges::find(codes, *code) == codes.end())
            codes.push_back(*code);
    return codes;
}

Beheld beheld(const PageTools& tools, AuthoritiesKept& kept, kit::Act& act, Date as_at) {
    const auto snapshot = tools.snapshots.current(act.db, as_at);
    Beheld seen{.own = act.viewer.authority(),
                .name = schools::authority_name(act.db, act.viewer.authority()),
                .as_at = as_at,
                .all = kept.of(*tools.registers.current(act.db), snapshot, as_at, act.viewer.authority())};
    seen.others = chosen(act, seen.all->others.all);
    seen.usual = seen.others.empty();
    const auto& known = seen.all->others;
    for (std::size_t i = 0; seen.usual && i < std::min(usual_neighbours, known.placed); ++i)
        seen.others.push_back(known.all[i]);
    seen.lines = compared(seen.all->measures, seen.own, seen.others);
    seen.inspections = kept.inspections.of(snapshot, act.viewer.authority(), as_at);
    return seen;
}

std::string value_words(const Measure& measure, std::optional<double> value) {
    return value ? show(measure, *value) : "None";
}

/// "Too few schools with a figure": the only reasons why an authority has none.
std::string own_words(const Compared& line) {
    const AreaFigure& own = line.years.front().own;
    if (own.value) return show(*line.headline->measure, *own.value);
    return own.listed == 0 ? "Not listed" : "Too few schools with a figure";
}

Html years_cell(const Compared& line) {
    const Measure& measure = *line.headline->measure;
    std::vector<std::optional<double>> years(5);
    std::vector<double> known;
    const int newest = analytics::period_dates(line.years.front().period)->first.year();
    for (const ComparedYear& year : line.years) {
        const auto back =
            static_cast<std::size_t>(newest - analytics::period_dates(year.period)->first.year());
        if (back >= years.size() || !year.own.value) continue;
        years[years.size() - 1 - back] = year.own.value;
        known.push_back(*year.own.value);
    }
    if (known.empty()) return {};
    if (known.size() == 1) return Html::text("One year only");
    const auto [low, high] = std::ranges::minmax(known);
    return page_kit::sparkline(years,
                               fmt::format("Between {} and {} in the five years to {}", show(measure, low),
                                           show(measure, high), period_words(line.years.front().period)));
}

Html beside_cell(const Compared& line) {
    if (!line.headline->judged) return Html::text("Not judged");
    if (!line.years.front().own.value) return {};
    if (!line.years.front().middle()) return Html::text("Too few neighbours");
    if (line.beside == Beside::well_above || line.beside == Beside::well_below)
        return web::element("strong", {}, Html::text(beside_words(line.beside)));
    if (line.beside != Beside::not_judged) return Html::text(beside_words(line.beside));
    return Html::text(line.made == Made::middle ||
                              line.headline->measure->chance.sampling == analytics::Sampling::unknown
                          ? "Chance not known"
                          : "Pupils not given");
}

std::string range_words(const Compared& line) {
    const auto& others = line.years.front().others;
    if (others.empty()) return "None";
    return fmt::format("{} to {}", show(*line.headline->measure, others.front()),
                       show(*line.headline->measure, others.back()));
}

std::string pupils_words(const AreaFigure& figure) {
    return figure.pupils > 0 ? page_kit::with_thousands(std::lround(figure.pupils)) : "Not given";
}

std::string schools_words(const AreaFigure& figure) {
    return fmt::format("{} of {}", page_kit::with_thousands(figure.counted),
                       page_kit::with_thousands(figure.listed));
}

std::string_view made_words(Made made) {
    switch (made) {
        case Made::published:
            return "As published for authorities";
        case Made::weighed:
            return "Worked out from schools, by pupils";
        case Made::summed:
            return "Sum of schools";
        case Made::middle:
            return "Middle school";
    }
    return "";
}

Column column(std::string heading, bool numeric = false) {
    return {.heading = heading, .numeric = numeric, .label = heading};
}

std::string query_of(const kit::Act& act, const Beheld& seen) {
    std::string query;
    const auto add = [&](std::string_view name, std::string_view value) {
        query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name, value);
    };
    if (seen.as_at != act.today()) add("as_at", seen.as_at.iso());
    if (!seen.usual)
        for (const AuthorityCode code : seen.others) add("with", code.text());
    return query;
}

/// What the page and the home page say of a measure in the same words.
std::vector<page_kit::Content> first_cells(const Compared& line, const std::string& page, bool with_year) {
    const ComparedYear& newest = line.years.front();
    const Measure& measure = *line.headline->measure;
    const std::string name = line.headline->name + (with_year ? ", " + short_period(newest.period) : "");
    return {page_kit::link_to(page + "#" + anchor_of(measure), name),
            web::element("strong", {}, Html::text(own_words(line))),
            value_words(measure, newest.england.value), value_words(measure, newest.middle())};
}

std::string rank_words(const Compared& line) {
    return line.rank ? line.rank->words() : "None";
}

page_kit::DataTable empty_table(const Beheld& seen) {
    return {.id = "beside-england",
            .caption = fmt::format("Newest figures of {}", seen.name),
            .columns = {column("Measure"), column(seen.name, true), column("England", true),
                        column("Middle of neighbours", true)},
            .empty_sentence = "No published figure is known on this day.",
            .compact = true,
            .cards = true};
}

page_kit::DataTable lines_table(const Beheld& seen) {
    auto table = empty_table(seen);
    for (Column more :
         {column("Neighbours from and to", true), column("Rank"), column("Beside neighbours"),
          column("Five years"), column("Year"), column("Pupils (n)", true), column("Published")})
        table.columns.push_back(std::move(more));
    for (const Compared& line : seen.lines) {
        const ComparedYear& newest = line.years.front();
        auto row = first_cells(line, "", false);
        for (page_kit::Content cell :
             {page_kit::Content{range_words(line)}, page_kit::Content{rank_words(line)},
              page_kit::Content{beside_cell(line)}, page_kit::Content{years_cell(line)},
              page_kit::Content{short_period(newest.period)}, page_kit::Content{pupils_words(newest.own)},
              page_kit::Content{newest.known_from.display()}})
            row.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// The same in the half of the home page, where a line has room for fewer words.
page_kit::DataTable home_table(const Beheld& seen) {
    auto table = empty_table(seen);
    table.columns.push_back(column("Rank"));
    table.columns.push_back(column("Beside neighbours"));
    for (const Compared& line : seen.lines) {
        auto row = first_cells(line, authorities_path, true);
        row.emplace_back(rank_words(line));
        row.emplace_back(beside_cell(line));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// How each figure was made and from which file.
Html sources_table(const Beheld& seen) {
    page_kit::DataTable table{.id = "sources",
                              .caption = "Where each figure comes from",
                              .columns = {column("Measure"), column("How"), column("Schools counted", true),
                                          column("England as published", true), column("Source")},
                              .compact = true,
                              .cards = true};
    for (const Compared& line : seen.lines) {
        const ComparedYear& newest = line.years.front();
        table.rows.push_back(
            {line.headline->name, std::string{made_words(line.made)}, schools_words(newest.own),
             line.made == Made::published ? std::string{"The figure above"}
                                          : value_words(*line.headline->measure, line.england_published),
             newest.source});
    }
    return page_kit::data_table(std::move(table));
}

std::string named(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, "; "));
}

/// The answer before the table.
Html answer(const Beheld& seen) {
    std::vector<std::string> better, worse, alike;
    for (const Compared& line : seen.lines) {
        if (const auto which = line.better())
            (*which ? better : worse).push_back(line.headline->name);
        else if (line.beside == Beside::like)
            alike.push_back(line.headline->name);
    }
    if (better.empty() && worse.empty() && alike.empty())
        return page_kit::paragraph("No measure can be judged beside the neighbours on this day.");
    std::vector<page_kit::Content> items;
    const auto add = [&](const char* words, const std::vector<std::string>& names) {
        items.emplace_back(fmt::format("{}: {}.", words, names.empty() ? "none" : named(names)));
    };
    add("Better than its neighbours, by more than chance explains", better);
    add("Worse than its neighbours, by more than chance explains", worse);
    add("Like its neighbours", alike);
    return page_kit::bullet_list(items);
}

std::string good_share(const InspectedSchools& schools) {
    const long graded = schools.last(LastInspection::overall_grade);
    return page_kit::with_share(schools.by_overall[1] + schools.by_overall[2], graded) + " of " +
           page_kit::with_thousands(graded);
}

/// The one share of inspections that most people ask about.
Html inspections_line(const Beheld& seen, const std::string& query) {
    const auto& found = *seen.inspections;
    Html more = page_kit::paragraph(page_kit::link_to(last_inspections_path + query,
                                                      "How schools were inspected last, with report cards"));
    if (found.own.last(LastInspection::overall_grade) == 0) return more;
    const std::string newest =
        found.grades.newest ? " Newest report published on " + found.grades.newest->display() + "." : "";
    return page_kit::paragraph(
               fmt::format("Outstanding or Good, of schools whose last graded inspection gave an overall "
                           "grade: {} in {}, {} in England.{}",
                           good_share(found.own), seen.name, good_share(found.england), newest)) +
           std::move(more);
}

page_kit::TrendPoint point_of(const Measure& measure, Made made, const ComparedYear& year) {
    page_kit::TrendPoint point{.period = short_period(year.period),
                               .value = year.own.value,
                               .beside = {year.england.value, year.middle()}};
    if (year.own.pupils > 0) point.n = std::lround(year.own.pupils);
    if (!year.own.value) {
        point.missing_reason = "Too few schools with a figure";
        return point;
    }
    if (made == Made::middle) return point;
    const auto open = analytics::interval_of(
        measure.chance, *year.own.value,
        year.own.pupils > 0 ? year.own.pupils : std::numeric_limits<double>::quiet_NaN());
    if (open.limits) {
        point.low = open.limits->low;
        point.high = open.limits->high;
    }
    return point;
}

/// What the next line of the chart must be told of, beneath it.
std::string chart_note(const Compared& line, const Beheld& seen) {
    std::string note = fmt::format("{}; {} schools of {}", made_words(line.made),
                                   schools_words(line.years.front().own), seen.name);
    if (line.england_published && line.made != Made::summed)
        note += "; England as published: " + show(*line.headline->measure, *line.england_published);
    return note;
}

Html charts(const Beheld& seen) {
    Html all;
    for (const Compared& line : seen.lines) {
        const Measure& measure = *line.headline->measure;
        page_kit::TrendChart chart{.id = anchor_of(measure),
                                   .title = line.headline->name,
                                   .unit = std::string{unit_title(measure.unit)},
                                   .value_words = seen.name,
                                   // A sum of pupils of all England has no place on the same scale.
                                   .beside_words = {"England", "Middle of neighbours"},
                                   .decimals = measure.decimals,
                                   .source = {.name = line.years.front().source,
                                              .published = line.years.front().known_from,
                                              .note = chart_note(line, seen)}};
        for (const ComparedYear& year : line.years) {
            auto point = point_of(measure, line.made, year);
            if (line.made == Made::summed) point.beside.front().reset();
            chart.points.insert(chart.points.begin(), std::move(point));
        }
        all += page_kit::trend_chart(chart);
    }
    return all;
}

std::string names_of(const Beheld& seen) {
    std::vector<std::string> names;
    for (const AuthorityCode code : seen.others) names.push_back(seen.all->names.at(code));
    return fmt::format("{}", fmt::join(names, ", "));
}

Html choose(kit::Act& act, const Beheld& seen) {
    page_kit::Choices boxes{.name = "with",
                            .fieldset = page_kit::Fieldset{.legend = {.content = "Compare with"}},
                            .classes = "govuk-checkboxes--small tarn-many"};
    for (const AuthorityCode code : seen.all->others.all)
        boxes.items.push_back({.value = code.text(), .text = seen.all->names.at(code)});
    for (const AuthorityCode code : seen.others) boxes.values.push_back(code.text());
    return page_kit::details(
        {.summary = "Change which authorities are compared",
         .content =
             page_kit::paragraph("The nearest come first. The address of this page keeps your "
                                 "choice, so you can send it to others.") +
             page_kit::search_form(
                 authorities_path,
                 page_kit::checkboxes(boxes) +
                     (seen.as_at == act.today() ? Html{} : page_kit::hidden("as_at", seen.as_at.iso())) +
                     page_kit::button({.content = "Compare", .classes = "govuk-button--secondary"}))});
}

std::string rule_words(const Beheld& seen) {
    if (seen.others.empty()) return "No other authority has a school whose place is known";
    if (seen.usual)
        return fmt::format("The authorities that have a school nearest to a school of {} ({}): {}", seen.name,
                           seen.others.size(), names_of(seen));
    return fmt::format("The {} that you chose: {}", seen.others.size() == 1 ? "authority" : "authorities",
                       names_of(seen));
}

Html neighbours(kit::Act& act, const Beheld& seen) {
    return page_kit::heading(2, "The neighbours") + page_kit::paragraph(rule_words(seen) + ".") +
           choose(act, seen) +
           (seen.usual ? Html{}
                       : page_kit::paragraph(page_kit::link_to(authorities_path, "Back to the nearest")));
}

Html how_to_read(const Beheld& seen) {
    return page_kit::details(
        {.summary = "How these figures are made",
         .content =
             page_kit::bullet_list(
                 {fmt::format("Each line is made in one way for {}, England and the neighbours. \"How\" says "
                              "which.",
                              seen.name),
                  "Worked out from schools, by pupils: the mean of the schools' published figures. Each "
                  "school "
                  "counts by the pupils in the file, or by its roll.",
                  "Middle school: half of the schools are higher. It is used where no file says how much "
                  "each "
                  "school counts.",
                  "A figure that its publisher withheld stays withheld. It is left out of every mean and "
                  "sum.",
                  "There is no figure where fewer than 3 schools have one, or fewer than half of those "
                  "listed.",
                  fmt::format("England includes {}.", seen.name),
                  "Rank: 1st is the best. Where neither end is better, it counts from the highest.",
                  "Well above or well below: further from the neighbours' middle than most neighbours, and "
                  "by "
                  "more than chance explains.",
                  "Schools count under the authority they are in now, and in the years when they were "
                  "open."}) +
             sources_table(seen)});
}

const std::vector<documents::Column> file_columns{
    {"Measure", 34},     {"Year"},           {"Area", 24}, {"Figure"},     {"Unit"},     {"Pupils (n)"},
    {"Schools counted"}, {"Schools listed"}, {"How", 34},  {"Source", 40}, {"Published"}};

/// A row for each measure, year and area.
documents::Workbook file_of(kit::Act& act, const Beheld& seen) {
    documents::Sheet sheet{.name = "Authorities", .columns = file_columns, .rows = {}};
    for (const Compared& line : seen.lines)
        for (const ComparedYear& year : line.years) {
            const auto add = [&](const std::string& area, const AreaFigure& figure) {
                const Measure& measure = *line.headline->measure;
                sheet.rows.push_back(
                    {line.headline->name, period_words(year.period), area,
                     figure.value ? documents::Cell{documents::Number{*figure.value, measure.decimals}}
                                  : documents::Cell{documents::Missing{
                                        figure.listed == 0 ? "not listed" : "too few schools with a figure"}},
                     std::string{unit_title(measure.unit)},
                     figure.pupils > 0 ? documents::Cell{std::int64_t{std::lround(figure.pupils)}}
                                       : documents::Cell{documents::Missing{"not given"}},
                     std::int64_t{figure.counted}, std::int64_t{figure.listed},
                     std::string{made_words(line.made)}, year.source, year.known_from});
            };
            add(seen.name, year.own);
            add("England", year.england);
            for (const auto& [code, figure] : year.others_by_code) add(seen.all->names.at(code), figure);
        }
    return {.title = "How " + seen.name + " compares",
            .author = "Tarn",
            .made = act.clock.now(),
            .sheets = {std::move(sheet)},
            .notes = {"As known on " + seen.as_at.display() + ". Published figures.",
                      "England includes " + seen.name + "."}};
}

web::Response authorities_file(const PageTools& tools, AuthoritiesKept& kept, kit::Act& act,
                               bool spreadsheet) {
    const auto book = file_of(act, beheld(tools, kept, act, act.as_at()));
    if (!spreadsheet)
        return web::Response::download("authorities.csv", documents::csv_type, documents::to_csv(book));
    auto bytes = documents::to_xlsx(book);
    if (!bytes) throw std::runtime_error(bytes.error().message);
    return web::Response::download("authorities.xlsx", documents::xlsx_type, *std::move(bytes));
}

web::Response authorities_page(const PageTools& tools, AuthoritiesKept& kept, kit::Act& act) {
    const Beheld seen = beheld(tools, kept, act, act.as_at());
    const std::string query = query_of(act, seen);
    auto table = lines_table(seen);
    table.downloads = {{"CSV", authorities_path + std::string{".csv"} + query},
                       {"Excel", authorities_path + std::string{".xlsx"} + query}};
    return kit::respond(
        act,
        {.title = fmt::format("How {} compares with England and its neighbours", seen.name),
         .caption = "As at " + seen.as_at.display(),
         .wide = true},
        answer(seen) + page_kit::data_table(std::move(table)) + how_to_read(seen) + neighbours(act, seen) +
            page_kit::heading(2, "Inspections") +
            inspections_line(seen, seen.as_at == act.today() ? "" : "?as_at=" + seen.as_at.iso()) +
            page_kit::heading(2, "Year by year") + charts(seen));
}

/// What a member of the scrutiny committee asks first.
Html authorities_home(const PageTools& tools, AuthoritiesKept& kept, kit::Act& act) {
    if (act.viewer.role() != access::Role::scrutiny_member) return {};
    const Beheld seen = beheld(tools, kept, act, act.today());
    return page_kit::heading(2, fmt::format("How {} compares with England and its neighbours", seen.name)) +
           answer(seen) + page_kit::data_table(home_table(seen)) +
           page_kit::paragraph(
               page_kit::link_to(authorities_path, "Five years, sources and the neighbours")) +
           inspections_line(seen, "");
}

}

std::shared_ptr<const AllAuthorities> AuthoritiesKept::of(const schools::Register& schools,
                                                          const Snapshot& snapshot, Date as_at,
                                                          AuthorityCode own) {
    return recent_.of({snapshot, as_at, own}, [&] {
        AllAuthorities all{area_measures(*snapshot, as_at), by_nearness(*snapshot, as_at, own), {}};
        for (const AuthorityCode code : all.others.all) {
            const std::string name{schools.authority_name(code)};
            all.names.emplace(code, name.empty() ? "Authority " + code.text() : name);
        }
        return std::make_shared<const AllAuthorities>(std::move(all));
    });
}

void add_authorities_routes(kit::Feature& given, const PageTools& tools) {
    const auto kept = std::make_shared<AuthoritiesKept>();
    const auto get = [&](std::string pattern, auto page) {
        given.routes.push_back({web::Method::get, std::move(pattern), access::Permission::signed_in, false,
                                "", page, "How the authority compares"});
    };
    get(authorities_path, [tools, kept](kit::Act& act) { return authorities_page(tools, *kept, act); });
    get(authorities_path + std::string{".csv"},
        [tools, kept](kit::Act& act) { return authorities_file(tools, *kept, act, false); });
    get(authorities_path + std::string{".xlsx"},
        [tools, kept](kit::Act& act) { return authorities_file(tools, *kept, act, true); });
    given.routes.push_back(
        {web::Method::get, last_inspections_path, access::Permission::signed_in, false, "",
         [tools, kept](kit::Act& act) { return last_inspections_page(tools, kept->inspections, act); },
         "How schools were inspected last"});
    given.menu.push_back({"How we compare", authorities_path, access::Permission::level_counts});
    given.home.push_back(
        {.order = 5, .render = [tools, kept](kit::Act& act) { return authorities_home(tools, *kept, act); }});
}

}
