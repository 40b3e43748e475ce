// The in-memory picture, built straight from the packed columns.
#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <tuple>

#include "analytics/as_at.hpp"
#include "evidence/catalogue/release_store.hpp"
#include "evidence/catalogue/report_cards_store.hpp"
#include "evidence/catalogue/series_of_store.hpp"
#include "evidence/evidence.hpp"
#include "platform/storage/uncommitted.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using analytics::SchoolIndex;

/// The columns of one stored block of inspections. Blocks from before report cards lack those of theirs, and
/// a block in which no row has anything to say there too.
class StoredColumns {
  public:
    explicit StoredColumns(std::vector<StoredColumn> columns) : columns_(std::move(columns)) {
        namespace column = inspection_column;
        const std::array needed{column::held,       column::known,
                                column::overall,    column::quality_of_education,
                                column::behaviour,  column::personal_development,
                                column::leadership, column::category,
                                column::kind};
        for (const std::string_view measure : needed) {
            const StoredColumn* stored = find(measure);
            if (!stored) throw storage::Failure("a stored block of inspections lacks a column");
            needed_.push_back(stored->view());
        }
        in_force_ = view(column::in_force);
        for (const analytics::CardArea area : analytics::card_areas.all()) {
            grades_.push_back(view(column::grade(area)));
            dated_.push_back(view(column::dated(area)));
        }
    }

    InspectionRow row(std::size_t at) const {
        const auto number = [at](const ColumnView& column) {
            return static_cast<std::int32_t>(column.cell(at).mantissa);
        };
        const auto small = [&](std::size_t column) {
            return static_cast<std::uint8_t>(number(needed_[column]));
        };
        InspectionRow row{.held = number(needed_[0]),
                          .known = number(needed_[1]),
                          .overall = small(2),
                          .quality_of_education = small(3),
                          .behaviour = small(4),
                          .personal_development = small(5),
                          .leadership = small(6),
                          .category = static_cast<analytics::Category>(small(7)),
                          .kind = static_cast<InspectionKind>(small(8))};
        if (in_force_)
            if (const std::int32_t said = number(*in_force_); said > 0)
                row.in_force = static_cast<analytics::Category>(said - 1);
        for (std::size_t area = 0; area < analytics::card_area_count; ++area) {
            if (grades_[area]) row.grades[area] = static_cast<analytics::CardGrade>(number(*grades_[area]));
            if (dated_[area]) row.dated[area] = number(*dated_[area]);
        }
        return row;
    }

  private:
    const StoredColumn* find(std::string_view measure) const {
        const auto at = std::find_if(columns_.begin(), columns_.end(),
                                     [&](const StoredColumn& c) { return c.measure == measure; });
        return at == columns_.end() ? nullptr : &*at;
    }
    std::optional<ColumnView> view(std::string_view measure) const {
        const StoredColumn* column = find(measure);
        return column ? std::optional{column->view()} : std::nullopt;
    }

    std::vector<StoredColumn> columns_;
    std::vector<ColumnView> needed_;
    std::optional<ColumnView> in_force_;
    std::vector<std::optional<ColumnView>> grades_, dated_;  ///< by area
};

constexpr std::string_view census_roll = "census.pupils";
/// Ofsted's file of a month comes out about the middle of the next one. Where nobody said on which day, three
/// weeks are allowed, so that none counts before it was there to read.
constexpr int days_until_public = 21;

class SharedBuilder {
  public:
    SharedBuilder(storage::Reader& db, const schools::Register& all, Date register_date) : db_(db) {
        snapshot_ = std::make_shared<analytics::Snapshot>();
        snapshot_->schools = all.analytics_schools(register_date);
        for (const storage::Row& row :
             db.query("SELECT id, title FROM evidence_release WHERE owner IS NULL ORDER BY id"))
            snapshot_->releases.push_back({row.id<ReleaseId>(0), row.string(1)});
    }

    std::shared_ptr<const analytics::Snapshot> build() {
        for (const StoredBlock& block : load_blocks(db_, BlockLevel::school)) add_series(block);
        add_roll_changes();
        // Changes from two sources to the same census stay in the order of those sources.
        std::stable_sort(snapshot_->series.edit().begin(), snapshot_->series.edit().end(), in_snapshot_order);
        add_aggregates();
        for (const StoredBlock& block : load_blocks(db_, BlockLevel::inspection)) add_inspections(block);
        place_inspections();
        snapshot_->report_cards.edit() = report_cards_of(stored_);
        snapshot_->categories.edit() = categories_of(std::move(stored_));
        return snapshot_;
    }

  private:
    struct Placed {
        SchoolIndex school;
        int precedence;
        std::size_t kind;  ///< files of the same profile and period have the same number
        analytics::Inspection inspection;
    };

