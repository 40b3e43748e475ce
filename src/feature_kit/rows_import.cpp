#include "feature_kit/rows_import.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

using page_kit::Html;

web::Response upload_page(const Act& act, const RowsImport& kind, const page_kit::FieldErrors& errors) {
    Html content = page_kit::paragraph(
        "The file has the columns " + kind.columns +
        ". Dates are written as 2026-09-01. Nothing is kept before you have seen what would happen.");
    Html example =
        web::element("pre", {{"class", "tarn-example"}, {"tabindex", "0"}}, Html::text(kind.example));
    content += page_kit::details({.summary = "An example", .content = std::move(example)});
    content += page_kit::form({.action = kind.address,
                               .csrf = act.csrf,
                               .content = page_kit::file_upload({.name = "file",
                                                                 .label = {.content = "CSV file"},
                                                                 .error = error_for(errors, "file")}) +
                                          page_kit::button({.content = "Check the file"}),
                               .uploads = true});
    return respond(act, {.title = kind.title, .back_href = kind.back, .errors = errors},
                   page_kit::two_thirds(std::move(content)));
}

Html report_of(const ImportReport& report, bool rehearsed) {
    Html content = page_kit::summary_list(
        {.rows = {{.key = "Rows read", .value = std::to_string(report.read)},
                  {.key = rehearsed ? "Would be added" : "Added", .value = std::to_string(report.added)},
                  {.key = "Already so", .value = std::to_string(report.unchanged)},
                  {.key = "Rejected", .value = std::to_string(report.rejected.size())}}});
    if (report.rejected.empty()) return content;
    page_kit::DataTable table{
        .id = "rejected",
        .caption = "Rejected rows",
        .columns = {
            {.heading = "Row", .numeric = true}, {.heading = "Why"}, {.heading = "What the row says"}}};
    for (const RejectedRow& row : report.rejected)
        table.rows.push_back({std::to_string(row.number), row.reason, row.text});
    return content + page_kit::data_table(table);
}

web::Response carry_out(Act& act, const RowsImport& kind) {
    const bool confirmed = act.typed("confirmed") == "yes";
    std::string csv = act.typed("csv");
    for (const web::Upload& upload : act.request.uploads)
        if (upload.field == "file") csv = upload.content;
    if (csv.empty()) return upload_page(act, kind, {{"file", "Choose a CSV file"}});
    const auto report = kind.import(act, csv);
    if (!report) return upload_page(act, kind, {{"file", report.error().message}});
    act.rehearsal = !confirmed;
    Html content = report_of(*report, !confirmed);
    if (kind.remark)
        if (const std::string remark = kind.remark(*report); !remark.empty())
            content += page_kit::inset_text({.content = remark});
    if (confirmed) {
        act.record(kind.label, "authority:" + act.viewer.authority().text(),
                   fmt::format("{} added, {} rejected", report->added, report->rejected.size()));
        content += page_kit::paragraph(page_kit::link_to(kind.back, "Continue"));
        return respond(
            act, {.title = kind.title, .success = fmt::format("{} added.", report->added), .wide = true},
            std::move(content));
    }
    if (report->added > 0 && is_utf8(csv))
        content += page_kit::form(kind.address, act.csrf,
                                  page_kit::hidden("csv", csv) + page_kit::hidden("confirmed", "yes") +
                                      page_kit::button({.content = fmt::format("Add {}", report->added),
                                                        .prevent_double_click = true}));
    content += page_kit::paragraph(page_kit::link_to(kind.address, "Choose another file"));
    return respond(act, {.title = "What would happen", .notice = "Nothing has been kept yet.", .wide = true},
                   std::move(content));
}

}

std::vector<Route> rows_import_routes(RowsImport table) {
    const auto kind = std::make_shared<const RowsImport>(std::move(table));
    return {{web::Method::get, kind->address, kind->permission, false, "",
             [kind](Act& act) { return upload_page(act, *kind, {}); }, kind->title},
            {web::Method::post, kind->address, kind->permission, true, kind->label,
             [kind](Act& act) { return carry_out(act, *kind); }, kind->title}};
}

}
