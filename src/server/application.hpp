#pragma once
// Composition: the features joined into one table of routes, behind the gate, on one server.
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "feature_kit/act.hpp"
#include "feature_kit/gate.hpp"
#include "people/entrance_pages.hpp"
#include "platform/storage/storage.hpp"
#include "platform/web/web.hpp"
#include "server/features.hpp"
#include "server/readiness.hpp"
#include "server/settings.hpp"

namespace tarn::server {

struct ApplicationOptions {
    Settings settings{};
    std::vector<people::Persona> personas{};  ///< only `tarn demo` gives them: sign in by choosing one
    std::string banner{};                     ///< above every page: "Demonstration: ..."
    bool stop_on_signals = false;
    std::vector<kit::Feature> further{};  ///< behind the program's own features; tests bring rooms
};

/// One line of `tarn routes`.
struct RouteLine {
    std::string method, pattern, permission, audit_label, title;
    bool writes = false;
};

class Application {
  public:
    /// The database must hold every migration. Listens at once; answers from run().
    Application(storage::Database& database, const Clock& clock, ApplicationOptions options);
    ~Application();

    web::Server& server() { return *server_; }
    void run();

    /// The guarded table, in the order of the features.
    const std::vector<kit::Route>& routes() const { return routes_; }
    /// All of it for reading, with the pages of the entrance, whose permission is the session itself.
    std::vector<RouteLine> route_lines() const;

  private:
    std::vector<web::Route> web_routes();
    void warm_up(const std::stop_token& stop);

    storage::Database& database_;
    const Clock& clock_;
    const ApplicationOptions options_;
    access::AuditWriter audit_writer_;
    Features features_;
    Readiness readiness_;
    std::vector<kit::Route> routes_;
    std::vector<web::Route> own_routes_;  ///< of the entrance and of drafts, outside the table
    std::unique_ptr<people::Entrance> entrance_;
    std::unique_ptr<kit::Gate> gate_;
    std::unique_ptr<web::Server> server_;
};

}
