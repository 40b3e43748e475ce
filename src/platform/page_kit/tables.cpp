#include "platform/page_kit/tables.hpp"

#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

std::string span(int cells) {
    return cells > 0 ? std::to_string(cells) : std::string{};
}

Start& with_spans(Start& tag, const Cell& cell) {
    return tag.maybe("colspan", span(cell.colspan))
        .maybe("rowspan", span(cell.rowspan))
        .extra(cell.attributes);
}

Html head_cell(const Cell& cell) {
    Start th{"th"};
    const std::string format = cell.format.empty() ? "" : "govuk-table__header--" + cell.format;
    th.set("scope", "col").classes({"govuk-table__header", format, cell.classes});
    return with_spans(th, cell).around(cell.content);
}

Html body_cell(const Cell& cell, bool header) {
    Start tag{header ? "th" : "td"};
    if (header) {
        tag.set("scope", "row").classes({"govuk-table__header", cell.classes});
    } else {
        const std::string format = cell.format.empty() ? "" : "govuk-table__cell--" + cell.format;
        tag.classes({"govuk-table__cell", format, cell.classes});
    }
    return with_spans(tag, cell).around(cell.content);
}

Html row_of(const Html& cells) {
    return Start("tr").classes({"govuk-table__row"}).around(cells);
}

}

Html table(const Table& p) {
    Html inside;
    if (!p.caption.empty())
        inside += Start("caption")
                      .classes({"govuk-table__caption", p.caption_classes})
                      .around(Html::text(p.caption));
    if (!p.head.empty()) {
        Html cells;
        for (const Cell& cell : p.head) cells += head_cell(cell);
        inside += Start("thead").classes({"govuk-table__head"}).around(row_of(cells));
    }
    Html rows;
    for (const auto& row : p.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells += body_cell(row[i], i == 0 && p.first_cell_is_header);
        rows += row_of(cells);
    }
    inside += Start("tbody").classes({"govuk-table__body"}).around(rows);
    return Start("table").classes({"govuk-table", p.classes}).extra(p.attributes).around(inside);
}

}
