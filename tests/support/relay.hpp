#pragma once
// Stands between a test and its PostgreSQL server, which all tests share, so that for one of them the server
// can go away and come back.
#include <atomic>
#include <string>
#include <thread>

#include "support/program.hpp"

namespace tarn::test {

class Relay {
  public:
    /// Of a database on a unix socket: "postgresql://...?host=FOLDER...".
    explicit Relay(const std::string& database_address);
    ~Relay() { cut(); }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    const std::string& address() const { return address_; }  ///< the same database through the relay
    void cut();                                              ///< connections end, and new ones are refused
    void fall_silent() { silent_ = true; }                   ///< takes connections and passes nothing on
    void restore();

  private:
    void run();

    TemporaryFolder folder_;
    std::string server_socket_, own_socket_, address_;
    std::atomic<bool> silent_{false}, ending_{false};
    int listening_ = -1;
    std::thread thread_;
};

}
