// What the data protection officer looks after: accounts nobody uses, refused attempts, wrong passwords.
#include <fmt/format.h>

#include "access/audit.hpp"
#include "people/credentials_store.hpp"
#include "people/people_pages.hpp"

namespace tarn::people {
namespace {

constexpr int unused_days = 90, recent_days = 7, most_counted = 1000;

web::Response unused_page(Act& act) {
    const Date since = act.today() - unused_days;
    page_kit::DataTable table{
        .id = "unused",
        .caption = "Accounts with a role today and no sign-in since " + since.display(),
        .columns = {{.heading = "Name"}, {.heading = "Email address"}, {.heading = "Last seen"}},
        .empty_sentence = "Every account has been used since then."};
    for (const UnusedAccount& each : unused_accounts(act.db, act.viewer.authority(), act.today(), since))
        table.rows.push_back(
            {page_kit::link_to(fmt::format("/people/{}", each.person.id.value), each.person.name),
             each.person.email,
             each.last_seen ? Date{std::chrono::floor<std::chrono::days>(*each.last_seen)}.display()
                            : "Has not signed in"});
    Html content = page_kit::paragraph(
        "An account that nobody uses is a risk. Ask if it is still needed. If not, end its roles or disable "
        "it on the person's page.");
    return respond(act, {.title = "Unused accounts", .back_href = "/people"},
                   content + page_kit::data_table(table));
}

std::size_t recent(const kit::Whose& whose, const char* action, Date since) {
    return access::audit_rows(whose.db, {.authority = whose.viewer.authority(),
                                         .action = action,
                                         .from = since,
                                         .limit = most_counted})
        .size();
}

std::string times(std::size_t count, const char* one, const char* many) {
    const std::string number = count == most_counted ? "1,000 or more" : std::to_string(count);
    return number + " " + (count == 1 ? one : many);
}

}

std::vector<WorkItem> guard_items(const kit::Whose& whose) {
    if (!whose.viewer.may(Permission::audit_read)) return {};
    const Date since = whose.today - recent_days;
    const std::string when = "In the last 7 days", from = "&from=" + since.iso();
    std::vector<WorkItem> items;
    const std::size_t unused =
        unused_accounts(whose.db, whose.viewer.authority(), whose.today, whose.today - unused_days).size();
    if (unused > 0)
        items.push_back({Urgency::due,
                         times(unused, "account has", "accounts have") + " not been used for 90 days",
                         "/people/unused",
                         "Are they still needed?",
                         {}});
    if (const std::size_t refused = recent(whose, "refused", since); refused > 0)
        items.push_back({Urgency::fresh,
                         times(refused, "request was", "requests were") + " refused",
                         "/audit?action=refused" + from,
                         when,
                         {}});
    if (const std::size_t wrong = recent(whose, "sign in failed", since); wrong > 0)
        items.push_back({Urgency::fresh,
                         times(wrong, "wrong password", "wrong passwords") + " at sign-in",
                         "/audit?action=sign+in+failed" + from,
                         when,
                         {}});
    if (const std::size_t wrong = recent(whose, "password proved failed", since); wrong > 0)
        items.push_back({Urgency::fresh,
                         times(wrong, "wrong password", "wrong passwords") + " when setting a new one",
                         "/audit?action=password+proved+failed" + from,
                         when,
                         {}});
    items.push_back({Urgency::standing,
                     "Who read what",
                     "/audit",
                     "Search the audit trail by school, person or action",
                     {}});
    items.push_back(
        {Urgency::standing, "Accounts and roles", "/people", "Who may see what, and until when", {}});
    items.push_back({Urgency::standing, "Unused accounts", "/people/unused", "No sign-in for 90 days", {}});
    return items;
}

void add_guard_routes(Feature& own) {
    own.routes.push_back({web::Method::get, "/people/unused", Permission::people_manage, false, "",
                          unused_page, "Unused accounts"});
}

}
