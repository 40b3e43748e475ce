// What the pages share on which officers record something of one school.
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {

const schools::School* asked_school(const schools::Register& registers, const kit::Act& act) {
    const auto urn = Urn::parse(act.request.parameter("urn").value_or(""));
    if (!urn) return nullptr;
    const auto* school = registers.find(*urn, act.today());
    return school ? school : registers.latest(*urn);
}

}
