#pragma once
// A small CSV file that an officer uploads: its columns with typed cells, declared once. First what would
// happen, then, if wanted, that file and no other for good; all rows or none. Each row that cannot be taken
// is told with its column and reason, and can be taken away as a file to put right.
//
//     using Column = ImportColumn<FactRow>;
//     TableImport<FactRow>{.address = "/evidence/facts/import", .title = "Import recorded facts", ...
//         .columns = {Column("URN", &FactRow::urn).needed().example("100000"),
//                     Column("fact", &FactRow::kind, fact_kinds).needed(), Column("to", &FactRow::last_day)},
//         .storing = [](Act& act) {      // once for a file; what it gives is called for each row
//             return [&act](const FactRow& row) -> Result<bool> { return add_fact(*act.writer, row); };
//         }}.routes()
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/csv.hpp"
#include "feature_kit/form.hpp"

namespace tarn::kit {

// Reading one cell that is not empty: fills `into`, or gives the sentence that says what is wrong with it.
std::string read_cell(std::string_view cell, std::string& into);
std::string read_cell(std::string_view cell, Urn& into);
std::string read_cell(std::string_view cell, Date& into);  ///< 2026-03-02 or 02/03/2026
std::string read_cell(std::string_view cell, std::int64_t& into);
std::string read_cell(std::string_view cell, double& into);
std::string read_cell(std::string_view cell, bool& into);  ///< yes or no
template <class M>
std::string read_cell(std::string_view cell, std::optional<M>& into) {
    return read_cell(cell, into.emplace());
}
/// A code or its title, whatever its capitals; blanks and hyphens count as underscores.
std::string code_meant(std::string_view cell, const Answers& codes);
std::string not_among(std::string_view cell, const Answers& codes);  ///< "“x” is none of Green, Amber, Red"

/// A column without the type of the row.
struct ImportColumnSpec {
    std::string name;  ///< its heading; files may write it in any case, with or without blanks
    std::string about{}, shows{};
    std::string kept{};  ///< what errors of the store call it, where that is not its heading
    bool is_needed = false;
    std::function<std::string(std::string_view cell, void* row)> read{};
};

template <class Row>
class ImportColumn : public ImportColumnSpec {
  public:
    /// By the type of the member: text, URN, date, whole number, number, yes or no. An empty cell leaves it
    /// as it is in Row{}.
    template <class M>
    ImportColumn(std::string_view heading, M Row::*member) : ImportColumnSpec{std::string{heading}} {
        read = [member](std::string_view cell, void* row) {
            return read_cell(cell, static_cast<Row*>(row)->*member);
        };
    }
    template <class M, Codes C>
    ImportColumn(std::string_view heading, M Row::*member, const C& table)
        : ImportColumnSpec{std::string{heading}} {
        read = [member, &table, codes = answers(table)](std::string_view cell, void* row) -> std::string {
            const auto value = table.parse(code_meant(cell, codes));
            if (!value) return not_among(cell, codes);
            static_cast<Row*>(row)->*member = *value;
            return {};
        };
        about = "One of: " + list_of(answers(table));
    }
    /// Read by a function of the room: its error is what is told.
    template <class M, class F>
    requires std::is_invocable_r_v<Result<M>, F, std::string_view> ImportColumn(std::string_view heading,
                                                                                M Row::*member, F reading)
        : ImportColumnSpec{std::string{heading}} {
        read = [member, reading](std::string_view cell, void* row) -> std::string {
            auto value = reading(cell);
            if (!value) return value.error().message;
            static_cast<Row*>(row)->*member = *std::move(value);
            return {};
        };
    }
    ImportColumn needed() && { return is_needed = true, std::move(*this); }
    ImportColumn saying(std::string words) && { return about = std::move(words), std::move(*this); }
    ImportColumn kept_in(std::string column) && { return kept = std::move(column), std::move(*this); }
    ImportColumn example(std::string cell) && { return shows = std::move(cell), std::move(*this); }

  private:
    static std::string list_of(const Answers& codes) {
        std::string words;
        for (const Answer& one : codes) (words += words.empty() ? "" : ", ") += one.code;
        return words;
    }
};

struct RejectedCell {
    std::size_t row = 0;  ///< its record's number in the file; the header is 1
    std::string column;   ///< empty: the row as a whole
    std::string reason;
    std::string cell;  ///< what stands there
};
struct ImportOutcome {
    std::size_t read = 0, added = 0, unchanged = 0;  ///< rows
    std::vector<RejectedCell> rejected{};
    std::string remark{};  ///< said below the counts
    std::size_t rejected_rows() const;
};

/// The import without the type of its rows.
struct ImportSpec {
    std::string address{}, title{}, back_href{}, noun{}, nouns{}, about{}, label{};
    access::Permission permission = access::Permission::import_data;
    std::vector<ImportColumnSpec> columns{};
    std::function<std::shared_ptr<void>()> make_row{};
    using StoreRow = std::function<Result<bool>(const void* row)>;
    struct Storing {
        StoreRow row;
        std::function<std::string()> remark{};
    };
    std::function<Storing(Act&)> storing{};
};
/// Reads every row and stores those that can be. The caller sees to it that nothing of it is kept when a row
/// was rejected.
ImportOutcome import_rows(const ImportSpec& spec, const CsvTable& table, const ImportSpec::StoreRow& store);
/// The column that two headings of the file name; empty: none.
std::string column_twice(const ImportSpec& spec, const CsvTable& table);
/// Headings of the file that no column has: misspelt, or for somebody else.
std::vector<std::string> unread_headings(const ImportSpec& spec, const CsvTable& table);
/// The rows of which something was rejected, as they stand in the file, with what is wrong behind them.
std::string rejected_file(const CsvTable& table, const ImportOutcome& outcome);
/// The page, what is sent to it, and "<address>.csv", a file to begin with. Throws std::invalid_argument when
/// the declaration does not fit together.
std::vector<Route> import_routes(ImportSpec spec);

/// What is done with the rows of one file: a function alone, or with a remark once all rows were read.
template <class Row>
struct Storing {
    template <class F>
    requires std::is_invocable_r_v < Result<bool>, F,
    const Row& > Storing(F each, std::function<std::string()> at_end = {})
        : row(std::move(each)),
    remark(std::move(at_end)) {}

    std::function<Result<bool>(const Row& row)> row;
    std::function<std::string()> remark;
};

template <class Row>
struct TableImport {
    std::string address;      ///< of the page and of its form
    std::string title;        ///< "Import recorded facts"
    std::string back_href;    ///< where it comes from and leads to
    std::string noun, nouns;  ///< "fact", "facts": what one row is
    std::string about{};      ///< a sentence on what the file is for
    std::string label;        ///< in the trail
    access::Permission permission = access::Permission::import_data;
    std::vector<ImportColumn<Row>> columns{};
    /// True: something was made; false: it was so already. Error::field names the column, by its heading or
    /// as kept_in() says.
    std::function<Storing<Row>(Act&)> storing{};

    std::vector<Route> routes() const {
        return import_routes({address,
                              title,
                              back_href,
                              noun,
                              nouns,
                              about,
                              label,
                              permission,
                              {columns.begin(), columns.end()},
                              [] { return std::static_pointer_cast<void>(std::make_shared<Row>()); },
                              [storing = storing](Act& act) -> ImportSpec::Storing {
                                  auto store = storing(act);
                                  return {[each = std::move(store.row)](const void* row) {
                                              return each(*static_cast<const Row*>(row));
                                          },
                                          std::move(store.remark)};
                              }});
    }
};

}
