#include "platform/jobs/live.hpp"

#include <map>
#include <mutex>

namespace tarn::jobs {
namespace {

struct Board {
    std::mutex mutex;
    std::map<JobId, Live> jobs;
};
Board& board() {
    static Board board;
    return board;
}

}

void set_live(JobId id, Live live) {
    const std::lock_guard lock(board().mutex);
    board().jobs[id] = std::move(live);
}

void clear_live(JobId id) {
    const std::lock_guard lock(board().mutex);
    board().jobs.erase(id);
}

std::optional<Live> live_of(JobId id) {
    const std::lock_guard lock(board().mutex);
    const auto found = board().jobs.find(id);
    return found == board().jobs.end() ? std::nullopt : std::optional(found->second);
}

}
