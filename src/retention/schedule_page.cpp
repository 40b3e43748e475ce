// What is due to be deleted today, and deleting it.
#include "retention/schedule_page.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/form.hpp"
#include "feature_kit/retention.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "retention/holds.hpp"

namespace tarn::retention {
namespace {

using kit::Act;
using kit::DueRows;
using kit::RetentionRule;
using web::Html;

constexpr int most_certificates = 100;

bool of_an_authority(const RetentionRule& rule) {
    return !rule.what.authority.empty();
}

/// Of the officer's authority, or of the installation where rows are no authority's.
DueRows due_for(storage::Reader& db, const RetentionRule& rule, const access::Viewer& viewer, Date today) {
    return kit::due_rows(db, rule, today,
                         of_an_authority(rule) ? std::optional{viewer.authority()} : std::nullopt);
}

std::string days_of(const DueRows& due) {
    return due.first == due.last ? due.first->display() : due.first->display() + " to " + due.last->display();
}

std::string held_words(const DueRows& due) {
    std::string text;
    for (const kit::HeldBack& held : due.held)
        text += fmt::format("{}{}: {}{}", text.empty() ? "" : ". ", held.why, kit::rows_in_words(held.rows),
                            held.keys.empty() ? "" : " (" + kit::in_runs(held.keys) + ")");
    return text.empty() ? "None" : text;
}

std::string delete_href(const RetentionRule& rule) {
    return "/retention/" + rule.what.name + "/delete";
}

page_kit::Content due_words(const RetentionRule& rule, const DueRows& due) {
    if (due.rows == 0) return "None";
    const std::string rows = kit::rows_in_words(due.rows) + ", " + days_of(due);
    if (!of_an_authority(rule)) return rows + ". The people who run the server delete them";
    return page_kit::link_to(delete_href(rule), "Delete " + rows);
}

std::string as_sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// What the officer can delete first, then what is held back or due elsewhere.
int order_of(const RetentionRule& rule, const DueRows& due) {
    if (due.rows > 0 && of_an_authority(rule)) return 0;
    return due.rows > 0 || !due.held.empty() ? 1 : 2;
}

Html schedule(Act& act, const Rules& rules) {
    page_kit::DataTable table{.id = "schedule",
                              .caption = "What is due today, and how long the rest is kept",
                              .columns = {{.heading = "What"},
                                          {.heading = "Due to be deleted", .label = "Due"},
                                          {.heading = "Held back", .label = "Held back"},
                                          {.heading = "Kept, and why", .label = "Kept"}},
                              .cards = true};
    std::vector<std::pair<const RetentionRule*, DueRows>> found;
    for (const RetentionRule& rule : rules)
        found.emplace_back(&rule, due_for(act.db, rule, act.viewer, act.today()));
    std::ranges::stable_sort(found, {}, [](const auto& each) { return order_of(*each.first, each.second); });
    for (const auto& [rule, due] : found)
        table.rows.push_back({rule->what.title, due_words(*rule, due), held_words(due),
                              as_sentence(rule->period.words) + ". " + rule->period.source});
    return page_kit::data_table(std::move(table));
}

Html certificates(Act& act) {
    page_kit::DataTable table{
        .id = "certificates",
        .caption = "Deleted so far, latest first",
        .columns = {{.heading = "When"},
                    {.heading = "By", .label = "By"},
                    {.heading = "Certificate", .label = "Certificate"}},
        .empty_sentence = "Nothing has been deleted yet.",
        .source_note = "The audit trail holds each certificate, so that it cannot be changed.",
        .cards = true};
    for (const access::AuditRow& row :
         access::audit_rows(act.db, {.authority = act.viewer.authority(),
                                    .action = std::string{kit::retention_action},
                                    .limit = most_certificates}))
        table.rows.push_back({day_of(row.at).display(),
                              row.person ? row.person_name : "The people who run the server",
                              row.entry.detail});
    return page_kit::data_table(std::move(table));
}

Html kept_for_good(const std::vector<kit::KeptForGood>& kept) {
    page_kit::DataTable table{.id = "kept",
                              .caption = "Not deleted, and why",
                              .columns = {{.heading = "Table"}, {.heading = "Why", .label = "Why"}},
                              .cards = true};
    for (const kit::KeptForGood& each : kept) table.rows.push_back({each.table, each.because});
    return page_kit::data_table(std::move(table));
}

}

web::Response schedule_page(Act& act, const Rules& rules, const std::vector<kit::KeptForGood>& kept) {
    Html content = page_kit::paragraph(
                       "What your authority no longer needs about people is due to be deleted. Rows are "
                       "named by number: "
                       "this page shows nothing of what they say.") +
                   page_kit::paragraph(page_kit::link_to(
                       "/retention/holds", "Holds: keep what is recorded of a school for longer"));
    content += schedule(act, rules) + certificates(act) + kept_for_good(kept);
    return kit::respond(act, {.title = "Retention", .wide = true}, std::move(content));
}

web::Response delete_page(Act& act, const Rules& rules) {
    const auto name = act.request.parameter("rule").value_or("");
    const auto rule = std::ranges::find_if(
        rules, [&](const RetentionRule& each) { return each.what.name == name && of_an_authority(each); });
    if (rule == rules.end()) return kit::not_found(act, "There is no such rule of retention.");
    const DueRows due = due_for(act.db, *rule, act.viewer, act.today());
    if (due.rows == 0)
        return kit::not_done(act, "Nothing is due to be deleted under this rule today.", "/retention");
    const std::string rows = kit::rows_in_words(due.rows);
    const auto above = [&] {
        return page_kit::summary_list({.rows = {{.key = "What", .value = rule->what.title},
                                                {.key = "Kept", .value = as_sentence(rule->period.words)},
                                                {.key = "Why", .value = rule->period.source},
                                                {.key = "Counted from", .value = days_of(due)},
                                                {.key = "Rows", .value = kit::in_runs(due.keys)},
                                                {.key = "Held back", .value = held_words(due)}}}) +
               page_kit::paragraph(
                   "This cannot be taken back. The audit trail keeps a certificate with the numbers of "
                   "the rows. Backups made before today still hold them until you destroy those.");
    };
    kit::Form f{act,
                {.title = "Delete " + rows,
                 .back_href = "/retention",
                 .button = "Delete " + rows,
                 .warns = true,
                 .cancel_href = "/retention",
                 // Nobody deletes other rows than they were shown.
                 .key = kit::mark_of(due),
                 .above = above}};
    if (!f.accepted()) return f.page();
    kit::delete_due(*act.writer, *rule, act.viewer, act.viewer.authority(), act.clock.now());
    return f.done("Deleted: " + rows, "/retention");
}

std::vector<kit::WorkItem> work_items(const kit::Whose& whose, const Rules& rules) {
    if (!whose.viewer.may(retention_manage)) return {};
    std::int64_t rows = 0;
    for (const RetentionRule& rule : rules)
        if (of_an_authority(rule)) rows += due_for(whose.db, rule, whose.viewer, whose.today).rows;
    if (rows == 0) return {};
    return {{.urgency = kit::Urgency::due,
             .title = "Delete what is no longer needed",
             .href = "/retention",
             .detail = kit::rows_in_words(rows) + (rows == 1 ? " is" : " are") + " due to be deleted"}};
}

}
