// Searching the rows of a record, typing errors forgiven. Every row that the viewer may see is read and
// compared in one pass (docs/design.md says why).
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/record.hpp"

namespace tarn::kit {
namespace {

/// The title of a code; nothing for a code that is none.
std::string_view title_of(const Column& column, std::string_view code) {
    const auto found = std::ranges::find(column.words, code, &CodeWord::code);
    return found == column.words.end() ? std::string_view{} : found->title;
}

}

std::vector<RecordBase::Likely> RecordBase::likely(storage::Reader& db, const access::Viewer& viewer,
                                                   const SearchText& typed,
                                                   const std::vector<std::size_t>& offsets, std::size_t limit,
                                                   std::string_view kind) const {
    if (typed.too_short() || !viewer.may(seen_permission())) return {};
    std::vector<const Column*> columns;
    Sql sql{"SELECT " + key_column().name};
    for (const std::size_t offset : offsets) {
        columns.push_back(&column_at(offset));
        require(columns.back()->kind == Kind::text || columns.back()->kind == Kind::code,
                columns.back()->name + " is no text to search in");
        sql += ", " + columns.back()->name;
    }
    sql += " FROM (";
    sql += visible(viewer);
    sql += fmt::format(") AS {} ORDER BY {} DESC", table_, key_column().name);
    std::vector<Likely> found;
    std::vector<std::string_view> texts(columns.size() + 1);
    texts.back() = kind;
    for (const storage::Row& row : query(db, sql)) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int at = static_cast<int>(i) + 1;
            texts[i] = row.is_null(at) ? std::string_view{} : row.text(at);
            if (columns[i]->kind == Kind::code) texts[i] = title_of(*columns[i], texts[i]);
        }
        if (const double likeness = typed.likeness(texts); likeness > 0)
            found.push_back({row.integer(0), likeness});
    }
    std::ranges::stable_sort(found, std::greater<>{}, &Likely::likeness);
    if (found.size() > limit) found.resize(limit);
    return found;
}

}
