// The list of schools with its filters, order, pages and exports.
#include <algorithm>
#include <map>

#include "feature_kit/act.hpp"
#include "platform/documents/workbook.hpp"
#include "schools/authorities_rules.hpp"
#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

constexpr int rows_on_a_page = 50;

std::optional<std::set<Urn>> urns_of_area(kit::Act& act, const ListQuery& query) {
    if (!query.area) return std::nullopt;
    // An area is its authority's own: another authority's number finds nothing.
    const auto own = areas(act.db, act.viewer.authority());
    const bool known =
        std::any_of(own.begin(), own.end(), [&](const Area& area) { return area.id == *query.area; });
    if (!known) return std::set<Urn>{};
    const auto urns = schools_of_area(act.db, *query.area, query.as_at);
    return std::set<Urn>(urns.begin(), urns.end());
}

std::vector<page_kit::SelectItem> authority_items(storage::Reader& db, const Register& schools, Date as_at) {
    std::vector<page_kit::SelectItem> items{{.text = "All England", .value = "all"}};
    for (const AuthorityCode code : schools.authorities(as_at)) {
        items.push_back({.text = authority_words(db, schools, code), .value = code.text()});
    }
    std::sort(items.begin() + 1, items.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
    return items;
}

std::vector<page_kit::SelectItem> phase_items() {
    std::vector<page_kit::SelectItem> items{{.text = "Any phase", .value = ""}};
    for (int i = 0; i < static_cast<int>(analytics::Phase::unknown); ++i) {
        const auto phase = static_cast<analytics::Phase>(i);
        items.push_back({.text = std::string{analytics::phase_title(phase)},
                         .value = std::string{analytics::phase_code(phase)}});
    }
    return items;
}

/// Types and districts that occur among the schools of the authority on the day.
struct Occurring {
    std::set<Type> types;
    std::set<std::string_view> districts;
};
Occurring occurring(const Listed& list) {
    Occurring out;
    const auto all = list.query.authority ? list.schools->open_in(*list.query.authority, list.query.as_at)
                                          : list.schools->open_in_england(list.query.as_at);
    for (const School* school : all) {
        out.types.insert(school->type);
        if (!school->district.empty() && list.query.authority) out.districts.insert(school->district);
    }
    return out;
}

Html select_of(std::string name, std::string label, std::vector<page_kit::SelectItem> items,
               std::string value) {
    return page_kit::select({.name = std::move(name),
                             .label = {.content = label},
                             .items = std::move(items),
                             .value = std::move(value)});
}

Html area_field(const Listed& list, kit::Act& act) {
    const auto own = areas(act.db, act.viewer.authority());
    if (own.empty()) return {};
    std::vector<page_kit::SelectItem> items{{.text = "Any area", .value = ""}};
    for (const Area& area : own) items.push_back({.text = area.name, .value = std::to_string(area.id.value)});
    return select_of("area", "Area", std::move(items),
                     list.query.area ? std::to_string(list.query.area->value) : std::string{});
}

}

Listed listed(const PageTools& tools, kit::Act& act) {
    Listed list{tools.registers.current(act.db),
                read_list_query(act.request, act.viewer.authority(), act.today()),
                {}};
    list.rows = listed_schools(*list.schools, list.query, urns_of_area(act, list.query));
    return list;
}

Html filter_fields(const Listed& list, kit::Act& act) {
    const ListQuery& query = list.query;
    const Occurring found = occurring(list);
    std::vector<page_kit::SelectItem> types{{.text = "Any type", .value = ""}};
    for (const Type type : found.types) {
        types.push_back(
            {.text = std::string{type_title(type)}, .value = std::to_string(static_cast<int>(type))});
    }
    std::vector<page_kit::SelectItem> districts{{.text = "Any district", .value = ""}};
    for (const std::string_view district : found.districts) {
        districts.push_back({.text = std::string{district}, .value = std::string{district}});
    }
    return page_kit::input({.name = "q",
                            .label = {.content = "Name, URN, DfE number or postcode"},
                            .value = query.text,
                            .type = "search"}) +
           select_of("authority", "Local authority", authority_items(act.db, *list.schools, query.as_at),
                     query.authority ? query.authority->text() : std::string{"all"}) +
           area_field(list, act) +
           select_of("phase", "Phase", phase_items(),
                     query.phase ? std::string{analytics::phase_code(*query.phase)} : std::string{}) +
           select_of("type", "Type", std::move(types),
                     query.type ? std::to_string(static_cast<int>(*query.type)) : std::string{}) +
           (found.districts.empty()
                ? Html{}
                : select_of("district", "District", std::move(districts), query.district)) +
           select_of("status", "Status",
                     {{.text = "Open", .value = ""}, {.text = "Closed before then", .value = "closed"}},
                     query.closed ? "closed" : "") +
           as_at_field(query.as_at);
}

