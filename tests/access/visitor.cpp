#include "access/visitor.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/web/cookies.hpp"
#include "support/zip_text.hpp"

namespace tarn::test {
namespace {

std::string hidden_value(const std::string& page, const std::string& name) {
    const std::string before = "name=\"" + name + "\" value=\"";
    const auto at = page.find(before);
    if (at == std::string::npos) return {};
    const auto from = at + before.size();
    return page.substr(from, page.find('"', from) - from);
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string without_entities(std::string text) {
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&quot;", "\"");
    replace_all(text, "&#39;", "'");
    replace_all(text, "&amp;", "&");
    return text;
}

}

web::Response Visitor::send(web::Request request, std::string_view address) {
    const auto question = std::min(address.find('?'), address.size());
    request.path = web::url_decode(address.substr(0, question), false).value_or("/");
    if (question < address.size()) request.query_text = address.substr(question + 1);
    request.cookies = cookies_;
    request.client = "127.0.0.1";
    request.headers.emplace_back("host", "tarn.example");
    web::Response response = server_->answer(request);
    for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie") continue;
        const auto pair = web::parse_cookies(value).at(0);
        std::erase_if(cookies_, [&](const auto& held) { return held.first == pair.first; });
        cookies_.push_back(pair);
    }
    return response;
}

web::Response Visitor::get(std::string_view address) {
    return send({}, address);
}

web::Response Visitor::post(std::string_view address, web::Fields form) {
    web::Request request;
    request.method = web::Method::post;
    request.form = std::move(form);
    return send(std::move(request), address);
}

std::string Visitor::csrf() {
    return hidden_value(get("/account").body, "csrf");
}

void Visitor::sign_in(const std::string& email, const std::string& password) {
    const std::string token = hidden_value(get("/sign-in").body, "csrf");
    const auto answer = post("/sign-in", {{"csrf", token}, {"email", email}, {"password", password}});
    if (location_of(answer) != "/") throw std::runtime_error("sign-in of " + email + " refused");
}

std::string location_of(const web::Response& response) {
    for (const auto& [name, value] : response.headers)
        if (name == "Location") return value;
    return {};
}

std::string readable(const web::Response& response) {
    std::string text = response.static_body ? std::string{*response.static_body} : response.body;
    if (text.starts_with("PK\3\4")) text = unzipped(text);
    for (const auto& [name, value] : response.headers) text += "\n" + name + ": " + value;
    return without_entities(std::move(text));
}

std::vector<std::string> links_of(const web::Response& response) {
    std::vector<std::string> links;
    const std::string before = " href=\"/";
    for (auto at = response.body.find(before); at != std::string::npos;
         at = response.body.find(before, at + 1)) {
        const auto from = at + before.size() - 1;
        std::string link = without_entities(response.body.substr(from, response.body.find('"', from) - from));
        link = link.substr(0, link.find('#'));
        if (!link.starts_with("/assets/")) links.push_back(std::move(link));
    }
    return links;
}

}
