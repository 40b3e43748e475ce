#include "stories/browser.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "support/web_client.hpp"

namespace tarn::stories {
namespace {

std::string decoded(std::string_view text) {
    static const std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&amp;", "&"}};
    std::string out;
    while (!text.empty()) {
        bool found = false;
        for (const auto& [entity, plain] : entities) {
            if (!text.starts_with(entity)) continue;
            out += plain;
            text.remove_prefix(entity.size());
            found = true;
            break;
        }
        if (found) continue;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

std::optional<std::string> attribute(std::string_view tag, std::string_view name) {
    const std::string wanted = " " + std::string{name} + "=\"";
    const auto at = tag.find(wanted);
    if (at == std::string_view::npos) return std::nullopt;
    const auto from = at + wanted.size();
    return decoded(tag.substr(from, tag.find('"', from) - from));
}

/// Calls `see(tag, rest)` for each opening tag; `rest` begins behind it.
template <class F>
void each_tag(std::string_view html, F see) {
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const auto end = html.find('>', at);
        if (end == std::string_view::npos) return;
        see(html.substr(at + 1, end - at - 1), html.substr(end + 1));
    }
}

bool is(std::string_view tag, std::string_view name) {
    return tag.starts_with(name) &&
           (tag.size() == name.size() || tag[name.size()] == ' ' || tag[name.size()] == '/');
}

void read_input(std::string_view tag, Form& form) {
    const auto name = attribute(tag, "name");
    if (!name) return;
    const std::string type = attribute(tag, "type").value_or("text");
    form.names.push_back(*name);
    const bool ticks = type == "radio" || type == "checkbox";
    if (type == "file" || (ticks && tag.find(" checked") == std::string_view::npos)) return;
    form.fields.emplace_back(*name, attribute(tag, "value").value_or(""));
}

Form read_form(std::string_view tag, std::string_view content, const std::string& page) {
    Form form{.action = attribute(tag, "action").value_or(page),
              .post = attribute(tag, "method") == "post",
              .fields = {},
              .names = {}};
    std::string select;
    each_tag(content, [&](std::string_view inner, std::string_view rest) {
        if (is(inner, "input")) read_input(inner, form);
        if (is(inner, "textarea") && attribute(inner, "name")) {
            form.names.push_back(*attribute(inner, "name"));
            form.fields.emplace_back(form.names.back(), decoded(rest.substr(0, rest.find("</textarea"))));
        }
        if (is(inner, "select")) {
            select = attribute(inner, "name").value_or("");
            form.names.push_back(select);
        }
        if (is(inner, "option") && inner.find(" selected") != std::string_view::npos)
            form.fields.emplace_back(select, attribute(inner, "value").value_or(""));
    });
    return form;
}

std::string encoded(const web::Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        body += web::url_encode(name) + '=' + web::url_encode(value);
    }
    return body;
}

}

bool Form::has(std::string_view name) const {
    return std::ranges::find(names, name) != names.end();
}

std::vector<Form> forms_of(const Page& page) {
    std::vector<Form> forms;
    const std::string_view html = page.body;
    each_tag(html, [&](std::string_view tag, std::string_view rest) {
        if (is(tag, "form"))
            forms.push_back(read_form(tag, rest.substr(0, rest.find("</form")), page.address));
    });
    return forms;
}

std::string text_of(std::string_view html) {
    std::string plain;
    for (std::size_t at = 0; at < html.size(); ++at) {
        const auto tag_end = html[at] == '<' ? html.find('>', at) : html.npos;
        const bool blank =
            tag_end != html.npos || std::string_view{" \t\r\n\v\f"}.find(html[at]) != std::string_view::npos;
        if (tag_end != html.npos) at = tag_end;
        if (!blank)
            plain += html[at];
        else if (plain.empty() || plain.back() != ' ')
            plain += ' ';
    }
    return decoded(plain);
}

std::vector<std::string> links_of(const Page& page) {
    std::vector<std::string> links;
    each_tag(page.body, [&](std::string_view tag, std::string_view) {
        if (!is(tag, "a")) return;
        std::string href = attribute(tag, "href").value_or("");
        href = href.substr(0, href.find('#'));
        if (href.starts_with("?")) href = page.address.substr(0, page.address.find('?')) + href;
        if (href.starts_with('/') && !href.starts_with("/assets/")) links.push_back(std::move(href));
    });
    return links;
}

void set_field(web::Fields& fields, std::string_view name, std::string_view value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.emplace_back(name, value);
}

Page Browser::ask(std::string_view method, const std::string& address, const std::string& body,
                  const std::string& type) {
    std::string request =
        std::string{method} + " " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    if (!cookies_.empty()) {
        request += "Cookie: ";
        for (const auto& [name, value] : cookies_) request += name + "=" + value + "; ";
        request.resize(request.size() - 2);
        request += "\r\n";
    }
    if (!referer_.empty()) request += "Referer: http://127.0.0.1" + referer_ + "\r\n";
    if (method == "POST")
        request += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    const test::Answer answer = test::Client(port_).ask(request + "\r\n" + body);
    if (answer.status == 0) throw std::runtime_error("no answer from " + address);
    if (const auto cookies = answer.headers.find("set-cookie"); cookies != answer.headers.end()) {
        std::istringstream lines(cookies->second);
        for (std::string text; std::getline(lines, text);) {
            const auto equals = text.find('=');
            set_field(cookies_, text.substr(0, equals), text.substr(equals + 1, text.find(';') - equals - 1));
        }
    }
    const auto location = answer.headers.find("location");
    return {answer.status, address, answer.body, location == answer.headers.end() ? "" : location->second};
}

const Page& Browser::follow(Page page) {
    for (int hops = 0; page.status >= 300 && page.status < 400 && hops < 10; ++hops)
        page = ask("GET", page.location.substr(0, page.location.find('#')), {});
    page_ = std::move(page);
    referer_ = page_.address;
    filling_ = false;
    return page_;
}

const Page& Browser::open(std::string_view address) {
    return follow(ask("GET", std::string{address}, {}));
}
const Page& Browser::send(const std::string& action, const web::Fields& fields) {
    return follow(ask("POST", action, encoded(fields)));
}

const Page& Browser::send_file(const std::string& action, const std::string& name,
                               const std::string& content) {
    const std::string boundary = "----story-boundary-7d1f";
    std::string body;
    const auto part = [&](const std::string& head, const std::string& value) {
        body += "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + value + "\r\n";
    };
    std::string address = action;  // with the token that the form's own has behind it
    for (const Form& form : forms_of(page_)) {
        if (form.action != action && form.action.substr(0, form.action.find('?')) != action) continue;
        address = form.action;
        for (const auto& [field, value] : form.fields) part("name=\"" + field + "\"", value);
    }
    part("name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: text/csv", content);
    body += "--" + boundary + "--\r\n";
    return follow(ask("POST", address, body, "multipart/form-data; boundary=" + boundary));
}

const Page& Browser::keep_draft() {
    web::Fields typed = form_.fields;
    std::string token;
    for (const auto& [name, value] : typed)
        if (name == "csrf") token = value;
    std::erase_if(typed, [](const auto& field) { return field.first == "csrf"; });
    const Page kept =
        ask("POST", "/drafts",
            encoded({{"csrf", token}, {"draft_key", form_.action}, {"draft_body", encoded(typed)}}));
    if (kept.status != 204)
        throw std::runtime_error("the draft was not kept: " + std::to_string(kept.status));
    return page_;
}

void Browser::fill(std::string_view name, std::string_view value) {
    if (!filling_) {
        for (Form& form : forms_of(page_))
            if (form.has(name)) {
                form_ = std::move(form);
                filling_ = true;
                break;
            }
        if (!filling_)
            throw std::runtime_error("no form on " + page_.address + " has the field " + std::string{name});
    }
    set_field(form_.fields, name, value);
}

const Page& Browser::send_filled() {
    if (!filling_ && forms_of(page_).size() > 1) form_ = forms_of(page_).back();
    if (!form_.post) return open(form_.action + "?" + encoded(form_.fields));
    return send(form_.action, form_.fields);
}
const Page& Browser::send_again() {
    return send(form_.action, form_.fields);
}
const Page& Browser::send_without_token() {
    web::Fields fields = form_.fields;
    std::erase_if(fields, [](const auto& field) { return field.first == "csrf"; });
    return send(form_.action, fields);
}

}
