#include "stories/browser.hpp"

#include <sstream>
#include <stdexcept>

#include "support/web_client.hpp"

namespace tarn::stories {

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
    if (method == "POST") sent_status_ = answer.status;
    if (watcher_) watcher_(method, address, answer.status);
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

const Page& Browser::send(const Form& form) {
    if (!form.uploads) return send(form.action, form.fields);
    const std::string boundary = "----story-boundary-7d1f";
    std::string body;
    const auto part = [&](const std::string& head, const std::string& value) {
        body += "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + value + "\r\n";
    };
    for (const auto& [name, value] : form.fields) part("name=\"" + name + "\"", value);
    for (const SentFile& file : form.files)
        part("name=\"" + file.name + "\"; filename=\"" + file.file_name + "\"\r\nContent-Type: text/csv",
             file.content);
    body += "--" + boundary + "--\r\n";
    return follow(ask("POST", form.action, body, "multipart/form-data; boundary=" + boundary));
}

const Page& Browser::send_file(const std::string& action, const std::string& name,
                               const std::string& content) {
    for (Form& form : forms_of(page_)) {
        if (form.action.substr(0, form.action.find('?')) != action || !form.uploads) continue;
        form.files.push_back({"file", name, content});
        return send(form);
    }
    throw std::runtime_error("no form on " + page_.address + " takes a file for " + action);
}

const Page& Browser::keep_draft() {
    web::Fields typed = form_.fields;
    std::string token, key = form_.action;
    for (const auto& [name, value] : typed) {
        if (name == "csrf") token = value;
        if (name == "form") key += "#" + value;
    }
    std::erase_if(typed, [](const auto& field) { return field.first == "csrf"; });
    const Page kept = ask("POST", "/drafts",
                          encoded({{"csrf", token}, {"draft_key", key}, {"draft_body", encoded(typed)}}));
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
