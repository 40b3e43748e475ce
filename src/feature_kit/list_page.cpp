// A list as a page: filters, table, paging; and its routes.
#include "feature_kit/list_page.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

#include "feature_kit/list_parts.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

using FilterKind = ListFilterSpec::Kind;

/// More filters than this fold up, so that the list is not pushed out of sight.
constexpr std::size_t most_open_filters = 4;

void require(const ListSpec& spec, bool holds, std::string_view what, std::string_view which = {}) {
    if (!holds) throw std::invalid_argument(fmt::format("the list {}: {} {}", spec.path, what, which));
}

void check_filter(const ListSpec& spec, const ListFilterSpec& filter, bool memory) {
    require(spec, !filter.key.empty() && !filter.title.empty(), "a filter needs a key and a title");
    for (const char* taken : {"sort", "direction", "page", "csrf", "draft"})
        require(spec, filter.key != taken, "a filter cannot be called", filter.key);
    if (filter.kind == FilterKind::choice)
        require(spec, filter.occurring || filter.answers_for || !filter.answers.empty(),
                "there are no answers for the filter", filter.key);
    if (filter.by_source) return;
    if (memory)
        require(spec, filter.kind == FilterKind::tick ? bool{filter.test} : bool{filter.value},
                "rows in memory: say what to look at in the filter", filter.key);
    else
        require(spec, !filter.occurring,
                "rows in SQL: the answers of this filter must be given:", filter.key);
}

void check_permissions(const ListSpec& spec) {
    access::require_in_table(spec.permission, "the list " + spec.path);
    const auto check = [&](const std::optional<Permission>& permission, const std::string& what) {
        if (permission) access::require_in_table(*permission, what + " of the list " + spec.path);
    };
    for (const ListColumnSpec& column : spec.columns) check(column.permission, "the column " + column.key);
    for (const ListFilterSpec& filter : spec.filters) check(filter.permission, "the filter " + filter.key);
}

void check(const ListSpec& spec, bool memory) {
    require(spec, spec.path.starts_with('/') && !spec.title.empty(), "it needs a path and a title");
    require(spec, !spec.noun.empty() && !spec.nouns.empty(), "it needs a noun and its plural");
    check_permissions(spec);
    std::set<std::string> keys;
    bool on_page = false;
    for (const ListColumnSpec& column : spec.columns) {
        require(spec, !column.key.empty() && !column.title.empty(), "a column needs a key and a title");
        require(spec, keys.insert(column.key).second, "two columns have the key", column.key);
        require(spec, bool{column.value}, "nothing says what stands in the column", column.key);
        on_page = on_page || column.where != ListColumnSpec::Where::file;
    }
    require(spec, on_page, "no column stands on the page");
    std::set<std::string> names;
    for (const ListFilterSpec& filter : spec.filters) {
        check_filter(spec, filter, memory);
        for (const ListColumnSpec& column : spec.columns)
            require(spec, column.key != filter.key || column.permission == filter.permission,
                    "not everybody may see the column, so neither filter by it:", filter.key);
        require(spec, names.insert(filter.key).second, "two filters have the key", filter.key);
    }
    if (spec.sort.empty()) return;
    const auto at = std::ranges::find(spec.columns, spec.sort, &ListColumnSpec::key);
    require(spec, at != spec.columns.end() && at->sorts && !at->permission, "it cannot be sorted at first by",
            spec.sort);
}

std::string id_of(const ListSpec& spec) {
    std::string id;
    for (const char c : spec.nouns) id += c == ' ' ? '-' : c;
    return id;
}

Html day_field(const std::string& name, const std::string& label, const std::string& typed) {
    page_kit::Input input{.name = name, .label = {.content = label}, .value = typed, .type = "date"};
    if (!typed.empty() && !Date::parse_iso(typed)) input.error.content = "Enter a date such as 31/03/2026";
    return page_kit::input(input);
}

Html choice_field(const ListSight& sight, std::size_t i) {
    const ListFilterSpec& filter = sight.spec.filters[i];
    page_kit::Select select{.name = filter.key,
                            .label = {.content = filter.title},
                            .hint = {.content = filter.hint},
                            .value = sight.sought.typed[i]};
    if (sight.answers[i].empty()) return {};
    select.items.reserve(sight.answers[i].size() + 1);
    if (!filter.usual) select.items.push_back({.text = "Any", .value = ""});
    for (const Answer& answer : sight.answers[i])
        select.items.push_back({.text = answer.title, .value = answer.code});
    return page_kit::select(select);
}

Html words_field(const ListFilterSpec& filter, const std::string& typed) {
    page_kit::Input input{.name = filter.key,
                          .label = {.content = filter.title},
                          .hint = {.content = filter.hint},
                          .value = typed,
                          .type = "search"};
    if (filter.best_first)
        input.group.after_input = page_kit::button({.content = "Search", .classes = "tarn-search__button"});
    return page_kit::input(input);
}

