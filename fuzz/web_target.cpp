#include "fuzz/require.hpp"
#include "platform/web/router.hpp"
#include "platform/web/target.hpp"

namespace {

tarn::web::Route get(std::string pattern) {
    return {.pattern = std::move(pattern),
            .handler = [](tarn::web::Request&) { return tarn::web::Response{}; }};
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tarn::web;
    static const Router router(
        {get("/"), get("/a"), get("/a/{x}"), get("/{x}/b"), get("/a/{x}/{y}/c"), get("/a/b/{y}/d")});
    const auto target = parse_target(text_of(data, size));
    if (!target) return 0;
    require(is_text(target->path) && target->path.starts_with('/'));
    std::string joined;
    for (const std::string& segment : target->segments) joined += "/" + segment;
    require(target->path == (joined.empty() ? "/" : joined));
    const auto match = router.find(Method::get, target->segments);
    for (const auto& [name, value] : match.parameters) require(!value.empty());
    for (const auto& [name, value] : parse_urlencoded(target->query))
        require(name.size() + value.size() <= size);
    return 0;
}
