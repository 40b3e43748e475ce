#include "retention/holds.hpp"

namespace tarn::retention {

HoldState state(const Hold& hold) {
    return hold.lifted_on ? HoldState::lifted : HoldState::lasting;
}

const kit::Lifecycle<HoldState> hold_life{"hold",
                                          hold_states,
                                          {{.name = "lift",
                                            .from = {HoldState::lasting},
                                            .permission = retention_manage,
                                            .label = "Lift the hold"}}};

const kit::Record<Hold> holds = [] {
    using namespace kit;
    return Record<Hold>{
        "retention_hold",
        "Holds on what is due to be deleted",
        {key("id", &Hold::id), owner("authority", &Hold::authority), school("urn", &Hold::urn),
         text("reason", &Hold::reason, "Why", asks("Why must it be kept?"),
              required("Enter why it must be kept"), longest(500),
              hint("For example, the reference of a claim or of a request for data")),
         date("placed_on", &Hold::placed_on, "Since"), person("placed_by", &Hold::placed_by),
         person_name("placed_by", &Hold::placed_by_name, "Placed by"),
         date("lifted_on", &Hold::lifted_on, "Lifted on"), person("lifted_by", &Hold::lifted_by),
         derived("state", state, hold_states,
                 "CASE WHEN lifted_on IS NULL THEN 'lasting' ELSE 'lifted' END")},
        called("hold"),
        seen_with(retention_manage),
        kept_after(latest_of("lifted_on"))};
}();

kit::Stored stored() {
    return {.records = {&holds}, .checks = {}};
}

}