std::vector<page_kit::ActiveFilter> active_filters(const Listed& list, kit::Act& act) {
    std::vector<page_kit::ActiveFilter> out;
    const AuthorityCode home = act.viewer.authority();
    const auto add = [&](std::string text, auto&& clear) {
        ListQuery without = list.query;
        without.page = 1;
        clear(without);
        out.push_back({std::move(text), list_href(without, home, act.today(), act.request.path)});
    };
    const ListQuery& query = list.query;
    if (!query.text.empty()) add("\"" + query.text + "\"", [](ListQuery& q) { q.text.clear(); });
    if (!query.authority && home.value != 0) add("All England", [&](ListQuery& q) { q.authority = home; });
    if (query.authority && *query.authority != home) {
        add(authority_words(act.db, *list.schools, *query.authority),
            [&](ListQuery& q) { q.authority = home; });
    }
    if (query.phase) {
        add("Phase: " + std::string{analytics::phase_title(*query.phase)},
            [](ListQuery& q) { q.phase.reset(); });
    }
    if (query.type)
        add("Type: " + std::string{type_title(*query.type)}, [](ListQuery& q) { q.type.reset(); });
    if (!query.district.empty()) add("District: " + query.district, [](ListQuery& q) { q.district.clear(); });
    if (query.area) add("Area", [](ListQuery& q) { q.area.reset(); });
    if (query.closed) add("Closed", [](ListQuery& q) { q.closed = false; });
    if (query.as_at != act.today()) {
        add("As at " + query.as_at.display(), [&](ListQuery& q) { q.as_at = act.today(); });
    }
    return out;
}

namespace {

page_kit::Column column(const Listed& list, kit::Act& act, std::string heading, Order order,
                        bool numeric = false) {
    const bool sorted =
        list.query.order == order || (!list.query.order && order == Order::name && list.query.text.empty());
    ListQuery next = list.query;
    next.page = 1;
    next.order = order;
    next.descending = sorted && !list.query.descending;
    return {.heading = heading,
            .numeric = numeric,
            .sort_href = list_href(next, act.viewer.authority(), act.today()),
            .sorted = !sorted                 ? page_kit::Sorted::no
                      : list.query.descending ? page_kit::Sorted::descending
                                              : page_kit::Sorted::ascending};
}

std::string number_words(std::int32_t number) {
    return number < 0 ? "not known" : std::to_string(number);
}

std::vector<page_kit::Content> row_of(const School& school, const ListQuery& query, Date today) {
    return {page_kit::link_to(school_href(school.urn, query.as_at, today), school.name),
            school.urn.text(),
            analytics::phase_title(school.phase),
            type_title(school.type),
            school.district.empty() ? std::string_view{"not known"} : school.district,
            query.closed ? day_words(school.closed, "open") : day_words(school.opened, "before records"),
            number_words(school.roll)};
}

Html table_of(const Listed& list, kit::Act& act) {
    const AuthorityCode home = act.viewer.authority();
    page_kit::DataTable table{
        .id = "schools",
        .caption = std::to_string(list.rows.size()) + (list.rows.size() == 1 ? " school" : " schools"),
        .columns = {column(list, act, "School", Order::name), column(list, act, "URN", Order::urn),
                    column(list, act, "Phase", Order::phase), column(list, act, "Type", Order::type),
                    column(list, act, "District", Order::district),
                    list.query.closed ? page_kit::Column{.heading = "Closed"}
                                      : column(list, act, "Opened", Order::opened),
                    column(list, act, "Pupils", Order::roll, true)},
        .empty_sentence = "No school fits these filters.",
        .source_note = register_note,
        .downloads = {{"CSV", list_href(list.query, home, act.today(), "/schools/export.csv")},
                      {"Excel", list_href(list.query, home, act.today(), "/schools/export.xlsx")}},
        .compact = true};
    const auto first = static_cast<std::size_t>(list.query.page - 1) * rows_on_a_page;
    for (std::size_t i = first; i < list.rows.size() && i < first + rows_on_a_page; ++i) {
        table.rows.push_back(row_of(*list.rows[i], list.query, act.today()));
    }
    const int pages = static_cast<int>((list.rows.size() + rows_on_a_page - 1) / rows_on_a_page);
    return page_kit::data_table(table) + page_kit::pagination_of(list.query.page, pages, [&](int page) {
               ListQuery other = list.query;
               other.page = page;
               return list_href(other, home, act.today());
           });
}

std::string title_of(storage::Reader& db, const Listed& list) {
    if (!list.query.authority) return "Schools of England";
    return "Schools of " + authority_words(db, *list.schools, *list.query.authority);
}

}

