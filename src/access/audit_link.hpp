#pragma once
// Inside access: a row of the trail and what its hash covers.
#include <string>
#include <string_view>

#include "access/trail.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::access {

/// The fields of a row as the chain sees them; each with its length, so that no two rows read the same.
class Canonical {
  public:
    Canonical& add(std::string_view field) {
        text_ += std::to_string(field.size());
        text_ += ':';
        text_ += field;
        return *this;
    }
    Canonical& add(std::int64_t number) { return add(std::string_view{std::to_string(number)}); }
    std::string hash() const { return crypto::sha256_hex(text_); }

  private:
    std::string text_;
};

/// A row of the trail as stored, without its hash. Person and authority are 0 where there is none.
struct TrailRow {
    std::int64_t id = 0;
    std::string at;
    std::int64_t person = 0;
    std::string role;
    std::int64_t authority = 0;
    std::string action, object, purpose, detail, quarter;
    std::string salt{};  ///< random, so that content which was removed cannot be guessed from its hash
    std::string content_hash{};  ///< as stored; empty in rows from before there was one
    std::string removed{};       ///< when the fields were emptied; empty while they are there

    Canonical& put_fields(Canonical& row) const {
        row.add(at).add(person).add(role).add(authority);
        return row.add(action).add(object).add(purpose).add(detail).add(quarter);
    }
    std::string hash_of_content() const {
        Canonical fields;
        fields.add(salt);
        return put_fields(fields).hash();
    }
    /// Rests on the content's hash alone, so that the content can go and the chain stays whole.
    std::string hash(std::string_view previous) const {
        Canonical row;
        row.add(previous).add(id);
        return content_hash.empty() ? put_fields(row).hash() : row.add(content_hash).hash();
    }
};

inline TrailRow read_link(const storage::Row& row) {
    return {.id = row.integer(0),
            .at = row.string(1),
            .person = row.maybe_integer(2).value_or(0),
            .role = row.string(3),
            .authority = row.maybe_integer(4).value_or(0),
            .action = row.string(5),
            .object = row.string(6),
            .purpose = row.string(7),
            .detail = row.string(8),
            .quarter = row.string(9),
            .salt = row.maybe_string(10).value_or(""),
            .content_hash = row.maybe_string(11).value_or(""),
            .removed = row.maybe_string(12).value_or("")};
}
inline constexpr std::string_view link_columns =
    "id, at, person, role, authority, action, object, purpose, detail, quarter, salt, content_hash, "
    "content_removed";

/// Seals the new end of the trail and notes it outside the database once it is durable. An end that was not
/// as Tarn left it stays unsealed.
void seal_trail_head(storage::Writer& db, const storage::TrailHead& before, const storage::TrailHead& head);

}
