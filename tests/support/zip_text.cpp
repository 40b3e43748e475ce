#include "support/zip_text.hpp"

#include <cstdint>
#include <zlib.h>

namespace tarn::test {
namespace {

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

}

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
