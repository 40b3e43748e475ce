// The quorum of the challenge board, as it counts from a day on.
#include "access/viewer.hpp"
#include "rating/board.hpp"

namespace tarn::rating {

using access::Permission;

const kit::Record<Quorum> quorums = [] {
    using namespace kit;
    return Record<Quorum>{
        "board_quorum",
        "The quorum of the challenge board",
        {key("id", &Quorum::id), owner("authority", &Quorum::authority),
         number("members", &Quorum::members, "People present",
                asks("How many people have to be present before a meeting can be closed?"),
                required("Enter how many people have to be present")),
         date("from_day", &Quorum::from_day, "From", asks("From which day?"),
              required("Enter the first day")),
         person("set_by", &Quorum::set_by), person_name("set_by", &Quorum::set_by_name, "Set by"),
         instant("set_at", &Quorum::set_at, "Set")},
        called("quorum"),
        seen_with(Permission::board_read),
        written_with(Permission::board_decide, "Only a member of the challenge board may do this.")};
}();

std::optional<Quorum> quorum_on(storage::Reader& db, AuthorityCode authority, Date day) {
    auto found = quorums.without_viewer(
        db, "authority = $1 AND from_day <= $2 ORDER BY from_day DESC, id DESC LIMIT 1", authority, day);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

Outcome set_quorum(storage::Writer& db, const access::Viewer& viewer, Quorum quorum, Instant now) {
    constexpr std::int64_t most = 50;
    if (quorum.members < 1 || quorum.members > most)
        return Error{"The quorum must be between 1 and 50.", {}, "members"};
    if (quorum.from_day < day_of(now)) return Error{"The first day must not be in the past.", {}, "from_day"};
    quorum.authority = viewer.authority();
    quorum.set_by = viewer.person();
    quorum.set_at = now;
    const auto added = quorums.add(db, viewer, quorum);
    return added ? Outcome{Done{}} : Outcome{added.error()};
}

}
