#pragma once
// Names of places, schools, trusts and people. All invented; a likeness to anybody or anywhere is chance.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace tarn::demo {

/// Each name once.
class PlaceNames {
  public:
    explicit PlaceNames(std::uint64_t seed);
    std::string next();
    void take(std::string_view name) { taken_.emplace(name); }  ///< will not be given out

  private:
    std::vector<std::string> names_;
    std::size_t at_ = 0;
    std::set<std::string, std::less<>> taken_;
};

struct PersonName {
    std::string title, first, last;
    std::string full() const { return first + " " + last; }
};
PersonName person_name(Random& random);

enum class Faith { none, anglican, catholic, other };

/// What a school of one kind may be called in a place; asked again for another when the name is taken.
std::string primary_name(Random& random, std::string_view place, Faith faith,
                         std::string_view stage);  ///< stage: "Primary", "Infant"
std::string secondary_name(Random& random, std::string_view place, Faith faith, bool academy);
std::string special_name(Random& random, std::string_view place);
std::string alternative_name(Random& random, std::string_view place);
std::string street_name(Random& random);
std::string trust_name(Random& random, std::string_view place, Faith faith);

template <class List>
const auto& pick(Random& random, const List& list) {
    return list[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(std::size(list)) - 1))];
}

}