Html filter_field(const ListSight& sight, std::size_t i) {
    const ListFilterSpec& filter = sight.spec.filters[i];
    const std::string& typed = sight.sought.typed[i];
    switch (filter.kind) {
        case FilterKind::choice:
            return choice_field(sight, i);
        case FilterKind::contains:
            return words_field(filter, typed);
        case FilterKind::between:
            return day_field(filter.key + "_from", filter.title + " from", typed) +
                   day_field(filter.key + "_to", filter.title + " until", sight.sought.typed_to[i]);
        case FilterKind::tick:
            return page_kit::checkboxes({.name = filter.key,
                                         .hint = {.content = filter.hint},
                                         .items = {{.value = "yes", .text = filter.title}},
                                         .values = {typed},
                                         .classes = "govuk-checkboxes--small"});
        case FilterKind::day:
            break;
    }
    return page_kit::input({.name = filter.key,
                            .label = {.content = filter.title},
                            .hint = {.content = filter.hint},
                            .value = typed,
                            .type = "date",
                            .classes = "govuk-input--width-10"});
}

page_kit::ActiveFilter without(const ListSight& sight, std::size_t i, std::string words) {
    ListSought other = sight.sought;
    other.typed[i] = sight.usual[i];
    other.typed_to[i].clear();
    return {std::move(words), list_href(sight, other, 1)};
}

page_kit::Column column_heading(const ListSight& sight, const ListColumnSpec& column, bool worth_sorting) {
    page_kit::Column heading{.heading = column.title, .numeric = column.numeric, .label = column.title};
    if (!column.sorts || !worth_sorting) return heading;
    const bool by_this = sight.sought.sort == &column;
    ListSought other = sight.sought;
    other.sort = &column;
    other.descending = by_this ? !sight.sought.descending : column.largest_first;
    heading.sort_href = list_href(sight, other, 1);
    if (by_this)
        heading.sorted = sight.sought.descending ? page_kit::Sorted::descending : page_kit::Sorted::ascending;
    return heading;
}

page_kit::Content content_of(const ListColumnSpec& column, const void* row, Act& act) {
    page_kit::Content content = column.shown ? column.shown(row, act)
                                : column.value.text && column.missing.empty()
                                    ? page_kit::Content{column.value.text(row)}
                                    : page_kit::Content{words_of(cell_of(column, row, act))};
    if (!column.href || content.empty()) return content;
    return page_kit::link_to(column.href(row, act), std::move(content));
}

std::string empty_sentence(const ListSight& sight, const ListFound& found) {
    const ListSpec& spec = sight.spec;
    if (found.all > 0 || !words_of_filters(sight).empty())
        return spec.no_match.empty() ? "No " + spec.noun + " fits these filters." : spec.no_match;
    return spec.nothing.empty() ? "There are no " + spec.nouns + "." : spec.nothing;
}

Html table(const ListSight& sight, const ListFound& found, std::size_t pages) {
    const ListSpec& spec = sight.spec;
    page_kit::DataTable table{.id = id_of(spec),
                              .caption = words_of_count(spec, found, narrowed(sight)),
                              .empty_sentence = empty_sentence(sight, found),
                              .source_note = note_of(spec, found),
                              .downloads = {{"CSV", list_href(sight, sight.sought, 1, ".csv")},
                                            {"Excel", list_href(sight, sight.sought, 1, ".xlsx")}},
                              .cards = true};
    if (pages > 1) table.caption += fmt::format(", page {} of {}", sight.page, pages);
    std::vector<const ListColumnSpec*> columns;
    for (const ListColumnSpec* column : sight.columns)
        if (column->where != ListColumnSpec::Where::file &&
            (!column->page_when || column->page_when(sight.act)))
            columns.push_back(column);
    table.compact = columns.size() > 5;
    for (const ListColumnSpec* column : columns)
        table.columns.push_back(column_heading(sight, *column, found.matching > 1));
    for (const void* row : found.rows) {
        auto& cells = table.rows.emplace_back();
        cells.reserve(columns.size());
        for (const ListColumnSpec* column : columns) cells.push_back(content_of(*column, row, sight.act));
    }
    return page_kit::data_table(std::move(table));
}

Html past_filters(const ListSight& sight, const ListFound& found) {
    return web::element(
        "p", {{"class", "govuk-body tarn-past-filters"}},
        page_kit::link_to("#" + id_of(sight.spec),
                          "Go to the list: " + words_of_count(sight.spec, found, narrowed(sight))));
}

/// A print has no filter panel: what was asked stands in words.
Html print_words(const ListSight& sight) {
    std::string words = words_of_filters(sight);
    words += (words.empty() ? "" : " ") + words_of_order(sight);
    if (words.empty()) return {};
    return web::element("p", {{"class", "govuk-body tarn-print-only"}}, Html::text(words));
}

