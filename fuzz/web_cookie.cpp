#include "fuzz/require.hpp"
#include "platform/web/cookies.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tarn::web;
    const std::string_view input = text_of(data, size);
    for (const auto& [name, value] : parse_cookies(input)) require(!name.empty() && is_text(value));
    const std::string header = set_cookie({.name = "n", .value = std::string{input}});
    require(header.find_first_of("\r\n") == std::string::npos);
    const Fields back = parse_cookies(header);
    require(is_text(input) ? back.at(0).second == input : back.at(0).first == "Path");
    return 0;
}
