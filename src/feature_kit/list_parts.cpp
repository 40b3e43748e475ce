#include "feature_kit/list_parts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_set>

namespace tarn::kit {
namespace {

using FilterKind = ListFilterSpec::Kind;

constexpr std::size_t last_page = 100'000;

std::string asked(const Act& act, std::string_view name) {
    return std::string{act.request.query_value(name).value_or("")};
}

bool is_answer(const Answers& list, std::string_view code) {
    return std::ranges::find(list, code, &Answer::code) != list.end();
}

/// What stands in the address of one filter; what cannot be meant counts as nothing.
void read_filter(const ListFilterSpec& filter, const Answers& answers, const std::string& usual, Act& act,
                 ListSought& sought) {
    std::string typed, typed_to;
    if (may_see(act, filter.permission)) {
        if (filter.kind == FilterKind::between) {
            typed = asked(act, filter.key + "_from");
            typed_to = asked(act, filter.key + "_to");
        } else {
            typed = asked(act, filter.key);
        }
    }
    // Browsers without boxes for a day send what was typed; it is read day first, as the page's example says.
    if (filter.kind == FilterKind::between || filter.kind == FilterKind::day)
        for (std::string* day : {&typed, &typed_to})
            if (const auto read = Date::parse_published(*day)) *day = read->iso();
    const bool listed = filter.kind == FilterKind::choice && !filter.occurring;
    if (listed && !typed.empty() && !is_answer(answers, typed)) typed.clear();
    if (filter.words && !typed.empty() && filter.words(typed).empty()) typed.clear();
    if (filter.kind == FilterKind::tick && typed != "yes") typed.clear();
    if (filter.kind == FilterKind::day && !Date::parse_iso(typed)) typed.clear();
    if (typed.empty()) typed = usual;
    sought.typed.push_back(std::move(typed));
    sought.typed_to.push_back(std::move(typed_to));
}

const ListColumnSpec* column_of(const std::vector<const ListColumnSpec*>& columns, std::string_view key) {
    const auto at = std::ranges::find_if(columns, [&](const auto* one) { return one->key == key; });
    return at == columns.end() ? nullptr : *at;
}

/// The column by which the list is sorted where the address names none; null: as the source gives the rows.
const ListColumnSpec* usual_order(const ListSight& sight, const ListSought& sought) {
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i)
        if (sight.spec.filters[i].best_first && !sought.typed[i].empty()) return nullptr;
    return column_of(sight.columns, sight.spec.sort);
}

void read_order(const ListSight& sight, ListSought& sought) {
    const auto* named = column_of(sight.columns, asked(sight.act, "sort"));
    if (named && named->sorts) {
        const std::string direction = asked(sight.act, "direction");
        sought.sort = named;
        sought.descending = direction.empty() ? named->largest_first : direction == "descending";
        return;
    }
    sought.sort = usual_order(sight, sought);
    sought.descending = sought.sort && sight.spec.descending;
}

/// The list's own address, also where it stands on the page of another one.
std::string address_of(std::string_view pattern, const web::Request& request) {
    std::string address;
    while (!pattern.empty()) {
        const auto open = std::min(pattern.find('{'), pattern.size());
        address += pattern.substr(0, open);
        const auto close = std::min(pattern.find('}', open), pattern.size());
        if (open < close)
            address +=
                web::url_encode(request.parameter(pattern.substr(open + 1, close - open - 1)).value_or(""));
        pattern.remove_prefix(std::min(close + 1, pattern.size()));
    }
    return address;
}

std::string period(const std::string& typed, const std::string& typed_to) {
    const auto from = Date::parse_iso(typed), to = Date::parse_iso(typed_to);
    if (from && to) return from->display() + " to " + to->display();
    return from ? "from " + from->display() : to ? "until " + to->display() : std::string{};
}

}

bool may_see(const Act& act, const std::optional<Permission>& permission) {
    return !permission || act.viewer.may(*permission);
}

