#include "server/readiness.hpp"

namespace tarn::server {
namespace {

using namespace std::chrono_literals;

constexpr auto writer_patience = 1s;
constexpr auto found_holds_for = 100ms;

}

std::string Readiness::fault() {
    const std::unique_lock looking(looking_, std::try_to_lock);
    const auto known = [this] {
        const std::lock_guard lock(found_guard_);
        return found_;
    };
    // Both are only touched by whoever looks.
    if (!looking.owns_lock() || std::chrono::steady_clock::now() - looked_ < found_holds_for) return known();
    const std::string found = look();
    looked_ = std::chrono::steady_clock::now();
    const std::lock_guard lock(found_guard_);
    found_ = found;
    return found;
}

std::string Readiness::look() {
    try {
        database_.read()->count("SELECT COUNT(*) FROM authority");
    } catch (const storage::Gone&) {
        return "gone: the database cannot be reached";
    } catch (const storage::Busy&) {
        return "busy: every connection for reading is in use";
    } catch (const storage::Failure&) {
        return "the database cannot be read";
    }
    try {
        database_.write(writer_patience);
    } catch (const storage::Busy&) {
        return "held: the database can be read, but another writer has held it for longer than a second";
    } catch (const storage::Gone&) {
        return "gone: the database cannot be reached";
    } catch (const storage::Failure&) {
        return "the database can be read, but not written";
    }
    return {};
}

}
