// Connections that announce large bodies and send nothing, and large bodies from nobody: everybody else goes
// on.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <thread>

#include "access/viewer.hpp"
#include "faults/site.hpp"
#include "support/web_client.hpp"

namespace tarn::faults {
namespace {

using access::Role;

constexpr std::size_t upload_limit = std::size_t{64} << 20;

std::string head_of_upload(std::size_t length) {
    return fmt::format(
        "POST /evidence/imports HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: multipart/form-data; boundary=nobody\r\nContent-Length: {}\r\n\r\n",
        length);
}

class SilentConnections : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        found_fellshire(database());
        site_ = std::make_unique<Site>(test_database().address());
    }
    void TearDown() override {
        site_.reset();
        OnEachDatabase::TearDown();
    }
    Site& site() { return *site_; }

  private:
    std::unique_ptr<Site> site_;
};
INSTANTIATE_TEST_SUITE_P(Only, SilentConnections, testing::Values(test::Engine::sqlite));

TEST_P(SilentConnections, keep_nobody_from_signing_in_and_saving) {
    const int count = rounds(12, 200);
    std::vector<test::Client> silent;
    for (int i = 0; i < count; ++i) silent.emplace_back(site().port()).send(head_of_upload(upload_limit - 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    auto officer = site().sign_in(Role::data_officer);  // throws when it is refused
    officer.open("/evidence/imports");
    const auto& page =
        officer.send_file("/evidence/imports", "cfr.csv",
                          "URN,Income,Expenditure,Balance,Academic Year\n900001,1000,900,100,2018\n");
    EXPECT_EQ(page.status, 200);
    fmt::print("{} silent connections: sign-in and an upload went through, {} MB at most\n", count,
               site().peak_megabytes());
}

TEST_P(SilentConnections, with_whole_bodies_cost_little_memory) {
    const long before = site().peak_megabytes();
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < 7; ++i)
            senders.emplace_back([this] {
                test::Client client(site().port());
                client.send(head_of_upload(upload_limit - 1));
                const std::string block(1 << 20, 'x');
                for (std::size_t sent = 0; sent + block.size() < upload_limit; sent += block.size())
                    client.send(block);
            });
    }
    const long grown = site().peak_megabytes() - before;
    fmt::print("7 uploads of 64 MB by nobody: {} MB more than the {} MB before\n", grown, before);
    EXPECT_LT(grown, 100);
    site().sign_in(Role::data_officer);
}

}
}
