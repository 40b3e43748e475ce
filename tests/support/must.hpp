#pragma once
// What a test cannot go on without.
#include <stdexcept>
#include <utility>

#include "base/result.hpp"

namespace tarn::test {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message + " " + result.error().detail);
    return std::move(result).value();
}

}
