#pragma once
// Text that is too large to be held: it comes in pieces and goes as whole lines of UTF-8.
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tarn::evidence {

/// The next bytes of a file; empty at its end.
using Pieces = std::function<Result<std::string>()>;

/// What the pieces of a gzip file hold. The Error says that it is truncated, damaged, or larger than `most`
/// bytes.
Pieces gunzip_pieces(Pieces compressed, std::size_t most);

class LineChunks {
  public:
    /// Chunks of about `size` bytes, at least; one grows where a line does.
    LineChunks(const Pieces& pieces, std::size_t size) : pieces_(pieces), size_(size) {}

    /// Whole lines, and at the end what is left; empty after it.
    Result<std::string> next();
    bool at_end() const { return ended_ && raw_.empty(); }  ///< the last chunk has been given
    /// The end of the last chunk, to stand before the next: a cell in quotes goes on there.
    void give_back(std::string_view rest) { back_ = rest; }

  private:
    const Pieces& pieces_;
    std::size_t size_, lines_ = 0;
    std::string raw_, back_;
    bool ended_ = false;
};

}
