#include "platform/web/web.hpp"

namespace tarn::web {
namespace {

/// For programs that do not read RFC 6266's filename*: ASCII only, nothing that could end the quoted string.
std::string plain_file_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '/' && c != '%';
        out += plain ? c : '_';
    }
    return out;
}

}

Response Response::page(Html html, int status) {
    Response response;
    response.status = status;
    response.body = std::move(html).take();
    return response;
}

Response Response::redirect(std::string location) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

Response Response::text(int status, std::string message) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(message);
    return response;
}

Response Response::download(std::string file_name, std::string content_type, std::string body) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" +
                                                             plain_file_name(file_name) +
                                                             "\"; filename*=UTF-8''" + url_encode(file_name));
    return response;
}

Response& Response::add(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

}
