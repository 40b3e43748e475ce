#include "feature_kit/drafts.hpp"

#include <algorithm>

#include "platform/crypto/sign.hpp"

namespace tarn::kit {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;

std::string encode(const web::Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        body += web::url_encode(name) + '=' + web::url_encode(value);
    }
    return body;
}

void drop_what_exceeds_quota(Writer& db, PersonId person) {
    std::vector<std::string> forms;
    std::vector<std::size_t> bytes;
    for (const Row& row :
         db.query("SELECT form, page, body FROM draft WHERE person = $1 ORDER BY saved DESC, form", person)) {
        forms.push_back(row.string(0));
        bytes.push_back(row.text(0).size() + row.text(1).size() + row.text(2).size());
    }
    for (std::size_t i = drafts_kept(bytes); i < forms.size(); ++i) drop_draft(db, person, forms[i]);
}

Draft read_draft(const Row& row) {
    return {row.string(0), row.string(1), web::parse_urlencoded(row.text(2)), row.instant(3)};
}

}

std::string form_key(std::string_view action, std::string_view key) {
    std::string whole{action};
    if (!key.empty()) (whole += '#') += key;
    return whole;
}
std::string form_key(const web::Request& sent) {
    return form_key(sent.path, sent.form_value(key_field).value_or(""));
}

std::size_t drafts_kept(std::span<const std::size_t> bytes_newest_first, const DraftQuota& quota) {
    std::size_t kept = 0, bytes = 0;
    while (kept < std::min(bytes_newest_first.size(), quota.count) &&
           bytes + bytes_newest_first[kept] <= quota.bytes)
        bytes += bytes_newest_first[kept++];
    return kept;
}

bool save_draft(Writer& db, PersonId person, const Draft& draft) {
    const std::string body = encode(worth_keeping(draft.fields));
    const std::size_t bytes = draft.form.size() + draft.page.size() + body.size();
    if (drafts_kept(std::span{&bytes, 1}) == 0) return false;
    // After a form came back with errors its page has the address that it was sent to. The form is opened
    // again at the address where it stood before.
    const bool came_back = draft.form.substr(0, draft.form.find('#')) == draft.page;
    db.execute(came_back ? "INSERT INTO draft (person, form, page, body, saved) VALUES ($1, $2, $3, $4, $5) "
                           "ON CONFLICT (person, form) DO UPDATE SET body = $4, saved = $5"
                         : "INSERT INTO draft (person, form, page, body, saved) VALUES ($1, $2, $3, $4, $5) "
                           "ON CONFLICT (person, form) DO UPDATE SET page = $3, body = $4, saved = $5",
               person, draft.form, draft.page, body, draft.saved);
    drop_what_exceeds_quota(db, person);
    return true;
}

std::vector<Draft> drafts_of_page(Reader& db, PersonId person, std::string_view page) {
    std::vector<Draft> drafts;
    for (const Row& row :
         db.query("SELECT form, page, body, saved FROM draft WHERE person = $1 AND page = $2 "
                  "ORDER BY saved DESC, form",
                  person, page))
        drafts.push_back(read_draft(row));
    return drafts;
}

std::vector<Draft> drafts_of(Reader& db, PersonId person) {
    std::vector<Draft> drafts;
    for (const Row& row : db.query(
             "SELECT form, page, body, saved FROM draft WHERE person = $1 ORDER BY saved DESC, form", person))
        drafts.push_back(read_draft(row));
    return drafts;
}

void drop_draft(Writer& db, PersonId person, std::string_view form) {
    db.execute("DELETE FROM draft WHERE person = $1 AND form = $2", person, form);
}

web::Fields worth_keeping(const web::Fields& fields) {
    web::Fields kept;
    for (const auto& field : fields) {
        const std::string& name = field.first;
        if (name == "csrf" || name == "draft_key" || name.find("password") != std::string::npos) continue;
        kept.push_back(field);
    }
    return kept;
}

std::string sent_form_key(const web::Request& request, std::string_view token) {
    std::string all = request.path;
    const auto add = [&all](std::string_view part) {
        all += '\n' + std::to_string(part.size()) + ':' + std::string{part};
    };
    add(token);
    for (const auto& [name, value] : request.form) {
        add(name);
        add(value);
    }
    for (const web::Upload& upload : request.uploads) {
        add(upload.file_name);
        add(crypto::sha256_hex(upload.content));
    }
    return crypto::sha256_hex(all);
}

std::optional<std::string> sent_before(Reader& db, PersonId person, std::string_view key) {
    return db.first(
        "SELECT location FROM sent_form WHERE person = $1 AND form_key = $2",
        [](const Row& row) { return row.string(0); }, person, key);
}

void remember_sent(Writer& db, PersonId person, std::string_view key, std::string_view location,
                   Instant now) {
    db.execute("INSERT INTO sent_form (person, form_key, location, at) VALUES ($1, $2, $3, $4)", person, key,
               location, now);
}

}