    void add_series(const StoredBlock& block) {
        const auto at = places(unpack_int32(block.keys), snapshot_->schools);
        for (analytics::Series& series :
             series_of(block, load_columns(db_, block.id), at, snapshot_->schools.size())) {
            series.release_title = snapshot_->release_title(block.release);
            snapshot_->series.edit().push_back(std::move(series));
        }
    }

    /// From each census to the next: published for every school, where an authority need not count.
    void add_roll_changes() {
        std::vector<const analytics::Series*> censuses;
        for (const analytics::Series& series : snapshot_->series)
            if (series.measure == census_roll) censuses.push_back(&series);
        std::ranges::stable_sort(censuses,
                                 [](const auto* a, const auto* b) { return in_snapshot_order(*a, *b); });
        std::vector<analytics::Series> changes;
        for (const analytics::Series* now : censuses)
            for (const analytics::Series* before : censuses)
                if (school_year_of(before->period) == school_year_of(now->period, 1))
                    if (auto change = roll_change(
                            *before, *now, [&](std::size_t school) { return roll_before(*before, school); }))
                        changes.push_back(std::move(*change));
        std::ranges::move(changes, std::back_inserter(snapshot_->series.edit()));
    }

    /// A school that converted is counted under its earlier number the year before; 0: not known.
    double roll_before(const analytics::Series& before, std::size_t school) const {
        if (before.missing[school] == analytics::Missing::none) return before.values[school];
        for (const SchoolIndex predecessor : snapshot_->schools[school].predecessors)
            if (before.missing[predecessor] == analytics::Missing::none) return before.values[predecessor];
        return 0;
    }

    void add_aggregates() {
        for (const storage::Row& row : db_.query("SELECT a.measure, a.period, a.level, a.authority, a.value, "
                                                 "a.public_from, a.release_id FROM evidence_aggregate "
                                                 "a JOIN evidence_release r ON r.id = a.release_id WHERE "
                                                 "r.owner IS NULL ORDER BY a.release_id, a.position")) {
            const Measure* measure = find_measure(row.text(0));
            if (!measure || !measure->in_snapshot) continue;
            const auto authority = row.maybe_integer(3);
            snapshot_->aggregates.edit().push_back(
                {row.string(0), row.string(1), row.string(2),
                 authority ? std::optional{AuthorityCode{static_cast<std::int16_t>(*authority)}}
                           : std::nullopt,
                 row.real(4), row.date(5), row.id<ReleaseId>(6)});
        }
    }

    void add_inspections(const StoredBlock& block) {
        const auto at = places(unpack_int32(block.keys), snapshot_->schools);
        const StoredColumns columns{load_columns(db_, block.id)};
        const Date month_end = last_day_of_month(block.period);
        const Date public_from = block.public_from.value_or(month_end + days_until_public);
        const auto kind_of_file =
            kinds_.try_emplace(std::pair{block.profile, block.period}, kinds_.size()).first->second;
        for (std::size_t row = 0; row < at.size(); ++row) {
            if (at[row] == no_place) continue;
            const InspectionRow read = columns.row(row);
            if (read.kind == InspectionKind::report_card || read.in_force)
                stored_.push_back({at[row], block.precedence, month_end, public_from, block.public_to,
                                   block.release, read});
            if (read.kind == InspectionKind::report_card) continue;
            analytics::Inspection inspection;
            inspection.held = Date::from_days(read.held);
            inspection.known_from = Date::from_days(read.known);
            inspection.known_to = block.public_to;
            inspection.overall = read.overall;
            inspection.quality_of_education = read.quality_of_education;
            inspection.behaviour = read.behaviour;
            inspection.personal_development = read.personal_development;
            inspection.leadership = read.leadership;
            inspection.category = read.category;
            inspection.graded = read.kind == InspectionKind::graded;
            inspection.listed_from = latest_only(block) ? month_end : Date{};
            inspection.release = block.release;
            placed_.push_back({at[row], block.precedence, kind_of_file, inspection});
        }
    }

    static bool latest_only(const StoredBlock& block) {
        const Profile* profile = find_profile(block.profile);
        return profile && profile->latest_only;
    }
    /// "2025-08"; a file of another form counts from the first day of all.
    static Date last_day_of_month(std::string_view period) {
        const auto dates = analytics::period_dates(period);
        return dates ? dates->last : Date{};
    }

    static bool same_inspection(const Placed& a, const Placed& b) {
        return a.school == b.school && a.inspection.held == b.inspection.held &&
               a.inspection.graded == b.inspection.graded;
    }