web::Response list_page(const PageTools& tools, kit::Act& act) {
    Listed list = listed(tools, act);
    const int pages = std::max(1, static_cast<int>((list.rows.size() + rows_on_a_page - 1) / rows_on_a_page));
    list.query.page = std::min(list.query.page, pages);
    const AuthorityCode home = act.viewer.authority();
    ListQuery nothing{.as_at = act.today(), .authority = home};
    const Html panel = page_kit::filter_panel({.action = "/schools",
                                               .fields = filter_fields(list, act),
                                               .active = active_filters(list, act),
                                               .clear_href = list_href(nothing, home, act.today())});
    const Html links = page_kit::paragraph(page_kit::link_to(
        list_href(list.query, home, act.today(), "/schools/map"), "Show these schools on a map"));
    return kit::respond(
        act,
        {.title = title_of(act.db, list), .caption = "As at " + list.query.as_at.display(), .wide = true},
        page_kit::filtered_list(panel, links + table_of(list, act)));
}

namespace {

documents::Cell text_cell(std::string_view text) {
    if (text.empty()) return documents::Missing{"not known"};
    return std::string{text};
}
documents::Cell number_cell(std::int32_t number) {
    if (number < 0) return documents::Missing{"not known"};
    return std::int64_t{number};
}
documents::Cell day_cell(const std::optional<Date>& date, const char* reason) {
    if (!date) return documents::Missing{reason};
    return *date;
}

documents::Workbook workbook_of(const Listed& list, kit::Act& act) {
    documents::Sheet sheet{.name = "Schools",
                           .columns = {{"URN"},
                                       {"LAESTAB"},
                                       {"School"},
                                       {"Local authority"},
                                       {"Phase"},
                                       {"Type"},
                                       {"Lowest age"},
                                       {"Highest age"},
                                       {"Pupils"},
                                       {"Capacity"},
                                       {"Opened"},
                                       {"Closed"},
                                       {"Postcode"},
                                       {"District"},
                                       {"Ward"},
                                       {"Trust"},
                                       {"Federation"},
                                       {"Diocese"},
                                       {"Religious character"}},
                           .rows = {}};
    for (const School* s : list.rows) {
        sheet.rows.push_back(
            {std::int64_t{s->urn.value}, text_cell(s->laestab.value ? s->laestab.text() : std::string{}),
             text_cell(s->name), text_cell(authority_words(act.db, *list.schools, s->authority)),
             text_cell(analytics::phase_title(s->phase)), text_cell(type_title(s->type)),
             number_cell(s->low_age), number_cell(s->high_age), number_cell(s->roll),
             number_cell(s->capacity), day_cell(s->opened, "before records"), day_cell(s->closed, "open"),
             text_cell(s->postcode), text_cell(s->district), text_cell(s->ward), text_cell(s->trust),
             text_cell(s->federation), text_cell(s->diocese), text_cell(s->religion)});
    }
    return {.title = title_of(act.db, list),
            .author = act.viewer.name(),
            .made = act.clock.now(),
            .sheets = {std::move(sheet)},
            .notes = {title_of(act.db, list) + ", as at " + list.query.as_at.display(), register_note}};
}

std::string file_name(const Listed& list, const char* ending) {
    const std::string where = list.query.authority ? list.query.authority->text() : std::string{"england"};
    return "schools-" + where + "-" + list.query.as_at.iso() + ending;
}

}

web::Response list_csv(const PageTools& tools, kit::Act& act) {
    const Listed list = listed(tools, act);
    return web::Response::download(file_name(list, ".csv"), documents::csv_type,
                                   documents::to_csv(workbook_of(list, act)));
}

web::Response list_xlsx(const PageTools& tools, kit::Act& act) {
    const Listed list = listed(tools, act);
    auto file = documents::to_xlsx(workbook_of(list, act));
    if (!file) return web::Response::text(500, file.error().message);
    return web::Response::download(file_name(list, ".xlsx"), documents::xlsx_type, std::move(*file));
}

}
