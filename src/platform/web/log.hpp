#pragma once
// What the server writes to its log (stderr). Route patterns, never addresses as sent: those can hold names
// and tokens.
#include <chrono>
#include <cstddef>
#include <string_view>

namespace tarn::web {

void log_request(std::string_view method, std::string_view route, int status, std::size_t bytes,
                 std::chrono::microseconds took);
void log_failure(std::string_view reference, std::string_view route, std::string_view detail);
void log_warning(std::string_view text);

}
