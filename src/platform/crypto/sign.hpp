#pragma once
// Secrets in cookies and forms: signed values, tokens against cross-site request forgery, digests to store.
#include <optional>
#include <string>
#include <string_view>

namespace tarn::crypto {

/// Random bytes from the system as base64url: 32 bytes make 43 characters.
std::string random_token(std::size_t bytes = 32);

bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string sha256_hex(
    std::string_view bytes);  ///< what to store of a session token, so that a stolen database opens none

/// `value.mac`, the mac being HMAC-SHA256 of purpose and value as base64url. The purpose keeps a value signed
/// for one use from being accepted in another.
std::string sign(std::string_view key, std::string_view purpose, std::string_view value);
/// The value, when `signed_value` was made by sign() with the same key and purpose.
std::optional<std::string> verify_signed(std::string_view key, std::string_view purpose,
                                         std::string_view signed_value);

/// A token bound to one session, masked afresh at each call, so that compressed pages do not leak it byte by
/// byte [breach-2013]. Needs no storage.
std::string csrf_token(std::string_view key, std::string_view session);
bool csrf_valid(std::string_view key, std::string_view session, std::string_view token);

}
