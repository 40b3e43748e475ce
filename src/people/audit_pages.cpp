// The trail, for the data protection officer: found by person, object, action and day; as a page and as CSV.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "access/audit.hpp"
#include "base/local_time.hpp"
#include "people/people_pages.hpp"
#include "platform/documents/workbook.hpp"

namespace tarn::people {
namespace {

constexpr int rows_per_page = 100, rows_per_file = 100'000;

std::string asked(const Act& act, std::string_view name) {
    return std::string{act.request.query_value(name).value_or("")};
}

/// A URN stands for its school and an email address for its account, as people look for them.
std::string object_of(Act& act) {
    const std::string text = asked(act, "object");
    if (const auto urn = Urn::parse(text)) return "school:" + urn->text();
    const auto person = text.find('@') == std::string::npos ? std::nullopt : find_person(act.db, text);
    return person ? fmt::format("person:{}", person->id.value) : text;
}

struct Asked {
    access::AuditFilter filter;
    page_kit::FieldErrors errors;
};

Asked read_filter(Act& act, int limit) {
    Asked read{.filter = {.authority = act.viewer.authority(),
                          .object = object_of(act),
                          .action = asked(act, "action"),
                          .limit = limit}};
    if (const std::string who = asked(act, "email"); who.find('@') == std::string::npos) {
        read.filter.name = who;
    } else {
        const auto person = find_person(act.db, who);
        if (person)
            read.filter.person = person->id;
        else
            read.errors.push_back({"email", "There is no account for this email address"});
    }
    const auto date = [&](const char* name, std::optional<Date>& into) {
        const std::string text = asked(act, name);
        if (text.empty()) return;
        into = Date::parse_published(text);
        if (!into) read.errors.push_back({name, "Write the date as 2026-09-01"});
    };
    date("from", read.filter.from);
    date("to", read.filter.to);
    read.filter.before = parse_identifier(asked(act, "before")).value_or(0);
    return read;
}

/// The address of the same question, with `before` moved on and as a page or a file.
std::string address(const Act& act, std::string_view path, std::int64_t before) {
    std::string href{path};
    char joint = '?';
    for (const char* name : {"email", "object", "action", "from", "to"})
        if (const std::string value = asked(act, name); !value.empty()) {
            href += joint + std::string{name} + "=" + web::url_encode(value);
            joint = '&';
        }
    if (before != 0) href += fmt::format("{}before={}", joint, before);
    return href;
}

std::string who(const access::AuditRow& row) {
    if (!row.person) return "System";
    const auto role = access::parse_role(row.role);
    return row.person_name + (role ? ", " + std::string{access::role_title(*role)} : std::string{});
}

/// Names and links for what the trail keeps as codes: "person:4", "school:100000". Each is looked up once.
class Objects {
  public:
    Objects(const Act& act, const SchoolLookup& school) : act_(act), school_(school) {}
    const page_kit::Content& words(const std::string& object) {
        const auto it = known_.find(object);
        return it != known_.end() ? it->second : known_.emplace(object, look_up(object)).first->second;
    }

