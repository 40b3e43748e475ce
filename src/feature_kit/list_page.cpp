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
    if (filter.kind == FilterKind::source) {
        require(spec, filter.draw && filter.words,
                "a filter of the source draws and tells itself:", filter.key);
        return;
    }
    if (filter.kind == FilterKind::choice)
        require(spec, filter.occurring || filter.answers_for || !filter.answers.empty(),
                "there are no answers for the filter", filter.key);
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
    if (!typed.empty() && !Date::parse_iso(typed)) input.error.content = "Enter a date such as 2026-03-31";
    return page_kit::input(input);
}

Html choice_field(const ListSight& sight, std::size_t i) {
    const ListFilterSpec& filter = sight.spec.filters[i];
    page_kit::Select select{.name = filter.key,
                            .label = {.content = filter.title},
                            .hint = {.content = filter.hint},
                            .items = {{.text = "Any", .value = ""}},
                            .value = sight.sought.typed[i]};
    for (const Answer& answer : sight.answers[i])
        select.items.push_back({.text = answer.title, .value = answer.code});
    return page_kit::select(select);
}

Html filter_field(const ListSight& sight, std::size_t i) {
    const ListFilterSpec& filter = sight.spec.filters[i];
    const std::string& typed = sight.sought.typed[i];
    switch (filter.kind) {
        case FilterKind::choice:
            return choice_field(sight, i);
        case FilterKind::contains:
            return page_kit::input({.name = filter.key,
                                    .label = {.content = filter.title},
                                    .hint = {.content = filter.hint},
                                    .value = typed,
                                    .type = "search"});
        case FilterKind::between:
            return day_field(filter.key + "_from", filter.title + " from", typed) +
                   day_field(filter.key + "_to", filter.title + " until", sight.sought.typed_to[i]);
        case FilterKind::tick:
            return page_kit::checkboxes({.name = filter.key,
                                         .hint = {.content = filter.hint},
                                         .items = {{.value = "yes", .text = filter.title}},
                                         .values = {typed},
                                         .classes = "govuk-checkboxes--small"});
        case FilterKind::source:
            break;
    }
    return filter.draw(sight.act, typed);
}

page_kit::ActiveFilter without(const ListSight& sight, std::size_t i, std::string words) {
    ListSought other = sight.sought;
    other.typed[i].clear();
    other.typed_to[i].clear();
    return {std::move(words), list_href(sight, other, 1)};
}

Html filters(const ListSight& sight) {
    page_kit::FilterPanel panel{.action = sight.path, .open = sight.spec.filters.size() <= most_open_filters};
    ListSought none = sight.sought;
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i) {
        if (!may_see(sight.act, sight.spec.filters[i].permission)) continue;
        panel.fields += filter_field(sight, i);
        if (auto words = words_of_filter(sight, i); !words.empty())
            panel.active.push_back(without(sight, i, std::move(words)));
        none.typed[i].clear();
        none.typed_to[i].clear();
    }
    // The order stays when filters are applied.
    for (const auto& [name, value] : list_fields(sight, none, 1))
        panel.fields += page_kit::hidden(name, value);
    panel.clear_href = list_href(sight, none, 1);
    return page_kit::filter_panel(panel);
}

