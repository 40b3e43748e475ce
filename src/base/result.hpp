#pragma once
// An expected failure is a value with two audiences: a sentence for the person, the detail for the log.
#include <string>
#include <utility>
#include <variant>

namespace tarn {

struct Error {
    std::string
        message;  ///< a plain sentence a person can act on; never holds SQL, paths of the server or secrets
    std::string detail;   ///< for the log; may be empty
    std::string field{};  ///< the column or form field at fault, where the sentence belongs; may be empty
};

/// Either a value or an Error. `value()` on a failed result is a programming error (throws
/// std::bad_variant_access).
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Error> state_;
};

struct Done {};
using Outcome = Result<Done>;  ///< for acts that return nothing but may fail

}
