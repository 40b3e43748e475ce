#pragma once
// The bytes of the file that a request names, whole or in pieces.
#include "evidence/evidence.hpp"
#include "evidence/importing/large_text_rules.hpp"

namespace tarn::evidence {

/// Detail of the Error of a file that is larger than the request's limit, which a long layout may be.
inline constexpr std::string_view larger_than_limit = "larger than the limit";

/// Without its compression.
Result<std::string> plain_bytes(const ImportRequest& request);

/// The same in pieces, however large; `request` must outlive them.
Result<Pieces> plain_pieces(const ImportRequest& request);

}