Html links_elsewhere(const ListSight& sight) {
    Html links;
    for (const auto& [words, path] : sight.spec.elsewhere)
        links += page_kit::paragraph(page_kit::link_to(href_elsewhere(sight, path), words));
    return links;
}

}

Html filters(const ListSight& sight) {
    page_kit::FilterPanel panel{.action = sight.path, .open = sight.spec.filters.size() <= most_open_filters};
    ListSought none = sight.sought;
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i) {
        if (!may_see(sight.act, sight.spec.filters[i].permission)) continue;
        (sight.spec.filters[i].best_first ? panel.search : panel.fields) += filter_field(sight, i);
        if (auto words = words_of_filter(sight, i); !words.empty())
            panel.active.push_back(without(sight, i, std::move(words)));
        none.typed[i] = sight.usual[i];
        none.typed_to[i].clear();
    }
    // The order stays when filters are applied.
    for (const auto& [name, value] : list_fields(sight, sight.sought, 1))
        if (name == "sort" || name == "direction") panel.fields += page_kit::hidden(name, value);
    panel.clear_href = list_href(sight, none, 1);
    return page_kit::filter_panel(panel);
}

List::List(ListSpec spec, ListSource source, Rows where) : source_(std::move(source)) {
    check(spec, where == Rows::in_memory);
    spec_ = std::make_shared<const ListSpec>(std::move(spec));
}

List::Drawn List::drawn(Act& act) const {
    ListSight sight = sight_of(*spec_, act);
    const auto look = [&] {
        sight.sought.limit = rows_on_a_page;
        sight.sought.offset = (sight.page - 1) * rows_on_a_page;
        return source_(act, *spec_, sight.sought);
    };
    ListFound found = look();
    const std::size_t pages =
        std::max<std::size_t>(1, (found.matching + rows_on_a_page - 1) / rows_on_a_page);
    if (sight.page > pages) {
        // A link of yesterday to a page that is no more shows the last.
        sight.page = pages;
        found = look();
    }
    see_what_occurs(sight, found);
    record_reading(sight, found, "");
    const Html list =
        found.over + links_elsewhere(sight) + print_words(sight) + table(sight, found, pages) +
        page_kit::pagination_of(static_cast<int>(sight.page), static_cast<int>(pages), [&](int page) {
            return list_href(sight, sight.sought, static_cast<std::size_t>(page));
        });
    // Where no row fits, another day or authority may have some.
    const bool by_source = std::ranges::any_of(spec_->filters, &ListFilterSpec::by_source);
    const bool filterable = !spec_->filters.empty() && (found.all > 0 || narrowed(sight) || by_source);
    return {heading_of(*spec_, found, act),
            filterable ? past_filters(sight, found) + page_kit::filtered_list(filters(sight), list) : list};
}

Html List::html(Act& act) const {
    return drawn(act).content;
}

web::Response List::page(Act& act) const {
    Html content;
    if (spec_->button && act.viewer.may(spec_->button->permission))
        content = page_kit::button({.content = spec_->button->title, .href = spec_->button->href});
    if (spec_->above) content += spec_->above(act);
    Drawn list = drawn(act);
    content += list.content;
    if (spec_->below) content += spec_->below(act);
    return respond(act,
                   {.title = std::move(list.heading),
                    .caption = spec_->caption ? spec_->caption(act) : std::string{},
                    .back_href = spec_->back_href,
                    .wide = true},
                   std::move(content));
}

ListView List::view(Act& act, std::string path) const {
    auto sight = std::make_shared<ListSight>(sight_of(*spec_, act));
    sight->path = std::move(path);
    ListFound found = source_(act, *spec_, sight->sought);
    see_what_occurs(*sight, found);
    record_reading(*sight, found, "");
    return {std::move(sight), std::move(found)};
}

Html ListView::beside_filters(Html page) const {
    return page_kit::filtered_list(filters(*sight_), std::move(page));
}

std::string ListView::href(std::string_view path) const {
    return href_elsewhere(*sight_, std::string{path});
}

Route List::route(std::string pattern, std::string audit, ActHandler handler) const {
    return {.method = web::Method::get,
            .pattern = std::move(pattern),
            .permission = spec_->permission,
            .audit_label = std::move(audit),
            .handler = std::move(handler),
            .title = spec_->title};
}

std::vector<Route> List::file_routes() const {
    const std::string path = spec_->files.empty() ? spec_->path : spec_->files;
    const auto file = [&](const char* ending, FileKind kind) {
        return route(path + ending, file_audit(*spec_),
                     [list = *this, kind](Act& act) { return list.file(act, kind); });
    };
    return {file(".csv", FileKind::csv), file(".xlsx", FileKind::xlsx)};
}

std::vector<Route> List::routes(ActHandler page) const {
    if (!page) page = [list = *this](Act& act) { return list.page(act); };
    auto all = file_routes();
    all.insert(all.begin(), route(spec_->path, spec_->audit, std::move(page)));
    return all;
}

}
