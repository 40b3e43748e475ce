#include "schools/listing_pages.hpp"

#include <algorithm>

#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

struct OrderCode {
    Order order;
    std::string_view code;
};
constexpr OrderCode orders[] = {
    {Order::name, "name"},         {Order::urn, "urn"},       {Order::phase, "phase"}, {Order::type, "type"},
    {Order::district, "district"}, {Order::opened, "opened"}, {Order::roll, "roll"}};

std::optional<Order> parse_order(std::string_view code) {
    for (const OrderCode& one : orders) {
        if (one.code == code) return one.order;
    }
    return std::nullopt;
}

std::string_view value_of(const web::Request& request, std::string_view name) {
    return request.query_value(name).value_or(std::string_view{});
}

}

ListQuery read_list_query(const web::Request& request, AuthorityCode home, Date today) {
    ListQuery query;
    query.as_at = Date::parse_iso(value_of(request, "as_at")).value_or(today);
    const std::string_view authority = value_of(request, "authority");
    if (authority != "all") query.authority = AuthorityCode::parse(authority).value_or(home);
    if (query.authority && query.authority->value == 0) query.authority.reset();
    query.phase = analytics::parse_phase(value_of(request, "phase"));
    if (const auto type = parse_identifier(value_of(request, "type")); type && *type > 0 && *type < 256) {
        query.type = static_cast<Type>(*type);
    }
    query.district = value_of(request, "district");
    query.text = value_of(request, "q");
    if (const auto area = parse_identifier(value_of(request, "area"))) query.area = AreaId{*area};
    query.closed = value_of(request, "status") == "closed";
    query.sixteen_plus = query.phase == analytics::Phase::sixteen_plus;
    query.order = parse_order(value_of(request, "sort"));
    query.descending = value_of(request, "direction") == "descending";
    const auto page = parse_identifier(value_of(request, "page"));
    query.page = page && *page > 0 && *page < 100000 ? static_cast<int>(*page) : 1;
    return query;
}

std::string list_href(const ListQuery& query, AuthorityCode home, Date today, std::string_view path) {
    std::string out;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        out.append(out.empty() ? "?" : "&").append(name).append("=").append(web::url_encode(value));
    };
    add("q", query.text);
    if (!query.authority && home.value != 0) add("authority", "all");
    if (query.authority && *query.authority != home) add("authority", query.authority->text());
    if (query.phase) add("phase", analytics::phase_code(*query.phase));
    if (query.type) add("type", std::to_string(static_cast<int>(*query.type)));
    add("district", query.district);
    if (query.area) add("area", std::to_string(query.area->value));
    if (query.closed) add("status", "closed");
    if (query.as_at != today) add("as_at", query.as_at.iso());
    if (query.order) {
        for (const OrderCode& one : orders) {
            if (one.order == *query.order) add("sort", one.code);
        }
    }
    if (query.descending) add("direction", "descending");
    if (query.page > 1) add("page", std::to_string(query.page));
    return std::string{path} + out;
}

namespace {

/// Last versions of what was open before the day and is not on it.
std::vector<const School*> closed_before(const Register& schools, const ListQuery& query) {
    std::vector<const School*> out;
    for (const School& school : schools.all()) {
        const bool last = school.closed && school.valid.to == school.closed && *school.closed < query.as_at;
        if (!last || !school.state_funded) continue;
        if (query.authority && school.authority != *query.authority) continue;
        out.push_back(&school);
    }
    return out;
}

std::vector<const School*> candidates(const Register& schools, const ListQuery& query) {
    if (!query.text.empty()) {
        std::vector<const School*> out;
        const SearchScope scope{query.as_at, query.authority, schools.all().size(), query.closed};
        for (const Match& match : schools.search(query.text, scope)) {
            if (query.closed && match.school->valid.contains(query.as_at)) continue;
            out.push_back(match.school);
        }
        return out;
    }
    if (query.closed) return closed_before(schools, query);
    if (!query.authority) return schools.open_in_england(query.as_at);
    return query.sixteen_plus ? schools.sixteen_plus_in(*query.authority, query.as_at)
                              : schools.open_in(*query.authority, query.as_at);
}

bool fits(const School& school, const ListQuery& query, const std::optional<std::set<Urn>>& in_area) {
    if (query.phase && school.phase != *query.phase) return false;
    if (query.type && school.type != *query.type) return false;
    if (!query.district.empty() && school.district != query.district) return false;
    return !in_area || in_area->contains(school.urn);
}

int compare(const School& a, const School& b, Order order) {
    const auto three_way = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
    switch (order) {
        case Order::name:
            return three_way(a.name, b.name);
        case Order::urn:
            return three_way(a.urn, b.urn);
        case Order::phase:
            return three_way(a.phase, b.phase);
        case Order::type:
            return three_way(type_title(a.type), type_title(b.type));
        case Order::district:
            return three_way(a.district, b.district);
        case Order::opened:
            return three_way(a.opened, b.opened);
        case Order::roll:
            return three_way(a.roll, b.roll);
    }
    return 0;
}

}

std::vector<const School*> listed_schools(const Register& schools, const ListQuery& query,
                                          const std::optional<std::set<Urn>>& in_area) {
    std::vector<const School*> out = candidates(schools, query);
    std::erase_if(out, [&](const School* school) { return !fits(*school, query, in_area); });
    if (!query.order && !query.text.empty()) return out;
    const Order order = query.order.value_or(Order::name);
    std::stable_sort(out.begin(), out.end(), [&](const School* a, const School* b) {
        const int by = compare(*a, *b, order);
        if (by != 0) return query.descending ? by > 0 : by < 0;
        return a->urn < b->urn;
    });
    return out;
}

}
