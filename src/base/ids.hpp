#pragma once
// Strong identifiers: a URN cannot be passed where an authority's code is meant.
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tarn {

/// A whole number, also as spreadsheets rewrite it without loss: "100049.0", "100,049", "1e+05".
std::optional<std::int64_t> parse_identifier(std::string_view text);

template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};
using PersonId = Id<struct PersonTag>;
using ReleaseId = Id<struct ReleaseTag>;
using MeetingId = Id<struct MeetingTag>;
using JobId = Id<struct JobTag>;
using NoteId = Id<struct NoteTag>;
using DecisionId = Id<struct DecisionTag>;

/// Unique Reference Number of one establishment record in GIAS: five or six digits; changes when a school
/// becomes an academy.
struct Urn {
    std::int32_t value = 0;
    static std::optional<Urn> parse(std::string_view text);  ///< 10000..999999
    std::string text() const { return std::to_string(value); }
    auto operator<=>(const Urn&) const = default;
};

/// DfE's 3-digit local authority code: 888 is Lancashire.
struct AuthorityCode {
    std::int16_t value = 0;
    static std::optional<AuthorityCode> parse(std::string_view text);  ///< 001..999
    std::string text() const;
    auto operator<=>(const AuthorityCode&) const = default;
};

/// DfE number: authority code and 4-digit establishment number, "888/1234". Often survives conversion to an
/// academy.
struct Laestab {
    std::int32_t value = 0;                                      ///< 8881234
    static std::optional<Laestab> parse(std::string_view text);  ///< "8881234", "888/1234", "8881234.0"
    static Laestab of(AuthorityCode authority, int establishment);
    AuthorityCode authority() const { return {static_cast<std::int16_t>(value / 10000)}; }
    std::string text() const;  ///< "888/1234"
    auto operator<=>(const Laestab&) const = default;
};

}

template <class Tag>
struct std::hash<tarn::Id<Tag>> {
    std::size_t operator()(tarn::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
template <>
struct std::hash<tarn::Urn> {
    std::size_t operator()(tarn::Urn urn) const noexcept { return std::hash<std::int32_t>{}(urn.value); }
};
