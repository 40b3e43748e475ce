#pragma once
// What a person is told when the database cannot do now what was asked of it.
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "platform/storage/storage.hpp"

namespace tarn::kit {

/// The database went away while it committed: nobody knows yet whether the transaction was kept.
class Unsure : public storage::Gone {
    using Gone::Gone;
};

/// For pages: throws Unsure instead of Gone.
void commit(storage::Writer& db);

enum class Hindrance { busy, full, gone, unsure, changed };
/// Empty for a fault of Tarn itself.
std::optional<Hindrance> hindrance_of(const std::exception_ptr& failure);

struct Notice {
    int status;
    std::string_view title, sentence;
};
/// `sending`: a form was sent, else a page was asked for.
Notice notice_of(Hindrance hindrance, bool sending);
Notice notice_at_sign_in(Hindrance hindrance);
/// Of a fault of Tarn itself.
Notice notice_of_fault();
/// For the log.
std::string what_of(const std::exception_ptr& failure);

}