  private:
    page_kit::Content look_up(const std::string& object) const {
        const auto number = parse_identifier(object.substr(object.find(':') + 1));
        if (object.starts_with("person:") && number)
            if (const auto person = find_person(act_.db, PersonId{*number})) return person->name;
        if (object.starts_with("school:") && number)
            if (const auto urn = Urn::parse(object.substr(7)))
                return page_kit::link_to("/schools/" + urn->text(), school_words(act_, school_, *urn));
        return in_words(object);
    }
    /// "Meeting 12" of "meeting:12"; the code itself stands folded beside it.
    static std::string in_words(std::string object) {
        if (object.starts_with("authority:")) return "The authority";
        if (object.starts_with("home:")) return "The home page";
        std::ranges::replace(object, ':', ' ');
        std::ranges::replace(object, '-', ' ');
        if (!object.empty() && object[0] >= 'a' && object[0] <= 'z')
            object[0] = static_cast<char>(object[0] - 'a' + 'A');
        return object;
    }
    const Act& act_;
    const SchoolLookup& school_;
    std::map<std::string, page_kit::Content> known_;
};

/// What stands behind the words, for whoever looks an entry up in the file or the database.
Html details_of(const access::AuditEntry& entry) {
    const char* joint = entry.purpose.empty() || entry.detail.empty() ? "" : "; ";
    return Html::text(entry.purpose + joint + entry.detail) +
           page_kit::details({.summary = "Code",
                              .content = entry.action + (entry.object.empty() ? "" : ", " + entry.object),
                              .classes = "tarn-fold"});
}

Html filter_form(const Act& act, const page_kit::FieldErrors& errors) {
    const auto field = [&](const char* name, const char* question, const char* hint) {
        return page_kit::input({.name = name,
                                .label = {.content = question},
                                .hint = {.content = hint},
                                .error = error_for(errors, name),
                                .value = asked(act, name)});
    };
    return page_kit::filter_panel(
        {.action = "/audit",
         .fields = field("email", "Person", "Their name or email address") +
                   field("object", "About", "A school's URN or a person's email address") +
                   field("action", "Action", "For example, level or decision") +
                   field("from", "From", "As 2026-09-01") + field("to", "To", "As 2026-09-30"),
         .clear_href = "/audit"});
}

web::Response audit_page(Act& act, const SchoolLookup& school) {
    const Asked read = read_filter(act, rows_per_page);
    page_kit::DataTable table{.id = "trail",
                              .caption = "Actions and confidential pages viewed, newest first",
                              .columns = {{.heading = "When"},
                                          {.heading = "Who"},
                                          {.heading = "Action"},
                                          {.heading = "What"},
                                          {.heading = "Details"}},
                              .empty_sentence = "No entries match your filters.",
                              .downloads = {{"CSV", address(act, "/audit.csv", 0)}},
                              .compact = true};
    const auto rows =
        read.errors.empty() ? access::audit_rows(act.db, read.filter) : std::vector<access::AuditRow>{};
    Objects objects(act, school);
    for (const access::AuditRow& row : rows) {
        const AuditEntry& entry = row.entry;
        table.rows.push_back({local_minute(row.at), who(row), access::action_words(entry.action),
                              objects.words(entry.object), details_of(entry)});
    }
    Html list = page_kit::data_table(table);
    page_kit::Pagination pages;
    if (read.filter.before != 0)
        pages.previous = page_kit::PaginationLink{.href = address(act, "/audit", 0), .content = "Latest"};
    if (rows.size() == rows_per_page)
        pages.next =
            page_kit::PaginationLink{.href = address(act, "/audit", rows.back().id), .content = "Earlier"};
    if (pages.previous || pages.next) list += page_kit::pagination(pages);
    return respond(act, {.title = "Audit trail", .errors = read.errors, .wide = true},
                   page_kit::filtered_list(filter_form(act, read.errors), std::move(list)));
}

web::Response audit_csv(Act& act) {
    documents::Sheet sheet{.name = "Audit trail",
                           .columns = {{"Number"},
                                       {"When (UTC)"},
                                       {"Person"},
                                       {"Role"},
                                       {"Action"},
                                       {"What"},
                                       {"Purpose"},
                                       {"Details"}},
                           .rows = {}};
    for (const access::AuditRow& row : access::audit_rows(act.db, read_filter(act, rows_per_file).filter))
        sheet.rows.push_back({row.id, iso(row.at), row.person_name, row.role, row.entry.action,
                              row.entry.object, row.entry.purpose, row.entry.detail});
    return web::Response::download("audit-trail.csv", documents::csv_type, documents::to_csv(sheet));
}

}

void add_audit_routes(Feature& own, const SchoolLookup& school) {
    own.routes.push_back({web::Method::get, "/audit", Permission::audit_read, false, "audit.read",
                          [school](Act& act) { return audit_page(act, school); }, "The audit trail"});
    own.routes.push_back({web::Method::get, "/audit.csv", Permission::audit_read, false, "audit.exported",
                          audit_csv, "The audit trail"});
}

}
