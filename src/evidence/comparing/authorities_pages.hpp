#pragma once
// What pages keep of the comparison of authorities, which walks through all England.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/recent_answers.hpp"
#include "evidence/catalogue/last_inspections_rules.hpp"
#include "evidence/comparing/authorities_rules.hpp"

namespace tarn::evidence {

struct AllAuthorities {
    std::vector<AreaMeasure> measures;
    OtherAuthorities others;  ///< than one of them
    std::map<AuthorityCode, std::string> names;
};

/// The answers of the days asked about last, which everybody of an authority shares. Safe from any thread.
class AuthoritiesKept {
  public:
    using Snapshot = std::shared_ptr<const analytics::Snapshot>;

    std::shared_ptr<const AllAuthorities> of(const schools::Register& schools, const Snapshot& snapshot,
                                             Date as_at, AuthorityCode own);
    LastInspectionsKept inspections;

  private:
    struct Key {
        Snapshot snapshot;
        Date as_at;
        AuthorityCode own;
        bool operator==(const Key&) const = default;
    };
    RecentAnswers<Key, AllAuthorities> recent_{4};
};

}
