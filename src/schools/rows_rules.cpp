#include <algorithm>

#include "schools/open_periods_rules.hpp"

namespace tarn::schools {

Rows::Rows(const std::vector<Statements>& tables, const std::vector<Link>& links) {
    for (const Statements& table : tables) urns_.insert(urns_.end(), table.urns.begin(), table.urns.end());
    for (const Link& link : links) {
        urns_.push_back(link.urn);
        urns_.push_back(link.linked);
    }
    std::sort(urns_.begin(), urns_.end());
    urns_.erase(std::unique(urns_.begin(), urns_.end()), urns_.end());

    begin_.assign(urns_.size() + 1, 0);
    std::vector<std::vector<std::uint32_t>> places(tables.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        places[t].reserve(tables[t].urns.size());
        for (const Urn urn : tables[t].urns) {
            const auto school = static_cast<std::uint32_t>(*find(urn));
            places[t].push_back(school);
            ++begin_[school + 1];
        }
    }
    for (std::size_t s = 0; s < urns_.size(); ++s) begin_[s + 1] += begin_[s];
    refs_.resize(begin_.back());
    auto next = begin_;
    for (std::uint32_t t = 0; t < tables.size(); ++t) {
        // Backwards, because the last row of a repeated URN counts and the first found wins.
        for (std::uint32_t row = static_cast<std::uint32_t>(places[t].size()); row-- > 0;) {
            refs_[next[places[t][row]]++] = {t, row};
        }
    }
}

std::optional<std::size_t> Rows::find(Urn urn) const {
    const auto it = std::lower_bound(urns_.begin(), urns_.end(), urn);
    if (it == urns_.end() || *it != urn) return std::nullopt;
    return static_cast<std::size_t>(it - urns_.begin());
}

}
