#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/tables.hpp"

namespace tarn::page_kit {
namespace {

std::string_view sort_word(Sorted sorted) {
    switch (sorted) {
        case Sorted::ascending:
            return "ascending";
        case Sorted::descending:
            return "descending";
        case Sorted::no:
            break;
    }
    return "none";
}

Cell head_cell(const Column& column) {
    Cell cell{.format = column.numeric ? "numeric" : ""};
    if (column.sort_href.empty()) {
        cell.content = column.heading;
        return cell;
    }
    cell.attributes = {{"aria-sort", std::string{sort_word(column.sorted)}}};
    cell.content = Start("a")
                       .classes({"tarn-sort", column.sorted == Sorted::ascending    ? "tarn-sort--ascending"
                                              : column.sorted == Sorted::descending ? "tarn-sort--descending"
                                                                                    : ""})
                       .set("href", column.sort_href)
                       .around(column.heading);
    return cell;
}

Html download_links(const DataTable& p) {
    if (p.downloads.empty()) return {};
    Html links;
    for (const auto& [words, href] : p.downloads)
        links += Start("li").around(
            // Without `download`: what goes wrong is then a page to read, not a file with a page in it.
            Start("a")
                .classes({"govuk-link"})
                .set("href", href)
                .around(Html::text("Download as " + words) + visually_hidden(": " + p.caption)));
    return Start("ul").classes({"govuk-list", "tarn-downloads"}).around(links);
}

std::vector<std::vector<Cell>> typed_rows(DataTable& p) {
    std::vector<std::vector<Cell>> rows;
    rows.reserve(p.rows.size());
    for (auto& row : p.rows) {
        std::vector<Cell>& cells = rows.emplace_back();
        cells.reserve(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            Cell& cell = cells.emplace_back(Cell{.content = std::move(row[i])});
            if (i >= p.columns.size()) continue;
            if (p.columns[i].numeric) cell.format = "numeric";
            const bool heads_the_card = i == 0 && p.first_cell_is_header;
            if (p.cards && !heads_the_card && !cell.content.empty()) cell.label = p.columns[i].label;
        }
    }
    return rows;
}

}

Html data_table(DataTable p) {
    const std::string caption_id = p.id + "-caption";
    if (p.rows.empty())
        return Start("div")
            .set("id", p.id)
            .classes({"tarn-empty"})
            .around(Start("p")
                        .classes({"govuk-body"})
                        .around(Html::text(p.empty_sentence.empty() ? "There is nothing to show."
                                                                    : p.empty_sentence)));
    Table written{.first_cell_is_header = p.first_cell_is_header,
                  .says_roles = p.cards,
                  .classes = ids({"tarn-table", p.compact ? "tarn-table--compact" : "",
                                  p.cards                ? "tarn-table--cards"
                                  : p.columns.size() > 5 ? "tarn-table--wide"
                                                         : ""}),
                  .attributes = {{"aria-labelledby", caption_id}}};
    for (const Column& column : p.columns) written.head.push_back(head_cell(column));
    written.rows = typed_rows(p);
    std::string page;
    Start whole{page, "div"};
    whole.set("id", p.id).classes({"tarn-data-table"}).open();
    // The caption stands outside the region that scrolls, so that it stays in sight on a phone.
    Start{page, "p"}
        .classes({"govuk-heading-s", "tarn-caption"})
        .set("id", caption_id)
        .hold(Html::text(p.caption));
    Start region{page, "div"};
    region.classes({"tarn-scroll"})
        .set("role", "region")
        .set("aria-labelledby", caption_id)
        .set("tabindex", "0")
        .open();
    add_table(page, written);
    region.close();
    if (!p.source_note.empty()) Start{page, "p"}.classes({"tarn-source"}).hold(Html::text(p.source_note));
    page += download_links(p).markup();
    whole.close();
    return Html::trusted(std::move(page));
}

}
