#pragma once
// Holds: nothing that an authority keeps of a school is deleted while one lasts.
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"
#include "feature_kit/stored.hpp"

namespace tarn::retention {

/// The schedule, deleting and holds: the data protection officer.
inline constexpr access::Permission retention_manage{"retention_manage"};

struct HoldTag;
using HoldId = Id<HoldTag>;

enum class HoldState : std::uint8_t { lasting, lifted };
inline constexpr CodeTable<HoldState> hold_states{{HoldState::lasting, "lasting", "Lasting"},
                                                  {HoldState::lifted, "lifted", "Lifted"}};

struct Hold {
    HoldId id{};
    AuthorityCode authority;
    Urn urn;
    std::string reason{};
    Date placed_on{};
    PersonId placed_by{};
    std::string placed_by_name{};
    std::optional<Date> lifted_on{};
    std::optional<PersonId> lifted_by{};
};
extern const kit::Record<Hold> holds;
HoldState state(const Hold& hold);
extern const kit::Lifecycle<HoldState> hold_life;

kit::Stored stored();

}
