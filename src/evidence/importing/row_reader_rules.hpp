#pragma once
// What the readers of the kinds of files share: the plan made from profile and header, rejecting, periods and
// dates.
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day_order.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {

using Fields = std::vector<std::string_view>;

/// Thrown inside this room for what makes the whole file unusable; becomes the Error of prepare().
struct Unusable {
    Error error;
};

struct MeasureColumn;

/// What a row turned out to be. `rejected` leaves its reason in the context.
enum class RowFate : std::uint8_t { accepted, aggregate, repeated, left_out, rejected };

/// A file under way: its header, its settings and what has been found so far.
class Context {
  public:
    Context(const Profile& profile, const ReadSettings& settings, Header header, Prepared& prepared);

    const Profile& profile() const { return profile_; }
    const ReadSettings& settings() const { return settings_; }
    const Header& header() const { return header_; }
    Prepared& prepared() { return prepared_; }
    const Prepared& prepared() const { return prepared_; }

    /// Position of a column that the profile names; -1 when the name is empty, Unusable when the file has
    /// none. A [[sum]] stands behind the last column of the file.
    int column(std::string_view name);
    int optional_column(std::string_view name);
    std::string_view name(int column) const;  ///< as the file writes it
    /// Notes the columns that nothing above asked for.
    void note_unread();
    /// Notes the columns from which the profile expected figures and which hold none in any row.
    void note_empty(std::span<const MeasureColumn> columns);

    /// Whether a [[leave_out]] of the profile fits the row, which is counted by its reason.
    bool left_out(const Fields& fields);
    void note_left_out();
    /// Unusable when no row of a file of figures was used. Files without figures may say nothing new.
    void refuse_unused() const;
    /// The figure of a column or sum; else the row is rejected. See plausible() for `total`.
    bool read_cell(const MeasureColumn& column, const Fields& fields, bool total, Cell& out);
    /// Trimmed; "" outside the row, for NULL and where the profile says that the text stands for nothing.
    std::string_view cell(const Fields& fields, int column) const;

    /// Whether a cell is empty or says why it holds nothing.
    bool is_gap(std::string_view text) const { return text.empty() || codes_.find(text); }

    /// The day in a cell; else the row is rejected. Remembers how the column writes its days.
    std::optional<Date> day(int column, std::string_view text, const DateRange& plausible);
    Date tomorrow() const;  ///< in England it may be a day later than in UTC
    /// From the oldest school of England, founded in 597, to what a register may announce.
    DateRange life_of_schools() const;
    /// Unusable when a column of dates can only be read month first.
    void refuse_month_first() const;
    /// Whether a figure can be one of a school or an area; of a `total` that counts, no upper end is known.
    /// Else the row is rejected.
    bool plausible(const MeasureColumn& column, const Cell& cell, std::string_view text, bool total);

    RowFate reject(int column, std::string reason);
    RowFate reject(std::string_view column, std::string reason);
    Rejection take_rejection() { return std::move(rejection_); }
    void note(std::string sentence);

    /// "'banana' is not a URN.", "The row has no URN."
    static std::string not_a(std::string_view what, std::string_view text);
    /// "'banana' is neither a number nor a known code."
    static std::string bad_cell(std::string_view text, NumberKind kind);

    std::optional<std::string> period_of_file() const;  ///< from the file's name, the profile or the settings
    std::string needed_period_of_file() const;          ///< Unusable when nothing says
    std::optional<Date> public_from(const std::string& period) const;
    Date needed_public_from(const std::string& period) const;  ///< Unusable when nothing says

  private:
    struct Sum {
        std::string_view column;
        std::vector<std::pair<int, bool>> of;  ///< columns, and whether they are taken away
        bool difference = false;               ///< nothing without a value on either side
    };
    struct LeaveOut {
        int column;
        const LeaveOutRule* rule;
        std::int64_t rows = 0;
    };
    std::optional<Cell> parse(const MeasureColumn& column, int at, const Fields& fields) const;
    bool read_sum(const MeasureColumn& column, const Sum& sum, const Fields& fields, Cell& out);

    const Profile& profile_;
    const ReadSettings& settings_;
    Header header_;
    Prepared& prepared_;
    MissingCodes codes_;
    std::vector<bool> asked_;  ///< by column
    std::vector<Sum> sums_;
    std::vector<LeaveOut> leave_out_;
    Rejection rejection_;
    std::map<int, DayOrder> day_orders_;
};

/// Takes one row after another, then adds what it made to Prepared.
class RowReader {
  public:
    virtual ~RowReader() = default;
    virtual RowFate take(const Fields& fields, std::int64_t row, std::string_view record) = 0;
    virtual void finish() = 0;
};
std::unique_ptr<RowReader> school_rows(Context& context);  ///< also inspections
std::unique_ptr<RowReader> area_rows(Context& context);
std::unique_ptr<RowReader> link_rows(Context& context);
std::unique_ptr<RowReader> postcode_rows(Context& context);

/// One column of numbers: where it stands and what it becomes.
struct MeasureColumn {
    int column = -1;
    std::string measure;
    NumberKind kind = NumberKind::number;
    int n_position = -1;
    std::optional<Date> public_from;
    const Measure* meaning = nullptr;  ///< null: the catalogue does not know it
    bool halves_blank = false;
    int part = -1;          ///< number of the part of a long layout; -1: in every row
    bool expected = false;  ///< the profile names the column
};
/// Those of [columns] in header order, then those of each part.
std::vector<MeasureColumn> measure_columns(Context& context);
/// Whether a cell is one of some texts, whatever its case.
bool among(std::string_view text, const std::vector<std::string>& texts);
/// What a profile means by a word, whatever its case; null when it does not know the word.
template <class T>
const T* meaning_of(const std::map<std::string, T>& words, std::string_view text) {
    for (const auto& [word, meaning] : words)
        if (same_word(word, text)) return &meaning;
    return nullptr;
}

/// Packs one column; empty when every cell of it is blank.
std::optional<PreparedColumn> pack_column(const MeasureColumn& column, std::span<const Cell> cells);
/// Leaves out the columns without any value and points n_position at what is left.
void add_columns(PreparedBlock& block, std::span<const MeasureColumn> columns,
                 const std::function<void(std::size_t, std::vector<Cell>&)>& cells_of);

/// GeoJSON, which is no table.
void read_boundaries(Context& context, std::string_view text);

}
