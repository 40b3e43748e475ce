#include "feature_kit/row_acts.hpp"

#include <stdexcept>

#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {

std::string row_address(const RecordBase& record, std::string_view path, const void* row) {
    std::string address;
    for (std::size_t at = 0; at < path.size();) {
        const auto open = path.find('{', at);
        address += path.substr(at, open - at);
        if (open == path.npos) break;
        const auto close = path.find('}', open);
        const auto name = path.substr(open + 1, close - open - 1);
        const auto& columns = record.columns();
        const auto column = name == "urn" ? std::ranges::find(columns, Kind::school, &Column::kind)
                            : path.find('{', close) == path.npos
                                ? std::ranges::find(columns, record.key_column().name, &Column::name)
                                : columns.end();
        if (column == columns.end())
            throw std::invalid_argument("no column of " + record.table() + " fills in the address " +
                                        std::string{path});
        address += std::to_string(
            integer_in(column->member.get(static_cast<const char*>(row) + column->member.offset)));
        at = close + 1;
    }
    return address;
}

namespace parts {

Html act_links(const std::vector<std::pair<std::string, std::string>>& label_and_href) {
    Html links;
    for (const auto& [label, href] : label_and_href)
        links += page_kit::paragraph(page_kit::link_to(href, label));
    return links;
}

std::string last_parameter(std::string_view path) {
    const auto open = path.rfind('{'), close = path.rfind('}');
    if (open == path.npos || close == path.npos || close < open)
        throw std::invalid_argument("the address " + std::string{path} + " names no row");
    return std::string{path.substr(open + 1, close - open - 1)};
}

}
}
