// A list as a file: every row that matches, every column.
#include <fmt/format.h>

#include "feature_kit/list_parts.hpp"

namespace tarn::kit {
namespace {

/// From its title, so that the files of two lists of schools have two names: "levels-of-schools-2026-03-02".
/// The day asked about stands for today's where the list has one.
std::string file_name(const ListSight& sight, const std::string& heading) {
    std::string name = sight.spec.confidential.empty() ? "" : "confidential-";
    for (const char c : heading)
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name += c;
        else if (c >= 'A' && c <= 'Z')
            name += static_cast<char>(c - 'A' + 'a');
        else if (!name.empty() && name.back() != '-')
            name += '-';
    if (!name.ends_with('-')) name += '-';
    for (std::size_t i = 0; i < sight.spec.filters.size(); ++i)
        if (sight.spec.filters[i].kind == ListFilterSpec::Kind::day) return name + sight.sought.typed[i];
    return name + sight.act.today().iso();
}

documents::Sheet sheet_of(const ListSight& sight, const ListFound& found) {
    documents::Sheet sheet{.name = sight.spec.title};
    std::vector<const ListColumnSpec*> columns;
    for (const ListColumnSpec* column : sight.columns) {
        if (column->where == ListColumnSpec::Where::page) continue;
        columns.push_back(column);
        sheet.columns.push_back({column->title, column->width});
    }
    sheet.rows.reserve(found.rows.size());
    for (const void* row : found.rows) {
        auto& cells = sheet.rows.emplace_back();
        cells.reserve(columns.size());
        for (const ListColumnSpec* column : columns) cells.push_back(cell_of(*column, row, sight.act));
    }
    return sheet;
}

documents::Workbook workbook_of(const ListSight& sight, const ListFound& found) {
    const ListSpec& spec = sight.spec;
    documents::Workbook book{.title = heading_of(spec, found, sight.act),
                             .author = sight.act.viewer.name(),
                             .made = sight.act.clock.now(),
                             .sheets = {sheet_of(sight, found)}};
    const std::string caption = spec.caption ? spec.caption(sight.act) : std::string{};
    for (const std::string& note :
         {book.title, caption, spec.confidential, words_of_count(spec, found, narrowed(sight)) + ".",
          words_of_filters(sight), words_of_order(sight), note_of(spec, found),
          fmt::format("Taken by {} on {}.", book.author, sight.act.today().display())})
        if (!note.empty()) book.notes.push_back(note);
    return book;
}

}

web::Response List::file(Act& act, FileKind kind) const {
    const ListSight sight = sight_of(*spec_, act);
    const ListFound found = source_(act, *spec_, sight.sought);
    record_reading(sight, found, kind == FileKind::csv ? "CSV" : "Excel");
    const auto book = workbook_of(sight, found);
    const std::string name = file_name(sight, found.heading.empty() ? spec_->title : found.heading);
    if (kind == FileKind::csv)
        return web::Response::download(name + ".csv", documents::csv_type, documents::to_csv(book));
    auto file = documents::to_xlsx(book);
    if (!file) return not_done(act, file.error().message, sight.path);
    return web::Response::download(name + ".xlsx", documents::xlsx_type, *std::move(file));
}

}
