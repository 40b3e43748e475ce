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

Html head_cell(const Cell& cell, bool roles) {
    Start th{"th"};
    const std::string format = cell.format.empty() ? "" : "govuk-table__header--" + cell.format;
    th.maybe("role", role(roles, "columnheader"))
        .set("scope", "col")
        .classes({"govuk-table__header", format, cell.classes});
    return with_spans(th, cell).around(cell.content);
}

Html body_cell(const Cell& cell, bool header, bool roles) {
    Start tag{header ? "th" : "td"};
    tag.maybe("role", role(roles, header ? "rowheader" : "cell"));
    if (header) {
        tag.set("scope", "row").classes({"govuk-table__header", cell.classes});
    } else {
        const std::string format = cell.format.empty() ? "" : "govuk-table__cell--" + cell.format;
        tag.classes({"govuk-table__cell", format, cell.classes});
    }
    return with_spans(tag, cell).around(cell.content);
}

Html row_of(const Html& cells, bool roles) {
    return Start("tr").maybe("role", role(roles, "row")).classes({"govuk-table__row"}).around(cells);
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
        for (const Cell& cell : p.head) cells += head_cell(cell, p.says_roles);
        inside += Start("thead")
                      .maybe("role", role(p.says_roles, "rowgroup"))
                      .classes({"govuk-table__head"})
                      .around(row_of(cells, p.says_roles));
    }
    Html rows;
    for (const auto& row : p.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells += body_cell(row[i], i == 0 && p.first_cell_is_header, p.says_roles);
        rows += row_of(cells, p.says_roles);
    }
    inside += Start("tbody")
                  .maybe("role", role(p.says_roles, "rowgroup"))
                  .classes({"govuk-table__body"})
                  .around(rows);
    return Start("table")
        .maybe("role", role(p.says_roles, "table"))
        .classes({"govuk-table", p.classes})
        .extra(p.attributes)
        .around(inside);
}

}
