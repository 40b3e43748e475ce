#include "platform/crypto/sign.hpp"

#include <array>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace tarn::crypto {
namespace {

constexpr std::size_t mac_bytes = 32;

std::string base64url(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    out.reserve(bytes.size() * 4 / 3 + 2);
    unsigned bits = 0;
    int count = 0;
    for (const unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) out += letters[bits >> (count - 6) & 63];
    }
    if (count > 0) out += letters[bits << (6 - count) & 63];
    return out;
}

int letter_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '-') return 62;
    return c == '_' ? 63 : -1;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = letter_value(c);
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value);
        if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
    }
    return out;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system gives no random bytes");
    return bytes;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* owned) const {
        free(owned);
    }
};

/// OpenSSL looks an algorithm up by name at each use, which costs more than hashing a cookie, unless it is
/// kept.
const EVP_MD* sha256() {
    static const std::unique_ptr<EVP_MD, Freed<EVP_MD_free>> kept{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    return kept ? kept.get() : throw std::runtime_error("SHA-256 is missing");
}

std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>> new_hmac_sha256() {
    const std::unique_ptr<EVP_MAC, Freed<EVP_MAC_free>> hmac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    if (!hmac) throw std::runtime_error("HMAC is missing");
    std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>> context{EVP_MAC_CTX_new(hmac.get())};
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_END};
    if (!context || EVP_MAC_CTX_set_params(context.get(), parameters.data()) != 1)
        throw std::runtime_error("HMAC with SHA-256 is missing");
    return context;
}

/// HMAC-SHA256 (RFC 2104) over the purpose, its length first so that purpose and value cannot run into each
/// other.
std::string mac(std::string_view key, std::string_view purpose, std::string_view value) {
    const std::string message =
        std::to_string(purpose.size()) + ":" + std::string{purpose} + std::string{value};
    thread_local const auto context = new_hmac_sha256();
    EVP_MAC_CTX* hmac = context.get();
    std::string out(mac_bytes, '\0');
    std::size_t length = 0;
    if (EVP_MAC_init(hmac, bytes_of(key), key.size(), nullptr) != 1 ||
        EVP_MAC_update(hmac, bytes_of(message), message.size()) != 1 ||
        EVP_MAC_final(hmac, reinterpret_cast<unsigned char*>(out.data()), &length, out.size()) != 1)
        throw std::runtime_error("HMAC failed");
    out.resize(length);
    return out;
}

std::string exclusive_or(std::string a, std::string_view b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<char>(a[i] ^ b[i]);
    return a;
}

}

std::string random_token(std::size_t bytes) {
    return base64url(random_bytes(bytes));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    std::string out;
    for (unsigned i = 0; i < length; ++i) {
        out += "0123456789abcdef"[digest[i] >> 4];
        out += "0123456789abcdef"[digest[i] & 15];
    }
    return out;
}

std::string sign(std::string_view key, std::string_view purpose, std::string_view value) {
    return std::string{value} + "." + base64url(mac(key, purpose, value));
}

std::optional<std::string> verify_signed(std::string_view key, std::string_view purpose,
                                         std::string_view signed_value) {
    const std::size_t dot = signed_value.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view value = signed_value.substr(0, dot);
    if (!equal_in_constant_time(signed_value.substr(dot + 1), base64url(mac(key, purpose, value))))
        return std::nullopt;
    return std::string{value};
}

std::string csrf_token(std::string_view key, std::string_view session) {
    const std::string mask = random_bytes(mac_bytes);
    return base64url(mask + exclusive_or(mac(key, "csrf", session), mask));
}

bool csrf_valid(std::string_view key, std::string_view session, std::string_view token) {
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != 2 * mac_bytes) return false;
    const std::string_view mask = std::string_view{*bytes}.substr(mac_bytes);
    return equal_in_constant_time(exclusive_or(bytes->substr(0, mac_bytes), mask), mac(key, "csrf", session));
}

}
