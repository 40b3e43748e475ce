#pragma once
// What the tests of faults share: a small authority, the program serving it, and how often a fault is tried.
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "stories/browser.hpp"
#include "support/test_database.hpp"

namespace tarn::faults {

/// TARN_LONG=1 (./test --long) asks for the figures of docs/reliability.md, otherwise each fault is tried a
/// few times.
bool long_run();
inline int rounds(int few, int many) {
    return long_run() ? many : few;
}
/// The same on every run, so that a failure can be seen again.
std::mt19937& chance();
inline int between(int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(chance());
}
std::string engine_name(storage::Database& database);

inline constexpr AuthorityCode fellshire{901};
inline constexpr std::int32_t first_urn = 900001;
inline constexpr int school_count = 40;

/// Schools, and somebody for each of these roles: board member, director, data officer, scrutiny member.
void found_fellshire(storage::Database& database);
std::string email_of(access::Role role);
/// The form of the sign-in page, filled.
stories::Browser about_to_sign_in(std::uint16_t port, access::Role role);

/// `tarn serve` as a process of its own.
class Site {
  public:
    explicit Site(std::string address, test::Limits limits = {});
    /// At the same port as before, once the last one is gone. Returns when it is ready.
    void start(test::Limits limits = {});
    void kill();
    std::uint16_t port() const { return port_; }
    /// Most memory that it ever had (VmHWM), in MB.
    long peak_megabytes() const;
    /// A browser signed in; throws when the sign-in does not succeed.
    stories::Browser sign_in(access::Role role) const;

  private:
    std::string address_;
    std::uint16_t port_;
    std::unique_ptr<test::RunningTarn> program_;
};

/// A command on a database, with the key beside an SQLite file even while TARN_KEY_FILE names that of a
/// PostgreSQL database that lives beside it.
std::vector<std::string> with_its_key(std::vector<std::string> words, const std::string& address);
test::Ran verify(const std::string& address);

}