namespace {

/// More answers than this are not chosen from.
constexpr std::size_t most_occurring = 200;

/// The values that the rows have; none when there are too many to choose from.
std::set<std::string, std::less<>> values_of(const ListFilterSpec& filter, const ListFound& found, Act& act) {
    std::set<std::string, std::less<>> values;
    std::unordered_set<std::int64_t> numbers;
    std::string_view last;
    for (const void* row : found.everything) {
        if (filter.value.text) {
            const std::string_view text = filter.value.text(row);
            if (text.empty() || text == last) continue;
            last = text;
            if (!values.contains(text)) values.emplace(text);
        } else {
            const auto cell = filter.value(row, act);
            const auto* number = std::get_if<std::int64_t>(&cell);
            if (number && !numbers.insert(*number).second) continue;
            if (auto words = words_of(cell); !words.empty()) values.insert(std::move(words));
        }
        if (values.size() > most_occurring) return {};
    }
    return values;
}

}

void see_what_occurs(ListSight& sight, const ListFound& found) {
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i) {
        const ListFilterSpec& filter = sight.spec.filters[i];
        if (!filter.occurring) continue;
        auto values = values_of(filter, found, sight.act);
        // What is asked for can be seen and changed, also where no row has it.
        if (!sight.sought.typed[i].empty()) values.insert(sight.sought.typed[i]);
        Answers& answers = sight.answers[i];
        answers.clear();
        for (const auto& value : values)
            answers.push_back({value, filter.words ? filter.words(value) : value});
        if (filter.words) std::ranges::sort(answers, {}, &Answer::title);
    }
}

ListSight sight_of(const ListSpec& spec, Act& act) {
    ListSight sight{.spec = spec, .act = act, .path = address_of(spec.path, act.request)};
    for (const ListColumnSpec& column : spec.columns)
        if (may_see(act, column.permission)) sight.columns.push_back(&column);
    for (const ListFilterSpec& filter : spec.filters) {
        sight.answers.push_back(filter.answers_for ? filter.answers_for(act) : filter.answers);
        sight.usual.push_back(filter.usual ? filter.usual(act) : std::string{});
        read_filter(filter, sight.answers.back(), sight.usual.back(), act, sight.sought);
    }
    read_order(sight, sight.sought);
    const auto page = parse_identifier(asked(act, "page"));
    if (page && *page > 1) sight.page = std::min(static_cast<std::size_t>(*page), last_page);
    return sight;
}

bool in_use(const ListSight& sight, std::size_t i) {
    return sight.sought.typed[i] != sight.usual[i] || !sight.sought.typed_to[i].empty();
}

bool narrowed(const ListSight& sight) {
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i)
        if (!sight.spec.filters[i].by_source && in_use(sight, i)) return true;
    return false;
}

std::string words_of_filter(const ListSight& sight, std::size_t i) {
    if (!in_use(sight, i)) return {};
    const ListFilterSpec& filter = sight.spec.filters[i];
    const std::string& typed = sight.sought.typed[i];
    switch (filter.kind) {
        case FilterKind::between: {
            const auto days = period(typed, sight.sought.typed_to[i]);
            return days.empty() ? days : filter.title + ": " + days;
        }
        case FilterKind::day:
            return filter.title + " " + Date::parse_iso(typed).value().display();
        case FilterKind::tick:
            return filter.title;
        case FilterKind::contains:
            return filter.best_first ? "\"" + typed + "\"" : filter.title + ": " + typed;
        case FilterKind::choice:
            break;
    }
    std::string words = typed;
    for (const Answer& answer : sight.answers[i])
        if (answer.code == typed) words = answer.title;
    return filter.title + ": " + words;
}

std::string words_of_filters(const ListSight& sight) {
    std::string all;
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i)
        if (const auto words = words_of_filter(sight, i); !words.empty())
            all += (all.empty() ? "" : " ") + words + ".";
    return all;
}

