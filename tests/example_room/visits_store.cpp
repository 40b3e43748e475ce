// Where visits are kept, who sees them, and for how long.
#include "example_room/visits.hpp"

namespace tarn::visits {

using namespace kit;

const Record<Visit> visits{
    "visit",
    "A visit offered to a school",
    {key("id", &Visit::id), owner("authority", &Visit::authority), school("urn", &Visit::school),
     person("adviser", &Visit::adviser), person_name("adviser", &Visit::adviser_name, "Adviser"),
     text("focus", &Visit::focus, "Focus", asks("What will the visit look at?"),
          required("Enter what the visit will look at"), longest(500)),
     date("offered_on", &Visit::offered_on, "Offered on", asks("When is it offered?"), from_today()),
     date("agreed_for", &Visit::agreed_for, "Agreed for", asks("Which day suits the school?"), from_today()),
     date("held_on", &Visit::held_on, "Held on", asks("When was it held?"), until_today()),
     date("declined_on", &Visit::declined_on, "Declined on"),
     text("declined_reason", &Visit::declined_reason, "Why it was declined", asks("Why?"),
          needed_when_asked("Enter why"), longest(500)),
     derived("state", state, visit_states,
             "CASE WHEN declined_on IS NOT NULL THEN 'declined' WHEN held_on IS NOT NULL THEN 'held' "
             "WHEN agreed_for IS NOT NULL THEN 'agreed' ELSE 'offered' END",
             "State")},
    called("visit"),
    seen_with(visits_read),
    kept_after(latest_of("offered_on", "held_on", "declined_on"))};

}
