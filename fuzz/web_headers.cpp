#include "fuzz/require.hpp"
#include "platform/web/headers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tarn::web;
    const std::string_view input = text_of(data, size);
    accepts_gzip(input);
    last_address(input);
    matches_etag(input, "\"a\"");
    Exchange exchange;
    exchange.request.headers = {{"accept-encoding", std::string{input}},
                                {"if-none-match", std::string{input}}};
    Response response = Response::text(200, std::string{input});
    response.add("Cache-Control", "no-cache");
    response.add("X-Echo", std::string{input});
    if (refused_header(response)) return 0;
    const Outgoing out = assemble(exchange, response, {});
    // Nothing that comes from outside can end the head early or add a line to it.
    require(out.head.find("\r\n\r\n") == out.head.size() - 4);
    require(out.head.find("\r\nX-Echo: " + std::string{input} + "\r\n") != std::string::npos);
    return 0;
}
