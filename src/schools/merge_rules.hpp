#pragma once
// From statements to versions: a pure function of what the register files say.
#include <deque>
#include <string>
#include <unordered_set>

#include "schools/register_facts.hpp"

namespace tarn::schools {

/// One file's statements, read back. Texts belong to whoever read them.
struct Statements {
    Source source = Source::gias_2022;
    ReleaseId release{};
    Date snapshot;
    bool urns_are_school_keys = false;
    std::vector<Urn> urns;
    std::array<std::vector<std::string_view>, field_count> columns;  ///< empty, or one text per URN

    std::string_view at(Field field, std::size_t row) const {
        const auto& column = columns[static_cast<std::size_t>(field)];
        return column.empty() ? std::string_view{} : column[row];
    }
    bool says(Field field) const { return !columns[static_cast<std::size_t>(field)].empty(); }
};

struct DistrictName {
    std::string_view code;
    std::string_view name;
};

/// Everything a merge looks at, in any order.
struct Evidence {
    std::vector<Statements> tables;
    std::vector<Link> links;
    std::vector<PostcodePlace> places;
    std::vector<DistrictName> districts;
};

/// Texts made by the merge; their addresses stay.
class Texts {
  public:
    std::string_view keep(std::string text) {
        const auto found = index_.find(text);
        if (found != index_.end()) return *found;
        kept_.push_back(std::move(text));
        index_.insert(kept_.back());
        return kept_.back();
    }

  private:
    std::deque<std::string> kept_;
    std::unordered_set<std::string_view> index_;
};

struct Merged {
    std::vector<School> versions;  ///< ascending by URN, then date; texts in `texts` or in the evidence
    std::vector<Lineage> lineage;  ///< urn is the predecessor, other the successor; ascending, unique
    std::deque<Texts> texts;
};

Merged merge(Evidence evidence);

}
