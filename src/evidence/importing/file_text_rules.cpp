#include "evidence/importing/file_text_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <libdeflate.h>
#include <memory>
#include <zlib.h>

namespace tarn::evidence {
namespace {

constexpr std::size_t always_allowed = std::size_t{64} << 20;

/// How far a file of this compressed size may expand.
std::size_t allowed_size(std::size_t compressed, const TextLimits& limits) {
    const std::size_t by_ratio = compressed > limits.max_bytes / limits.max_expansion
                                     ? limits.max_bytes
                                     : compressed * limits.max_expansion;
    return std::min(limits.max_bytes, std::max(always_allowed, by_ratio));
}

Error too_large(std::size_t allowed) {
    return {fmt::format("The file expands to more than {} MB. If it is what it should be, raise the limit.",
                        allowed >> 20),
            "decompression limit"};
}

/// Slow and careful: used where the quick way failed. Tells `take` each piece; returns how much there was.
template <class Take>
Result<std::size_t> inflate_all(std::string_view bytes, std::size_t allowed, Take take) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return Error{"The file could not be decompressed.", "inflateInit2"};
    const auto close = std::unique_ptr<z_stream, int (*)(z_stream*)>(&stream, inflateEnd);
    std::array<char, 1 << 16> block;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    std::size_t left = bytes.size(), total = 0;
    for (;;) {
        if (stream.avail_in == 0) {
            stream.avail_in = static_cast<uInt>(std::min<std::size_t>(left, 1u << 30));
            left -= stream.avail_in;
        }
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = block.size();
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = block.size() - stream.avail_out;
        if (made > allowed - total) return too_large(allowed);
        total += made;
        take(std::string_view{block.data(), made});
        const bool at_end = stream.avail_in == 0 && left == 0;
        if (status == Z_STREAM_END) {
            if (at_end) return total;
            if (inflateReset(&stream) != Z_OK)
                return Error{"The file could not be decompressed.", "inflateReset"};
        } else if (status == Z_BUF_ERROR || (status == Z_OK && at_end && made == 0)) {
            return Error{"The compressed file is truncated: it ends before its content does. Fetch it again.",
                         fmt::format("gzip ends after {} bytes", bytes.size())};
        } else if (status != Z_OK) {
            return Error{"The compressed file is damaged. Fetch it again.",
                         fmt::format("inflate: {} {}", status, stream.msg ? stream.msg : "")};
        }
    }
}

/// Measures before it keeps anything, so that what is refused costs no memory.
Result<std::string> gunzip_carefully(std::string_view bytes, std::size_t allowed) {
    const auto size = inflate_all(bytes, allowed, [](std::string_view) {});
    if (!size) return size.error();
    std::string out;
    out.reserve(*size);
    const auto again = inflate_all(bytes, allowed, [&out](std::string_view piece) { out += piece; });
    if (!again) return again.error();
    return out;
}

std::size_t size_in_trailer(std::string_view bytes) {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data() + bytes.size() - 4, 4);
    return size;
}

/// Length of the UTF-8 sequence at `at`, or 0 when there is none [rfc3629].
std::size_t sequence(const unsigned char* at, std::size_t left) {
    const auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return i < left && at[i] >= low && at[i] <= high;
    };
    const unsigned char lead = at[0];
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead == 0xE0) return follows(1, 0xA0) && follows(2) ? 3 : 0;
    if (lead == 0xED) return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0;
    if (lead >= 0xE1 && lead <= 0xEF) return follows(1) && follows(2) ? 3 : 0;
    if (lead == 0xF0) return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0;
    if (lead == 0xF4) return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0;
    if (lead >= 0xF1 && lead <= 0xF3) return follows(1) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

/// Unicode of cp1252's bytes 0x80 to 0x9F; 0 where there is no character (Microsoft's best-fit table,
/// cp1252.txt).
constexpr std::array<std::uint16_t, 32> cp1252_specials{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

std::size_t line_of(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

Result<std::string> from_cp1252(std::string_view bytes, std::size_t lines_before) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 32);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const unsigned code = byte >= 0x80 && byte <= 0x9F ? cp1252_specials[byte - 0x80] : byte;
        if (byte >= 0x80 && code == 0)
            return Error{
                fmt::format("Line {} is neither UTF-8 nor Windows-1252 text. Save the file as UTF-8 CSV.",
                            lines_before + line_of(bytes, i)),
                fmt::format("byte 0x{:02x}", byte)};
        append_utf8(out, code);
    }
    return out;
}

/// Characters of two bytes and more that are sound UTF-8, against bytes that are not: mostly sound text with
/// a few broken bytes is damaged UTF-8, not cp1252.
bool looks_like_damaged_utf8(std::string_view text) {
    std::size_t sound = 0, broken = 0;
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequence(at + i, text.size() - i);
        sound += length > 1;
        broken += length == 0;
        i += std::max<std::size_t>(length, 1);
    }
    return sound > broken;
}

}

bool is_gzip(std::string_view bytes) {
    return bytes.size() >= 2 && bytes[0] == '\x1f' && static_cast<unsigned char>(bytes[1]) == 0x8b;
}

Result<std::string> gunzip(std::string_view bytes, const TextLimits& limits) {
    const std::size_t allowed = allowed_size(bytes.size(), limits);
    if (bytes.size() < 18) return gunzip_carefully(bytes, allowed);
    const std::size_t size = size_in_trailer(bytes);
    // Deflate cannot expand more than 1032 times, so a larger claim is a lie not worth the memory.
    if (size <= allowed && size / 1032 <= bytes.size()) {
        const auto close = std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)>(
            libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
        std::string out(size, '\0');
        std::size_t used = 0, made = 0;
        const auto status = libdeflate_gzip_decompress_ex(close.get(), bytes.data(), bytes.size(), out.data(),
                                                          size, &used, &made);
        if (status == LIBDEFLATE_SUCCESS && used == bytes.size() && made == size) return out;
    }
    return gunzip_carefully(bytes, allowed);
}

std::size_t find_invalid_utf8(std::string_view text) {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t block;
        while (i + 8 <= text.size() && (std::memcpy(&block, at + i, 8), (block & 0x8080808080808080u) == 0))
            i += 8;
        if (i == text.size()) break;
        const std::size_t length = sequence(at + i, text.size() - i);
        if (length == 0) return i;
        i += length;
    }
    return std::string_view::npos;
}

Result<std::string> to_utf8(std::string bytes, std::size_t lines_before) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return Error{"The file is UTF-16 text. Save it as UTF-8 CSV.", "byte-order mark of UTF-16"};
    if (const void* nul = std::memchr(bytes.data(), 0, bytes.size()))
        return Error{
            fmt::format("Line {} holds bytes that no text has. Is it a spreadsheet? Save it as CSV first.",
                        lines_before + line_of(bytes, static_cast<std::size_t>(static_cast<const char*>(nul) -
                                                                               bytes.data()))),
            "NUL byte"};
    const bool marked = bytes.starts_with("\xef\xbb\xbf");
    const std::size_t invalid = find_invalid_utf8(bytes);
    if (invalid == std::string::npos) {
        if (marked) bytes.erase(0, 3);
        return bytes;
    }
    if (marked || looks_like_damaged_utf8(bytes))
        return Error{fmt::format("Line {} is not valid UTF-8 although the rest of the file is.",
                                 lines_before + line_of(bytes, invalid)),
                     fmt::format("byte 0x{:02x}", static_cast<unsigned char>(bytes[invalid]))};
    return from_cp1252(bytes, lines_before);
}

std::string_view clip(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
    return text.substr(0, limit);
}

}
