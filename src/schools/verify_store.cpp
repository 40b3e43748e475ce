// What must hold of the register as stored. Each complaint names the row, so that it can be found.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

#include "feature_kit/stored.hpp"
#include "schools/conversions.hpp"
#include "schools/local_store.hpp"
#include "schools/version_store.hpp"

namespace tarn::schools {
namespace {

constexpr std::int64_t lowest_urn = 100'000, highest_urn = 999'999;
using Faults = std::vector<std::string>;

std::string part_name(const storage::Row& row) {
    return fmt::format("register part {} of release {} ({})", row.text(2), row.integer(0), row.text(1));
}

bool all_urns(std::string_view bytes) {
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
        std::uint32_t value = 0;
        for (std::size_t b = 4; b-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + b]);
        if (value < lowest_urn || value > highest_urn) return false;
    }
    return true;
}

/// Links and postcodes are five texts a row, columns one.
std::int64_t texts_a_row(std::string_view part) {
    return part == "links" || part == "postcodes" ? 5 : 1;
}

void check_parts(storage::Reader& db, Faults& faults) {
    for (const auto& row :
         db.query("SELECT release, source, part, item_count, content FROM register_part ORDER BY "
                  "release, source COLLATE \"C\", part COLLATE \"C\"")) {
        const auto part = row.text(2);
        const auto bytes = row.bytes(4);
        const std::int64_t items = row.integer(3);
        if (part == "urns" || part == "school_keys") {
            if (static_cast<std::int64_t>(bytes.size()) != 4 * items)
                faults.push_back(part_name(row) + " does not hold as many schools as it says");
            else if (part == "urns" && !all_urns(bytes))
                faults.push_back(part_name(row) + " holds numbers that are no URNs");
            continue;
        }
        if (std::count(bytes.begin(), bytes.end(), '\0') != items * texts_a_row(part))
            faults.push_back(part_name(row) + " does not hold as many rows as it says");
    }
}

/// Intervals of one key must follow each other; `what` names the key of the row in hand.
class Intervals {
  public:
    explicit Intervals(Faults& faults) : faults_(faults) {}
    void next(const std::string& what, const DateRange& days) {
        if (days.to && *days.to < days.from) faults_.push_back(what + " ends before it begins");
        if (what == last_ && (!until_ || days.from <= *until_))
            faults_.push_back(fmt::format("{} overlaps the one before, from {}", what, days.from.iso()));
        last_ = what;
        until_ = days.to;
    }

  private:
    Faults& faults_;
    std::string last_;
    std::optional<Date> until_;
};

void check_versions(storage::Reader& db, Faults& faults) {
    Intervals versions{faults};
    for (const auto& row : db.query(
             "SELECT urn, valid_from, valid_to FROM school_version ORDER BY urn, valid_from COLLATE \"C\"")) {
        const std::int64_t urn = row.integer(0);
        if (urn < lowest_urn || urn > highest_urn)
            faults.push_back(fmt::format("a version of a school has the number {}, which is no URN", urn));
        versions.next(fmt::format("version of school {}", urn), {row.date(1), row.maybe_date(2)});
    }
}

}

std::vector<std::string> verify(storage::Reader& db) {
    Faults faults;
    const bool merged = !rebuild_needed(db);
    if (!merged)
        faults.push_back(
            "register files were stored and never merged into the schools: an import was "
            "interrupted, or one is running; tarn migrate merges them");
    const auto before = faults.size();
    check_parts(db, faults);
    const bool parts_can_be_read = faults.size() == before;
    check_versions(db, faults);
    if (merged && parts_can_be_read) {
        for (std::string& fault : versions_not_from_files(db)) faults.push_back(std::move(fault));
        const auto states = db.count("SELECT COUNT(DISTINCT generation) FROM school_version");
        if (states > 1) faults.push_back("the versions of schools were not all made at once");
    }
    return faults;
}

namespace {

std::vector<std::string> verify_days(storage::Reader& db) {
    auto faults = stay_days.verify(db);
    std::ranges::move(post_days.verify(db), std::back_inserter(faults));
    return faults;
}

}

bool is_known(storage::Reader& db, Urn urn) {
    return db.count("SELECT COUNT(*) FROM school_version WHERE urn = $1", urn) > 0;
}

kit::Stored stored() {
    kit::Retention posts{.name = "school_post",
                         .table = "school_post",
                         .title = "Posts of heads and chairs that have ended",
                         .counted_from =
                             "CASE WHEN school_post.end_recorded_on > school_post.valid_to THEN "
                             "school_post.end_recorded_on ELSE school_post.valid_to END",
                         .authority = post_records.column("owner_authority")->sql,
                         // Pages were made from the posts.
                         .then = "UPDATE register_state SET local = local + 1 WHERE id = 1"};
    return {.records = {&area_records, &stay_records, &post_records, &conversions},
            .checks = {{"register of schools", verify}, {"areas and posts by day", verify_days}},
            .retention = {std::move(posts)},
            .kept = {{"possible_conversion", "Who joined the histories of two schools answers for it."}}};
}

}