page_kit::Column heading_of(const ListSight& sight, const ListColumnSpec& column, bool worth_sorting) {
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

page_kit::Content content_of(const ListColumnSpec& column, const void* row) {
    page_kit::Content content =
        column.shown ? column.shown(row) : page_kit::Content{words_of(column.value(row))};
    if (!column.href || content.empty()) return content;
    return page_kit::link_to(column.href(row), content);
}

std::string empty_sentence(const ListSpec& spec, const ListFound& found) {
    if (found.all > 0)
        return spec.no_match.empty() ? "No " + spec.noun + " fits these filters." : spec.no_match;
    return spec.nothing.empty() ? "There are no " + spec.nouns + "." : spec.nothing;
}

Html table(const ListSight& sight, const ListFound& found, std::size_t pages) {
    const ListSpec& spec = sight.spec;
    page_kit::DataTable table{.id = id_of(spec),
                              .caption = words_of_count(spec, found, in_use(sight)),
                              .empty_sentence = empty_sentence(spec, found),
                              .source_note = note_of(spec, found),
                              .downloads = {{"CSV", list_href(sight, sight.sought, 1, ".csv")},
                                            {"Excel", list_href(sight, sight.sought, 1, ".xlsx")}},
                              .cards = true};
    if (pages > 1) table.caption += fmt::format(", page {} of {}", sight.page, pages);
    std::vector<const ListColumnSpec*> columns;
    for (const ListColumnSpec* column : sight.columns)
        if (column->where != ListColumnSpec::Where::file) columns.push_back(column);
    table.compact = columns.size() > 5;
    for (const ListColumnSpec* column : columns)
        table.columns.push_back(heading_of(sight, *column, found.matching > 1));
    for (const void* row : found.rows) {
        auto& cells = table.rows.emplace_back();
        for (const ListColumnSpec* column : columns) cells.push_back(content_of(*column, row));
    }
    return page_kit::data_table(table);
}

Html past_filters(const ListSight& sight, const ListFound& found) {
    return web::element(
        "p", {{"class", "govuk-body tarn-past-filters"}},
        page_kit::link_to("#" + id_of(sight.spec),
                          "Go to the list: " + words_of_count(sight.spec, found, in_use(sight))));
}

/// A print has no filter panel: what was asked stands in words.
Html print_words(const ListSight& sight) {
    std::string words = words_of_filters(sight);
    words += (words.empty() ? "" : " ") + words_of_order(sight);
    if (words.empty()) return {};
    return web::element("p", {{"class", "govuk-body tarn-print-only"}}, Html::text(words));
}

}

List::List(ListSpec spec, ListSource source, Rows where) : source_(std::move(source)) {
    check(spec, where == Rows::in_memory);
    spec_ = std::make_shared<const ListSpec>(std::move(spec));
}

Html List::html(Act& act) const {
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
        found.over + print_words(sight) + table(sight, found, pages) +
        page_kit::pagination_of(static_cast<int>(sight.page), static_cast<int>(pages), [&](int page) {
            return list_href(sight, sight.sought, static_cast<std::size_t>(page));
        });
    const bool filterable = !spec_->filters.empty() && (found.all > 0 || in_use(sight));
    return filterable ? past_filters(sight, found) + page_kit::filtered_list(filters(sight), list) : list;
}

web::Response List::page(Act& act) const {
    Html content;
    if (spec_->button && act.viewer.may(spec_->button->permission))
        content = page_kit::button({.content = spec_->button->title, .href = spec_->button->href});
    if (spec_->above) content += spec_->above(act);
    content += html(act);
    if (spec_->below) content += spec_->below(act);
    return respond(act,
                   {.title = list_heading(*spec_, act),
                    .caption = spec_->caption ? spec_->caption(act) : std::string{},
                    .back_href = spec_->back_href,
                    .wide = true},
                   std::move(content));
}

Route List::route(const char* ending, ActHandler handler) const {
    return {.method = web::Method::get,
            .pattern = spec_->path + ending,
            .permission = spec_->permission,
            .audit_label = *ending ? file_audit(*spec_) : spec_->audit,
            .handler = std::move(handler),
            .title = spec_->title};
}

std::vector<Route> List::file_routes() const {
    return {route(".csv", [list = *this](Act& act) { return list.file(act, FileKind::csv); }),
            route(".xlsx", [list = *this](Act& act) { return list.file(act, FileKind::xlsx); })};
}

std::vector<Route> List::routes(ActHandler page) const {
    if (!page) page = [list = *this](Act& act) { return list.page(act); };
    auto all = file_routes();
    all.insert(all.begin(), route("", std::move(page)));
    return all;
}

}
