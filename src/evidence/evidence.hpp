#pragma once
// Published evidence: what a measure means, which files gave its values, when they became public, and what is
// known of a school on a day. A file comes in through a profile (schemes/profiles), is stored by column, and
// is read back as an immutable snapshot. Nothing that was imported is ever overwritten.
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/calendar.hpp"
#include "analytics/chance.hpp"
#include "analytics/snapshot.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/recent_answers.hpp"
#include "base/result.hpp"

namespace tarn::storage {
class Database;
class Reader;
}
namespace tarn::access {
class Viewer;
}
namespace tarn::schools {
class Register;
class Registers;
}

namespace tarn::kit {
struct Stored;
}

namespace tarn::evidence {

// ------------------------------------------------------------------------------------------- what a measure
// means

enum class Unit : std::uint8_t { percent, points, pupils, pounds, days, count, number };
enum class Direction : std::uint8_t { higher_is_better, lower_is_better, neither };
enum class Level : std::uint8_t { school, authority };
std::string_view unit_title(Unit unit);             ///< "%", "points", "pupils", "£"
std::string_view direction_title(Direction value);  ///< "Higher is better"

/// One line of schemes/measures.toml.
struct Measure {
    std::string code;     ///< "ks2.progress.reading": stored, never shown
    std::string name;     ///< "Reading progress, key stage 1 to 2"
    std::string meaning;  ///< a sentence for somebody who has never met it
    std::string source;   ///< key of docs/sources.md
    Unit unit = Unit::number;
    int decimals = 0;          ///< as published
    double low = 0, high = 0;  ///< a figure of one school, or area, outside is a mistake
    Direction direction = Direction::neither;
    Level level = Level::school;
    std::vector<analytics::Phase> phases;  ///< empty: every phase
    std::vector<std::string> breaks;       ///< periods that start a new definition: "2016/17"
    analytics::Chance chance;              ///< how much of a school's figure chance may have made
    bool progress_bands = false;           ///< its publisher puts scores into the five bands of Progress 8
    bool in_snapshot = false;              ///< held in memory for every school of England
    analytics::Calendar calendar;          ///< periods without figures, and when figures come
};
std::span<const Measure> measures();                 ///< ascending by code
const analytics::Calendars& calendars();             ///< of the measures that have one
const Measure* find_measure(std::string_view code);  ///< null when the catalogue has no such line
/// False when the definition changed between the two periods: no trend may cross it.
bool comparable(const Measure& measure, std::string_view period, std::string_view other_period);
/// The value as people write it: "72%", "-1.2", "£1,234,567", "4.3%".
std::string show(const Measure& measure, double value);
/// "13 of 20 pupils, which is few. Likely range: 43% to 82%", or why nobody can say; `n`
/// may be NaN.
std::string chance_words(const Measure& measure, double value, double n);

// ---------------------------------------------------------------------------------------------- bringing a
// file in

struct ImportLimits {
    std::size_t max_bytes = std::size_t{256} << 20;  ///< of the file, and of what it expands to
    std::size_t max_expansion = 400;                 ///< times the compressed size, once past 64 MiB
    std::size_t max_record = std::size_t{1} << 20;   ///< bytes of one record
    double max_rejected_percent = 10;                ///< above it the whole file is refused
};

/// Told while a file is read; percent of this file.
using ImportProgress = std::function<void(int percent, std::string_view what)>;

struct ImportRequest {
    std::string path;          ///< read from here, .gz or plain; or, when empty, from `content`
    std::string_view content;  ///< alive for the call
    std::string file_name;     ///< as its publisher or the person named it; path's last part when empty
    std::optional<std::string> profile;       ///< by name; recognised by the header when empty
    std::optional<std::string> profile_text;  ///< a profile of one's own (TOML); wins over `profile`
    std::optional<std::string> period;        ///< used where neither column nor file name says
    std::optional<Date> public_from;          ///< wins over the profile's table
    std::optional<AuthorityCode> owner;       ///< an authority's own data; empty: published, national
    std::string imported_by;                  ///< name shown in the catalogue
    Instant now{};
    bool dry_run = false;  ///< everything but the commit
    /// The file is meant to hold only some of the schools: those that are not in it keep their earlier
    /// values.
    bool partial = false;
    ImportLimits limits;
    ImportProgress progress;
};

struct RejectedRow {
    std::int64_t row =
        0;  ///< record number in the file; the header is 1, so it is the line where no cell holds a newline
    std::string column;  ///< empty: the whole row
    std::string reason;  ///< a sentence
    std::string text;    ///< the record as it stood, valid UTF-8, at most 400 bytes
};

struct ImportReport {
    ReleaseId release;  ///< 0 in a dry run
    std::string file_name;
    std::string profile;                ///< "ks2-reduced"
    std::string title;                  ///< "Key stage 2 results (ks2_perf_2018)"
    std::string period;                 ///< "2017/18"; "2019 to 2024" when the rows say several
    std::optional<Date> public_from;    ///< empty where each row has its own (inspections) and for registers
    bool already_imported = false;      ///< nothing was changed; `release` is the one that holds it
    std::optional<ReleaseId> corrects;  ///< the release that this one ends
    /// Only in a dry run: the sentence with which the file would be refused, since it covers less than half
    /// of what it would replace and was not called partial.
    std::string too_few;
    std::int64_t rows_read = 0, rows_accepted = 0, rows_rejected = 0, rows_aggregate = 0, rows_repeated = 0,
                 rows_left_out = 0;
    std::int64_t values = 0;  ///< cells with a value or a typed reason for its absence
    std::int64_t values_new = 0, values_changed = 0, values_unchanged = 0, values_gone = 0;
    std::int64_t disagreements =
        0;  ///< values of the same school, measure and period that another source gives differently
    std::vector<RejectedRow> rejected;  ///< the first 1,000
    std::vector<std::string> notes;     ///< plain sentences: columns not read, dates assumed
    /// Of which schools it has figures or inspections, ascending; empty for registers and areas.
    std::vector<Urn> schools;
    std::vector<analytics::Phase> phases;  ///< that its measures are for; empty: every phase
};
std::string summary(const ImportReport& report);  ///< one line for a terminal

/// One file in one transaction, then the register is merged again where the file speaks of it. An Error means
/// that nothing was stored; its message names file, row and column.
Result<ImportReport> import_file(storage::Database& database, const ImportRequest& request);
/// Many files: the next is read while the last is stored; results and transactions keep the order given.
/// `done` is called for each on the calling thread.
void import_files(storage::Database& database, std::span<const ImportRequest> requests,
                  const std::function<void(const ImportRequest&, const Result<ImportReport>&)>& done);

/// How many academies wait for a data officer to say which school they continue; empty when none does.
std::string conversions_note(storage::Reader& db);

struct ProfileInfo {
    std::string name;
    std::string title;
    std::string publisher;
};
std::vector<ProfileInfo> profiles();  ///< those shipped with the program, by name

// ----------------------------------------------------------------------------------------------- what is
// held of it

struct Release {
    ReleaseId id;
    std::string profile, title, publisher, source, period, file_name, sha256;
    std::optional<Date> public_from;
    std::optional<Date> public_to;  ///< the day before its correction became public
    std::optional<ReleaseId> corrected_by;
    std::optional<AuthorityCode> owner;
    std::int64_t rows_read = 0, rows_accepted = 0, rows_rejected = 0, rows_aggregate = 0;
    std::string imported_by;
    Instant imported_at{};
};
/// "School census 2024/25": the file as the public knows it, with its period where the name has none.
std::string imported_words(const Release& release);
std::vector<Release> releases(storage::Reader& db);  ///< newest import first
std::optional<Release> find_release(storage::Reader& db, ReleaseId id);
std::vector<RejectedRow> rejected_rows(storage::Reader& db, ReleaseId id);  ///< by row

/// What a person may see of them: published files, and an authority's own only who imports for it, because
/// its rejected rows stand there as they were sent, with every school's figures.
bool may_see(const access::Viewer& viewer, const Release& release);
std::vector<Release> releases(storage::Reader& db, const access::Viewer& viewer);  ///< newest import first
/// Those imported on the day or later.
std::vector<Release> releases_since(storage::Reader& db, const access::Viewer& viewer, Date day);
std::optional<Release> find_release(storage::Reader& db, const access::Viewer& viewer, ReleaseId id);
std::vector<RejectedRow> rejected_rows(storage::Reader& db, const access::Viewer& viewer,
                                       ReleaseId id);  ///< by row

/// One stored series of a measure, in one release and period.
struct MeasureRelease {
    std::string measure, period;
    ReleaseId release;
    std::int64_t present = 0, missing = 0;  ///< schools, or areas, with a value; with a typed reason
};
std::vector<MeasureRelease> measure_releases(storage::Reader& db);  ///< by measure, period, release
std::vector<MeasureRelease> measure_releases(storage::Reader& db, const access::Viewer& viewer);

/// How much of one series there is for one authority, by the authority of each school on the snapshot's
/// register date.
struct Coverage {
    AuthorityCode authority;
    std::int64_t schools = 0;  ///< state-funded, of the measure's phases, open on the register date
    std::int64_t present = 0;
    std::array<std::int64_t, 16> missing{};  ///< by analytics::Missing
};
std::vector<Coverage> coverage(const analytics::Snapshot& snapshot, const analytics::Series& series);

/// A value of a school that two releases, both public, give differently.
struct Disagreement {
    Urn urn;
    std::string measure, period;
    double first = 0, second = 0;  ///< the first is the one that counts, by the written order of sources
    ReleaseId first_release, second_release;
};
std::vector<Disagreement> disagreements(const analytics::Snapshot& snapshot,
                                        Date as_at);  ///< by measure, period, URN

/// Everything stored about one school, also measures too detailed for the snapshot.
struct Observation {
    std::string measure, period;
    ReleaseId release;
    double value = 0;  ///< NaN when missing
    analytics::Missing missing = analytics::Missing::none;
};
/// `viewer`: the authority whose own data is seen as well.
std::vector<Observation> observations_of(storage::Reader& db, Urn urn, Date as_at,
                                         std::optional<AuthorityCode> viewer = {});

/// A value of an area: an authority, a region or England; `breakdown` says which part of the pupils or plans.
struct AreaValue {
    std::string measure, period, breakdown;
    std::optional<AuthorityCode> authority;
    std::string area;  ///< "Lancashire", "North West", "England"
    double value = 0;  ///< NaN when missing
    analytics::Missing missing = analytics::Missing::none;
    ReleaseId release;
};
std::vector<AreaValue> area_values(storage::Reader& db, AuthorityCode authority,
                                   Date as_at);  ///< and its region and England

// ---------------------------------------------------------------------------------------------------- in
// memory

/// All England as published: every measure with in_snapshot, every inspection, the register as on
/// `register_date`.
std::shared_ptr<const analytics::Snapshot> snapshot(storage::Reader& db, Date register_date);
std::shared_ptr<const analytics::Snapshot> snapshot(storage::Reader& db, const schools::Register& schools,
                                                    Date register_date);

/// What one authority gathered itself, to lie beside a snapshot built from the same register; null when it
/// has nothing. Where it counts the roll, the roll's change and the places filled (capacity from the
/// register) follow. Confidential as the authority's own: only its proposals may use it.
std::shared_ptr<const analytics::OwnSeries> own_series(storage::Reader& db, const schools::Register& schools,
                                                       const analytics::Snapshot& published,
                                                       AuthorityCode owner);

/// The snapshot of the moment, built again only when an import changed what it shows. Safe from any thread.
class Snapshots {
  public:
    Snapshots();
    explicit Snapshots(schools::Registers& registers);  ///< shares the register that pages hold
    ~Snapshots();
    std::shared_ptr<const analytics::Snapshot> current(storage::Reader& db, Date register_date);
    /// The same for who looks at a day in passing: it pushes out no day that pages ask for.
    std::shared_ptr<const analytics::Snapshot> in_passing(storage::Reader& db, Date register_date);

  private:
    struct Key {
        std::int64_t evidence = -1, register_generation = -1;
        Date register_date;
        bool operator==(const Key&) const = default;
    };
    std::unique_ptr<schools::Registers> own_;
    schools::Registers& registers_;
    RecentAnswers<Key, analytics::Snapshot> shared_{1};  ///< whose figures those of all days share
    RecentAnswers<Key, analytics::Snapshot> held_{8};
};

/// Rises whenever an import changed anything.
std::int64_t generation(storage::Reader& db);

/// Checks every stored column against its release's checksum and its URNs against the register's form. Empty
/// when all is well; else sentences.
std::vector<std::string> verify(storage::Reader& db);
kit::Stored stored();

}
