#pragma once
// The list of schools a person asked for: filters and order come from the address, so that Back and a shared
// link show the same list.
#include <set>

#include "platform/web/web.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

enum class Order : std::uint8_t { name, urn, phase, type, district, opened, roll };

struct ListQuery {
    Date as_at;
    std::optional<AuthorityCode> authority;  ///< empty: all England
    std::optional<analytics::Phase> phase;
    std::optional<Type> type;
    std::string district;
    std::string text;  ///< searched for with typing errors forgiven; then the best match comes first
    std::optional<AreaId> area;
    bool closed = false;  ///< those closed before the day, instead of those open on it
    bool sixteen_plus = false;
    std::optional<Order> order;  ///< empty: by relevance when searching, else by name
    bool descending = false;
    int page = 1;
};

/// Reads the query of an address; `home` is the authority taken where none is named.
ListQuery read_list_query(const web::Request& request, AuthorityCode home, Date today);
/// The address of the list with these filters: "/schools?phase=primary&sort=name".
std::string list_href(const ListQuery& query, AuthorityCode home, Date today,
                      std::string_view path = "/schools");

/// The schools in their order; `in_area` holds the URNs of the area asked for.
std::vector<const School*> listed_schools(const Register& schools, const ListQuery& query,
                                          const std::optional<std::set<Urn>>& in_area);

}
