#include "server/settings.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace tarn::server {
namespace {

TEST(Settings, AreReadFromAFileThenTheEnvironment) {
    Settings settings;
    ASSERT_TRUE(read_settings_text(
        settings, "# ours\nport = 9000\nbehind-tls = yes\r\n\n tile-credit = OS & others \n"));
    EXPECT_EQ(settings.port, 9000);
    EXPECT_TRUE(settings.behind_tls);
    EXPECT_EQ(settings.tile_credit, "OS & others");
    const auto environment = [](const std::string& name) {
        return name == "TARN_PORT" ? std::optional<std::string>{"9100"} : std::nullopt;
    };
    ASSERT_TRUE(read_environment(settings, environment));
    EXPECT_EQ(settings.port, 9100);
    EXPECT_TRUE(settings.behind_tls);
}

TEST(Settings, RefuseWhatCannotBeMeant) {
    for (const char* text : {"port = 70000", "port = 80a", "port =", "behind-tls = perhaps",
                             "reject-share = 1.5", "colour = red", "port 80"}) {
        Settings settings;
        const Outcome read = read_settings_text(settings, text);
        ASSERT_FALSE(read) << text;
        EXPECT_FALSE(read.error().message.empty());
        EXPECT_EQ(settings.port, 8080);
    }
}

TEST(Settings, ListenTakesAddressAndPort) {
    struct Case {
        const char* text;
        const char* address;
        int port;
    };
    for (const Case& each : {Case{"0.0.0.0:81", "0.0.0.0", 81}, Case{"8081", "127.0.0.1", 8081},
                             Case{":82", "127.0.0.1", 82}, Case{"[::1]:83", "::1", 83}}) {
        Settings settings;
        ASSERT_TRUE(set_listen(settings, each.text));
        EXPECT_EQ(settings.address, each.address);
        EXPECT_EQ(settings.port, each.port);
    }
    Settings settings;
    EXPECT_FALSE(set_listen(settings, "127.0.0.1:http"));
}

TEST(Settings, EveryValueIsWrittenAndReadBack) {
    const Settings defaults;
    std::set<std::string_view> names;
    for (const Setting& setting : settings_table()) {
        Settings settings;
        EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
        EXPECT_TRUE(set_value(settings, setting, value_text(defaults, setting))) << setting.name;
        EXPECT_EQ(value_text(settings, setting), value_text(defaults, setting)) << setting.name;
    }
}

TEST(Settings, StandInTheOperationsManual) {
    std::ifstream file(std::string{std::getenv("TARN_SOURCE")} + "/docs/operations.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find(settings_markdown()), std::string::npos)
        << "paste the output of: tarn settings --format markdown";
}

}
}
