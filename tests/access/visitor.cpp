#include "access/visitor.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <zlib.h>

#include "platform/web/cookies.hpp"

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

std::uint32_t number_at(std::string_view bytes, std::size_t at, int width) {
    std::uint32_t value = 0;
    for (int i = width - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

std::string inflated(std::string_view bytes) {
    z_stream stream{};
    inflateInit2(&stream, -15);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out(bytes.size() * 200 + 1000, '\0');
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

/// Everything in a zip file, by its central directory (APPNOTE 4.3.12).
std::string unzipped(std::string_view zip) {
    std::string out;
    for (auto at = zip.find("PK\1\2"); at != std::string_view::npos && at + 46 <= zip.size();
         at = zip.find("PK\1\2", at + 46)) {
        const auto local = number_at(zip, at + 42, 4);
        const auto start = local + 30 + number_at(zip, local + 26, 2) + number_at(zip, local + 28, 2);
        const auto content = zip.substr(start, number_at(zip, at + 20, 4));
        out += number_at(zip, at + 10, 2) == 0 ? std::string{content} : inflated(content);
    }
    return out;
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
