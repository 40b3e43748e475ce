#pragma once
// Compressed bytes for tests of reading.
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <zlib.h>

namespace tarn::evidence {

/// `window_bits` of zlib: 15 + 16 makes gzip, -15 a deflate stream without a frame, as zip files hold it.
inline std::string deflated(std::string_view text, int window_bits, int level = 6) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

inline std::string gzip(std::string_view text, int level = 6) {
    return deflated(text, 15 + 16, level);
}

}
