#include "platform/web/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tarn::web {
namespace {

spdlog::logger& logger() {
    static const auto made = [] {
        auto log = std::make_shared<spdlog::logger>("web", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        return log;
    }();
    return *made;
}

}

void log_request(std::string_view method, std::string_view route, int status, std::size_t bytes,
                 std::chrono::microseconds took) {
    logger().info("{} {} {} {} bytes {:.1f} ms", method, route, status, bytes,
                  static_cast<double>(took.count()) / 1000);
}

void log_failure(std::string_view reference, std::string_view route, std::string_view detail) {
    logger().error("failure {} at {}: {}", reference, route, detail);
}

void log_warning(std::string_view text) {
    logger().warn("{}", text);
}

}
