#pragma once
// How long rows about people are kept. A record says kept_after(latest_of("held_on")); a table that is no
// record gives a Retention, or says why it is kept for good, in its feature's Stored. The periods stand in
// schemes/retention.toml, each with its reason, so that an authority can set its own.
//
//     const auto rules = retention_rules(server::stored(), default_periods());
//     due_rows(db, rule, today, authority)          what would be deleted, and what is held back and why
//     delete_due(db, rule, viewer, authority, now)  deletes it, with a certificate in the trail
//
// A row that another row refers to stays, unless the rule says that the other one goes along; so does each
// row of a school with a hold, where its table names the school and an authority (holds.hpp).
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::kit {

struct Stored;

/// Rows of one table that are deleted when their time is over. Columns in its SQL carry the table's name:
/// "soft_note.review_on".
struct Retention {
    std::string name;          ///< of its period in schemes/retention.toml; as a rule the table's
    std::string table;         ///< with a key "id" where the certificate is to name its rows
    std::string title;         ///< "Notes that nobody confirmed"
    std::string counted_from;  ///< SQL of the day from which the period counts; NULL: not yet
    std::string further{};     ///< SQL of the rows it is about; empty: all
    std::string authority{};   ///< SQL of whose a row is; empty: the installation's
    std::vector<std::string>
        along{};  ///< columns that refer to it and whose rows go with it: "credential.person"
    std::vector<std::pair<std::string, std::string>> held{};  ///< SQL of rows that stay, and why
    std::string then{};    ///< SQL to be carried out when rows were deleted
    bool empties = false;  ///< the trail: its entries are emptied, and the chain stays
};

/// A table about people whose rows are not deleted, and why.
struct KeptForGood {
    std::string table;
    std::string because;
};

struct Period {
    int months = 0, days = 0;
    std::string words;   ///< "6 years after the day it was lifted", "until its review date"
    std::string source;  ///< why this long
    /// Rows that count from this day or an earlier one are due.
    Date last_due(Date today) const { return add_months(today, -months) - days - 1; }
};
struct RetentionRule {
    Retention what;
    Period period;
};

/// schemes/retention.toml, as it was when Tarn was built.
std::string_view default_periods();
/// A rule for each record and table that declares one, in their order. Refused, with a sentence: a period
/// that is missing, unreadable or for something unknown.
Result<std::vector<RetentionRule>> retention_rules(std::span<const Stored> features, std::string_view toml);
/// Tables that the features' rules delete from or keep for good.
std::vector<std::string> tables_with_retention(std::span<const Stored> features);

struct HeldBack {
    std::string why;
    std::int64_t rows = 0;
    std::vector<std::int64_t> keys{};
};
/// What a rule finds on a day.
struct DueRows {
    std::int64_t rows = 0;
    std::vector<std::int64_t> keys{};     ///< ascending; empty where the table has no key of one number
    std::optional<Date> first{}, last{};  ///< of the days they count from
    std::vector<HeldBack> held{};
};
/// Without an authority: of the whole installation.
DueRows due_rows(storage::Reader& db, const RetentionRule& rule, Date today,
                 std::optional<AuthorityCode> authority);
/// Deletes what is due and seals what that leaves; a line in the trail, under retention_action, says by which
/// rule, how many, which keys and days. Nothing happens where nothing is due.
DueRows delete_due(storage::Writer& db, const RetentionRule& rule, const access::Viewer& viewer,
                   std::optional<AuthorityCode> authority, Instant now);
inline constexpr std::string_view retention_action = "retention.deleted";

/// Each rule for each authority whose rows it is about, and once for what is the installation's: a
/// transaction each, so that what hinders one does not undo another.
struct RetentionRun {
    const RetentionRule* rule;
    std::optional<AuthorityCode> authority;
    DueRows due;
    std::string failed{};  ///< why nothing was deleted, where that was tried
};
std::vector<RetentionRun> all_due(storage::Reader& db, std::span<const RetentionRule> rules, Date today);
std::vector<RetentionRun> delete_all_due(storage::Database& database, std::span<const RetentionRule> rules,
                                         Instant now);

/// The same for the same rows alone.
std::string mark_of(const DueRows& due);
/// "3-7, 9": of ascending numbers.
std::string in_runs(std::span<const std::int64_t> keys);
/// "3 rows", "1 row".
std::string rows_in_words(std::int64_t rows);

}