std::string words_of_count(const ListSpec& spec, const ListFound& found, bool filtered) {
    const std::string& noun = (filtered ? found.all : found.matching) == 1 ? spec.noun : spec.nouns;
    return filtered ? fmt::format("{} of {} {}", found.matching, found.all, noun)
                    : fmt::format("{} {}", found.matching, noun);
}

std::string words_of_order(const ListSight& sight) {
    if (!sight.sought.sort && sight.spec.sort.empty()) return {};
    if (!sight.sought.sort) return "Best match first.";
    return fmt::format("Sorted by {}{}.", sight.sought.sort->title,
                       sight.sought.descending ? ", from the end" : "");
}

web::Fields list_fields(const ListSight& sight, const ListSought& sought, std::size_t page) {
    web::Fields fields;
    const auto add = [&](std::string name, std::string value) {
        if (!value.empty()) fields.emplace_back(std::move(name), std::move(value));
    };
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i) {
        const ListFilterSpec& filter = sight.spec.filters[i];
        if (filter.kind != FilterKind::between) {
            if (sought.typed[i] != sight.usual[i]) add(filter.key, sought.typed[i]);
            continue;
        }
        add(filter.key + "_from", sought.typed[i]);
        add(filter.key + "_to", sought.typed_to[i]);
    }
    const bool usual =
        sought.sort == usual_order(sight, sought) && sought.descending == sight.spec.descending;
    if (sought.sort && !usual) {
        add("sort", sought.sort->key);
        if (sought.descending != sought.sort->largest_first)
            add("direction", sought.descending ? "descending" : "ascending");
    }
    if (page > 1) add("page", std::to_string(page));
    return fields;
}

namespace {

std::string with_fields(std::string address, const web::Fields& fields) {
    char joint = '?';
    for (const auto& [name, value] : fields) {
        address += joint + name + "=" + web::url_encode(value);
        joint = '&';
    }
    return address;
}

}

std::string list_href(const ListSight& sight, const ListSought& sought, std::size_t page,
                      std::string_view ending) {
    std::string address = ending.empty() || sight.spec.files.empty() ? sight.path : sight.spec.files;
    address += ending;
    return with_fields(std::move(address), list_fields(sight, sought, page));
}

std::string href_elsewhere(const ListSight& sight, std::string path) {
    return with_fields(std::move(path), list_fields(sight, sight.sought, 1));
}

const std::string& note_of(const ListSpec& spec, const ListFound& found) {
    return found.note.empty() ? spec.note : found.note;
}

std::string heading_of(const ListSpec& spec, const ListFound& found, Act& act) {
    if (!found.heading.empty()) return found.heading;
    return spec.heading ? spec.heading(act) : spec.title;
}

std::string file_audit(const ListSpec& spec) {
    return spec.audit.empty() ? spec.audit : spec.audit + ".file";
}

void record_reading(const ListSight& sight, const ListFound& found, std::string_view as) {
    const ListSpec& spec = sight.spec;
    if (spec.audit.empty()) return;
    const auto urn = sight.act.request.parameter("urn");
    std::string object = spec.object ? spec.object(sight.act)
                         : urn       ? "school:" + std::string{*urn}
                                     : "authority:" + sight.act.viewer.authority().text();
    std::string detail = words_of_count(spec, found, narrowed(sight));
    // What the source was asked for, such as another day, is part of what was read.
    for (std::size_t i = 0; i < spec.filters.size(); ++i)
        if (spec.filters[i].by_source)
            if (const auto words = words_of_filter(sight, i); !words.empty()) detail += ", " + words;
    if (!as.empty()) detail += ", " + std::string{as};
    // The trail keeps one entry per action and quarter of an hour: taking a file away is an act of its own.
    sight.act.record(as.empty() ? spec.audit : file_audit(spec), std::move(object), std::move(detail));
}

}
