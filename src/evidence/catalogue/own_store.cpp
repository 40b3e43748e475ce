// What an authority gathers itself, as series beside the published snapshot; and what follows from its rolls.
#include <algorithm>
#include <limits>

#include "analytics/as_at.hpp"
#include "evidence/catalogue/series_of_store.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;
using analytics::SchoolIndex;
using analytics::Series;

constexpr std::string_view roll = "roll.pupils";
constexpr std::string_view places_filled = "census.places_filled";
constexpr std::string_view attendance = "attendance.so_far";
constexpr std::string_view attendance_minimum = "attendance.minimum";
constexpr std::string_view attendance_against_minimum = "attendance.against_minimum";

class OwnBuilder {
  public:
    OwnBuilder(storage::Reader& db, const schools::Register& schools, const analytics::Snapshot& published,
               AuthorityCode owner)
        : schools_(schools), published_(published) {
        own_->owner = owner;
        const auto blocks = load_own_blocks(db, BlockLevel::school, owner);
        std::vector<std::vector<SchoolIndex>> at;
        for (const StoredBlock& block : blocks)
            at.push_back(places(unpack_int32(block.keys), published.schools));
        list_schools(at);
        for (std::size_t b = 0; b < blocks.size(); ++b) add(db, blocks[b], at[b]);
    }

    std::shared_ptr<const analytics::OwnSeries> build() {
        if (own_->series.empty()) return nullptr;
        derive();
        std::sort(own_->series.begin(), own_->series.end(), in_snapshot_order);
        return own_;
    }

  private:
    void list_schools(const std::vector<std::vector<SchoolIndex>>& at) {
        for (const auto& block : at) own_->schools.insert(own_->schools.end(), block.begin(), block.end());
        std::sort(own_->schools.begin(), own_->schools.end());
        own_->schools.erase(std::unique(own_->schools.begin(), own_->schools.end()), own_->schools.end());
        if (!own_->schools.empty() && own_->schools.back() == no_place) own_->schools.pop_back();
    }

    std::optional<std::size_t> slot(SchoolIndex school) const {
        const auto found = std::lower_bound(own_->schools.begin(), own_->schools.end(), school);
        if (found == own_->schools.end() || *found != school) return std::nullopt;
        return static_cast<std::size_t>(found - own_->schools.begin());
    }

    void add(storage::Reader& db, const StoredBlock& block, const std::vector<SchoolIndex>& at) {
        std::vector<SchoolIndex> slots;
        for (const SchoolIndex school : at)
            slots.push_back(school == no_place ? no_place : static_cast<SchoolIndex>(*slot(school)));
        const auto release = find_release(db, block.release);
        for (Series& series : series_of(block, load_columns(db, block.id), slots, own_->schools.size())) {
            if (release) series.release_title = release->title;
            own_->series.push_back(std::move(series));
        }
    }

    /// Where an authority counts the roll, its change and the places filled need no typing. A figure that it
    /// states itself goes before.
    void derive() {
        std::vector<Series> derived;
        for (const Series& now : own_->series) {
            if (now.measure != roll) continue;
            derived.push_back(filled(now));
            for (const Series& before : own_->series)
                if (before.measure == roll && before.period == school_year_of(now.period, 1))
                    if (auto change =
                            roll_change(before, now, [&](std::size_t s) { return roll_before(before, s); }))
                        derived.push_back(std::move(*change));
        }
        for (const Series& so_far : own_->series)
            if (so_far.measure == attendance)
                for (const Series& least : own_->series)
                    if (least.measure == attendance_minimum && least.period == so_far.period)
                        if (auto against = against_minimum(so_far, least))
                            derived.push_back(std::move(*against));
        std::move(derived.begin(), derived.end(), std::back_inserter(own_->series));
    }

    Series filled(const Series& now) const {
        Series series = derived_from(now, places_filled);
        const auto dates = analytics::period_dates(now.period);
        for (std::size_t s = 0; s < series.values.size(); ++s) {
            if (now.missing[s] != Missing::none) continue;
            const Urn urn = published_.schools[own_->schools[s]].urn;
            const schools::School* school = dates ? schools_.find(urn, dates->last) : nullptr;
            if (!school) school = schools_.latest(urn);
            const bool known = school && school->capacity > 0;
            series.missing[s] = known ? Missing::none : Missing::not_published;
            series.values[s] = known ? to_one_decimal(100 * now.values[s] / school->capacity)
                                     : std::numeric_limits<double>::quiet_NaN();
        }
        return series;
    }

    /// How far a school's attendance stands from the minimum that it was set, in percentage points.
    static std::optional<Series> against_minimum(const Series& so_far, const Series& least) {
        Series series = derived_from(so_far, attendance_against_minimum);
        if (!known_with(series, least)) return std::nullopt;
        for (std::size_t s = 0; s < series.values.size(); ++s) {
            if (series.missing[s] == Missing::none) series.missing[s] = least.missing[s];
            series.values[s] = to_one_decimal(so_far.values[s] - least.values[s]);
        }
        return series;
    }

    /// A school that converted is counted under its earlier URN the year before; 0: not known.
    double roll_before(const Series& before, std::size_t s) const {
        if (before.missing[s] == Missing::none) return before.values[s];
        for (const SchoolIndex predecessor : published_.schools[own_->schools[s]].predecessors)
            if (const auto at = slot(predecessor); at && before.missing[*at] == Missing::none)
                return before.values[*at];
        return 0;
    }

    const schools::Register& schools_;
    const analytics::Snapshot& published_;
    std::shared_ptr<analytics::OwnSeries> own_ = std::make_shared<analytics::OwnSeries>();
};

}

std::shared_ptr<const analytics::OwnSeries> own_series(storage::Reader& db, const schools::Register& schools,
                                                       const analytics::Snapshot& published,
                                                       AuthorityCode owner) {
    return OwnBuilder{db, schools, published, owner}.build();
}

}
