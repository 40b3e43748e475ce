#pragma once
// Packs that were prepared for a meeting of the board and are kept as they were. Confidential: the board's.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "rating/agenda.hpp"

namespace tarn::rating {

/// One school as the pack tells of it: words, so that a kept pack reads the same whatever is decided later.
struct PackSchool {
    Urn urn;
    std::string name, phase;
    Level proposed = Level::not_enough_evidence;
    std::optional<Level> decided;      ///< in force before the meeting, or decided by it
    std::string why;                   ///< why it is on the agenda
    std::vector<std::string> reasons;  ///< largest first
    std::string adviser;               ///< "A. Name recommends Amber: ..."; empty: no recommendation
    std::string rationale;             ///< of the decision that this meeting took; empty: none yet
    bool operator==(const PackSchool&) const = default;
};
struct PackBody {
    std::string title;
    Date held_on, evidence_as_at, recommendations_by;
    bool closed = false;
    std::string minutes;
    std::vector<PackSchool> open;     ///< still to decide, in the order of the agenda
    std::vector<PackSchool> decided;  ///< by this meeting
    bool operator==(const PackBody&) const = default;
};
/// `progress` is told how many schools are written, of how many.
PackBody pack_of(const Agenda& agenda, const std::function<void(std::size_t, std::size_t)>& progress = {});
std::string to_text(const PackBody& body);
/// Throws storage::Failure for a text that to_text() did not write.
PackBody pack_from(std::string_view text);

using PackId = Id<struct PackTag>;
struct Pack {
    PackId id{};
    MeetingId meeting{};
    std::int64_t schools = 0;
    std::string made_by;  ///< name
    Instant made_at{};
};
/// Refused to whoever may not read the board's papers, and for a meeting of another authority.
Result<PackId> keep_pack(storage::Writer& db, const access::Viewer& viewer, MeetingId meeting,
                         const PackBody& body, Instant now);
std::vector<Pack> packs_of(storage::Reader& db, const access::Viewer& viewer,
                           MeetingId meeting);  ///< latest first
struct KeptPack {
    Pack pack;
    PackBody body;
};
std::optional<KeptPack> find_pack(storage::Reader& db, const access::Viewer& viewer, PackId id);

}