    /// A later file of its kind tells of an inspection otherwise, from a day on which the older still stood.
    static bool changes(const Placed& newer, const Placed& older) {
        return newer.kind == older.kind && newer.inspection.release != older.inspection.release &&
               older.inspection.known_from < newer.inspection.known_from &&
               (!older.inspection.known_to || newer.inspection.known_from <= *older.inspection.known_to);
    }

    /// One entry per inspection: of several sources the first in the written order that still stands. What a
    /// corrected file said before its correction stays, with the day on which it ended.
    void place_inspections() {
        std::sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
            const auto key = [](const Placed& p) {
                return std::tuple{p.school,
                                  p.inspection.held,
                                  !p.inspection.graded,
                                  p.inspection.known_to.has_value(),
                                  p.precedence,
                                  -p.inspection.release.value};
            };
            return key(a) < key(b);
        });
        for (std::size_t i = placed_.size(); i-- > 1;)
            if (same_inspection(placed_[i - 1], placed_[i]))
                placed_[i - 1].inspection.listed_from =
                    std::min(placed_[i - 1].inspection.listed_from, placed_[i].inspection.listed_from);
        auto& begins = snapshot_->inspection_begin.edit();
        begins.assign(snapshot_->schools.size() + 1, 0);
        const Placed* standing = nullptr;
        for (Placed& placed : placed_) {
            if (standing && same_inspection(*standing, placed) && changes(*standing, placed))
                placed.inspection.known_to = standing->inspection.known_from - 1;
            if (standing && same_inspection(*standing, placed) &&
                (!placed.inspection.known_to ||
                 standing->inspection.known_from <= *placed.inspection.known_to))
                continue;
            if (!standing || !same_inspection(*standing, placed)) standing = &placed;
            snapshot_->inspections.edit().push_back(placed.inspection);
            ++begins[placed.school + 1];
        }
        for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    }

    storage::Reader& db_;
    std::shared_ptr<analytics::Snapshot> snapshot_;
    std::vector<Placed> placed_;
    std::vector<StoredInspection> stored_;  ///< those that tell of report cards or of a category in force
    std::map<std::pair<std::string, std::string>, std::size_t> kinds_;
};

}

std::shared_ptr<const analytics::Snapshot> snapshot(storage::Reader& db, const schools::Register& schools,
                                                    Date register_date) {
    return SharedBuilder{db, schools, register_date}.build();
}
std::shared_ptr<const analytics::Snapshot> snapshot(storage::Reader& db, Date register_date) {
    return snapshot(db, *schools::Register::load(db), register_date);
}

std::int64_t generation(storage::Reader& db) {
    return db.count("SELECT COALESCE(MAX(id), 0) FROM evidence_release");
}

Snapshots::Snapshots() : own_(std::make_unique<schools::Registers>()), registers_(*own_) {}
Snapshots::Snapshots(schools::Registers& registers) : registers_(registers) {}
Snapshots::~Snapshots() = default;

namespace {

/// The same evidence beside the schools of another day.
std::shared_ptr<const analytics::Snapshot> on_day(const analytics::Snapshot& evidence,
                                                  const schools::Register& schools, Date day) {
    auto picture = std::make_shared<analytics::Snapshot>();
    picture->releases = evidence.releases;
    picture->schools = schools.analytics_schools(day);
    picture->series = evidence.series;
    picture->aggregates = evidence.aggregates;
    picture->inspection_begin = evidence.inspection_begin;
    picture->inspections = evidence.inspections;
    picture->report_cards = evidence.report_cards;
    picture->categories = evidence.categories;
    return picture;
}

}

std::shared_ptr<const analytics::Snapshot> Snapshots::in_passing(storage::Reader& db, Date register_date) {
    const auto schools = registers_.current(db);
    const auto make = [&] { return snapshot(db, *schools, register_date); };
    if (storage::uncommitted(db)) return make();
    return on_day(*shared_.of({generation(db), schools->generation(), Date{}}, make), *schools,
                  register_date);
}

std::shared_ptr<const analytics::Snapshot> Snapshots::current(storage::Reader& db, Date register_date) {
    const auto schools = registers_.current(db);
    const Key key{generation(db), schools->generation(), register_date};
    const auto make = [&] { return snapshot(db, *schools, register_date); };
    if (storage::uncommitted(db)) {
        auto known = held_.known(key);
        return known ? known : make();
    }
    const auto older = [&](const Key& held) {
        return held.evidence < key.evidence || held.register_generation < key.register_generation;
    };
    held_.drop_if(older);
    shared_.drop_if(older);
    // Every URN ever seen has its place on every day, so the figures of one day are those of all.
    const Key any_day{key.evidence, key.register_generation, Date{}};
    const auto evidence = shared_.of(any_day, make);
    return held_.of(key, [&] { return on_day(*evidence, *schools, register_date); });
}

}
