#pragma once
// How much of request bodies lies in memory at once. Bytes count as they arrive, so that a client which only
// announces them keeps nobody else out.
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace tarn::web {

/// Bytes of each body for which there is always room: a sign-in, a decision with its reasons. What that can
/// add up to is bounded by the number of connections.
inline constexpr std::size_t always_room = 16 * 1024;

class BodyRoom {
  public:
    BodyRoom(std::size_t uploads, std::size_t forms, int uploads_per_client);

    /// One connection's part of the room, used by one thread at a time.
    class Share {
      public:
        explicit Share(BodyRoom& room) : room_(room) {}
        ~Share() { release(); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// What follows is an upload; false when this client sends as many as it may.
        bool begin_upload(const std::string& client);
        /// `bytes` have arrived so far; false when there is no room for them.
        bool hold(std::size_t bytes);
        void release();

      private:
        BodyRoom& room_;
        std::string client_;
        bool upload_ = false;
        std::size_t held_ = 0;
    };

  private:
    struct Part {
        std::size_t limit;
        std::atomic<std::size_t> used{0};
    };

    Part uploads_, forms_;
    const int uploads_per_client_;
    std::mutex mutex_;
    std::map<std::string, int> clients_;  ///< uploads under way
};

}
