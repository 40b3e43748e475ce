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

std::string_view role(bool said, std::string_view name) {
    return said ? name : std::string_view{};
}

void add_head_cell(std::string& page, const Cell& cell, bool roles) {
    Start th{page, "th"};
    const std::string format = cell.format.empty() ? "" : "govuk-table__header--" + cell.format;
    th.maybe("role", role(roles, "columnheader"))
        .set("scope", "col")
        .classes({"govuk-table__header", format, cell.classes});
    with_spans(th, cell).hold(cell.content);
}

void add_body_cell(std::string& page, const Cell& cell, bool header, bool roles) {
    Start tag{page, header ? "th" : "td"};
    tag.maybe("role", role(roles, header ? "rowheader" : "cell"));
    if (header) {
        tag.set("scope", "row").classes({"govuk-table__header", cell.classes});
    } else {
        const std::string format = cell.format.empty() ? "" : "govuk-table__cell--" + cell.format;
        tag.classes({"govuk-table__cell", format, cell.classes});
    }
    with_spans(tag, cell).maybe("data-label", cell.label).hold(cell.content);
}

void add_rows(std::string& page, const Table& p) {
    const auto add_row = [&](const std::vector<Cell>& cells, auto&& add_cell) {
        Start row{page, "tr"};
        row.maybe("role", role(p.says_roles, "row")).classes({"govuk-table__row"}).open();
        for (std::size_t i = 0; i < cells.size(); ++i) add_cell(cells[i], i);
        row.close();
    };
    if (!p.head.empty()) {
        Start head{page, "thead"};
        head.maybe("role", role(p.says_roles, "rowgroup")).classes({"govuk-table__head"}).open();
        add_row(p.head, [&](const Cell& cell, std::size_t) { add_head_cell(page, cell, p.says_roles); });
        head.close();
    }
    Start body{page, "tbody"};
    body.maybe("role", role(p.says_roles, "rowgroup")).classes({"govuk-table__body"}).open();
    for (const auto& row : p.rows)
        add_row(row, [&](const Cell& cell, std::size_t i) {
            add_body_cell(page, cell, i == 0 && p.first_cell_is_header, p.says_roles);
        });
    body.close();
}

}

void add_table(std::string& page, const Table& p) {
    std::size_t size = 2000;
    for (const auto& row : p.rows)
        for (const Cell& cell : row) size += 110 + cell.content.html().markup().size();
    page.reserve(page.size() + size);  // grown bit by bit, a long table would be copied several times
    Start table{page, "table"};
    table.maybe("role", role(p.says_roles, "table"))
        .classes({"govuk-table", p.classes})
        .extra(p.attributes)
        .open();
    if (!p.caption.empty()) {
        Start caption{page, "caption"};
        caption.classes({"govuk-table__caption", p.caption_classes}).hold(Html::text(p.caption));
    }
    add_rows(page, p);
    table.close();
}

Html table(const Table& p) {
    std::string page;
    add_table(page, p);
    return Html::trusted(std::move(page));
}

}
