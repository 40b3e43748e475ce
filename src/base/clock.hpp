#pragma once
// Time and chance are parameters, so that any page or run can be repeated exactly.
#include <chrono>
#include <cstdint>

#include "base/date.hpp"

namespace tarn {

using Instant = std::chrono::sys_seconds;  ///< UTC, whole seconds; prints as "2020-09-01T08:30:00Z"

std::string iso(Instant instant);
std::optional<Instant> parse_instant(std::string_view text);
/// The day in UTC on which it lies, which is the day that is stored.
inline Date day_of(Instant instant) {
    return Date{std::chrono::floor<std::chrono::days>(instant)};
}

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    Date today() const { return day_of(now()); }
};

class SystemClock final : public Clock {
  public:
    Instant now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

/// Stands still until told otherwise: tests, replays and `tarn demo`.
class FixedClock final : public Clock {
  public:
    explicit FixedClock(Instant at) : at_(at) {}
    explicit FixedClock(Date day)
        : at_(std::chrono::sys_days{std::chrono::days{day.days()}} + std::chrono::hours{9}) {}
    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }

  private:
    Instant at_;
};

/// splitmix64 (Steele, Lea and Flood 2014): the same numbers from the same seed on every machine and library.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    double uniform();                                           ///< [0, 1)
    std::int64_t between(std::int64_t low, std::int64_t high);  ///< inclusive
    double normal();                                            ///< mean 0, standard deviation 1 (Box-Muller)

  private:
    std::uint64_t state_;
};

}
