#include "evidence/importing/file_bytes_store.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "base/regular_file.hpp"
#include "evidence/importing/file_text_rules.hpp"

namespace tarn::evidence {
namespace {

Result<std::shared_ptr<std::FILE>> open(const std::string& path) {
    if (const auto why = not_a_file(path)) return Error{*why, path};
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return Error{fmt::format("The file cannot be opened: {}.", std::strerror(errno)), path};
    return std::shared_ptr<std::FILE>{file, std::fclose};
}

Error unreadable(const std::string& path) {
    return {fmt::format("The file cannot be read: {}.", std::strerror(errno)), path};
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const auto opened = open(path);
    if (!opened) return opened.error();
    std::FILE* file = opened->get();
    const auto too_large = [&] {
        return Error{
            fmt::format("The file is larger than {} MB. If it is what it should be, raise the limit.",
                        limit >> 20),
            std::string{larger_than_limit}};
    };
    std::error_code unknown;
    if (const auto size = std::filesystem::file_size(path, unknown); !unknown && size > limit)
        return too_large();
    std::string bytes;
    std::size_t got = 0;
    do {
        const std::size_t had = bytes.size();
        if (had > limit) return too_large();
        bytes.resize(had + (std::size_t{1} << 22));
        got = std::fread(bytes.data() + had, 1, bytes.size() - had, file);
        bytes.resize(had + got);
    } while (got > 0);
    if (std::ferror(file)) return unreadable(path);
    return bytes;
}

/// The bytes as they are stored, a megabyte at a time.
Result<Pieces> stored_pieces(const ImportRequest& request) {
    constexpr std::size_t piece_bytes = std::size_t{1} << 20;
    if (request.path.empty())
        return Pieces{[left = request.content]() mutable -> Result<std::string> {
            std::string piece{left.substr(0, piece_bytes)};
            left.remove_prefix(piece.size());
            return piece;
        }};
    auto opened = open(request.path);
    if (!opened) return opened.error();
    return Pieces{[file = *opened, path = request.path]() -> Result<std::string> {
        std::string piece(piece_bytes, '\0');
        piece.resize(std::fread(piece.data(), 1, piece.size(), file.get()));
        if (std::ferror(file.get())) return unreadable(path);
        return piece;
    }};
}

}

Result<std::string> plain_bytes(const ImportRequest& request) {
    const ImportLimits& limits = request.limits;
    auto bytes = request.path.empty() ? Result<std::string>{std::string{request.content}}
                                      : read_file(request.path, limits.max_bytes);
    if (!bytes || !is_gzip(*bytes)) return bytes;
    auto plain = gunzip(*bytes, {limits.max_bytes, limits.max_expansion});
    // What expands beyond the limit may be a long layout; what expands beyond all measure is a bomb.
    if (!plain && plain.error().detail == "decompression limit" &&
        bytes->size() > limits.max_bytes / limits.max_expansion)
        return Error{plain.error().message, std::string{larger_than_limit}};
    return plain;
}

Result<Pieces> plain_pieces(const ImportRequest& request) {
    // A file that is read for its parts is some gigabytes at most; beyond that it is a mistake or a bomb.
    constexpr std::size_t times_the_limit = 64;
    auto stored = stored_pieces(request);
    if (!stored) return stored.error();
    auto first = (*stored)();
    if (!first) return first.error();
    const bool compressed = is_gzip(*first);
    Pieces all = [start = std::make_shared<std::string>(std::move(*first)), rest = std::move(*stored)] {
        return start->empty() ? rest() : Result<std::string>{std::exchange(*start, {})};
    };
    if (!compressed) return all;
    return gunzip_pieces(std::move(all), request.limits.max_bytes * times_the_limit);
}

}
