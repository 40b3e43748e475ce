#include "evidence/importing/large_text_rules.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <zlib.h>

#include "evidence/importing/file_text_rules.hpp"

namespace tarn::evidence {
namespace {

class GunzipPieces {
  public:
    GunzipPieces(Pieces compressed, std::size_t most)
        : compressed_(std::move(compressed)), most_(most), ready_(inflateInit2(&stream_, 15 + 16) == Z_OK) {}
    ~GunzipPieces() {
        if (ready_) inflateEnd(&stream_);
    }
    GunzipPieces(const GunzipPieces&) = delete;
    GunzipPieces& operator=(const GunzipPieces&) = delete;

    Result<std::string> next() {
        if (!ready_) return Error{"The file could not be decompressed.", "inflateInit2"};
        std::string plain(std::size_t{1} << 20, '\0');
        stream_.next_out = reinterpret_cast<Bytef*>(plain.data());
        stream_.avail_out = static_cast<uInt>(plain.size());
        while (stream_.avail_out > 0) {
            if (auto more = feed(); !more) return more.error();
            if (stream_.avail_in == 0) break;
            const int status = inflate(&stream_, Z_NO_FLUSH);
            between_members_ = status == Z_STREAM_END;
            if (between_members_) inflateReset(&stream_);
            if (status != Z_OK && status != Z_STREAM_END)
                return Error{"The compressed file is damaged. Fetch it again.",
                             fmt::format("inflate: {} {}", status, stream_.msg ? stream_.msg : "")};
        }
        plain.resize(plain.size() - stream_.avail_out);
        total_ += plain.size();
        if (total_ > most_)
            return Error{fmt::format("The file expands to more than {} MB. If it is what it should be, raise "
                                     "the limit.",
                                     most_ >> 20),
                         "decompression limit"};
        if (plain.empty() && !between_members_)
            return Error{"The compressed file is truncated: it ends before its content does. Fetch it again.",
                         "gzip"};
        return plain;
    }

  private:
    Outcome feed() {
        if (stream_.avail_in > 0) return Done{};
        auto piece = compressed_();
        if (!piece) return piece.error();
        held_ = std::move(*piece);
        stream_.next_in = reinterpret_cast<Bytef*>(held_.data());
        stream_.avail_in = static_cast<uInt>(held_.size());
        return Done{};
    }

    Pieces compressed_;
    std::size_t most_, total_ = 0;
    z_stream stream_{};
    bool ready_, between_members_ = false;
    std::string held_;
};

}

Pieces gunzip_pieces(Pieces compressed, std::size_t most) {
    return [gunzip = std::make_shared<GunzipPieces>(std::move(compressed), most)] { return gunzip->next(); };
}

Result<std::string> LineChunks::next() {
    std::size_t cut = 0;
    while (!ended_ && (raw_.size() < size_ || cut == 0)) {
        auto piece = pieces_();
        if (!piece) return piece.error();
        ended_ = piece->empty();
        // A newline before the piece was looked for already.
        if (const auto at = piece->rfind('\n'); at != std::string::npos) cut = raw_.size() + at + 1;
        raw_ += *piece;
        if (cut == 0 && raw_.size() > std::size_t{64} << 20) break;
    }
    if (ended_ || cut == 0) cut = raw_.size();
    std::string lines = raw_.substr(0, cut);
    raw_.erase(0, cut);
    const std::size_t before = lines_;
    lines_ += static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    auto text = to_utf8(std::move(lines), before);
    if (!text) return text.error();
    std::string chunk = std::move(back_);
    back_.clear();
    chunk += *text;
    return chunk;
}

}
