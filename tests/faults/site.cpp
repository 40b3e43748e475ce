#include "faults/site.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <signal.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "scenario/scenario.hpp"
#include "support/web_client.hpp"

namespace tarn::faults {
namespace {
using access::Role;

constexpr const char* password = "three random words suffice";

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no port is free");
    ::close(socket);
    return ntohs(address.sin_port);
}

}

bool long_run() {
    return std::getenv("TARN_LONG") != nullptr;
}

std::mt19937& chance() {
    static std::mt19937 numbers{2026};
    return numbers;
}

std::string engine_name(storage::Database& database) {
    return database.is_sqlite() ? "SQLite" : "PostgreSQL";
}

std::string email_of(Role role) {
    return fmt::format("{}@fellshire.example", access::role_code(role));
}

stories::Browser about_to_sign_in(std::uint16_t port, Role role) {
    stories::Browser browser(port);
    browser.open("/sign-in");
    browser.fill("email", email_of(role));
    browser.fill("password", password);
    return browser;
}

void found_fellshire(storage::Database& database) {
    const auto hash =
        scenario::must(people::hash_password(password, "Somebody", "somebody@fellshire.example"));
    const Instant now = SystemClock{}.now();
    const auto db = database.write();
    scenario::authority(*db, now, fellshire, "Fellshire");
    std::vector<scenario::School> schools;
    schools.reserve(school_count);
    for (int i = 0; i < school_count; ++i)
        schools.push_back({.urn = {first_urn + i},
                           .name = fmt::format("School {} of Fellshire", i + 1),
                           .authority = fellshire});
    scenario::schools(*db, schools);
    for (const Role role : {Role::board_member, Role::director, Role::data_officer, Role::scrutiny_member}) {
        const auto person = scenario::person(*db, now, access::role_title(role), email_of(role),
                                             {.role = role, .authority = fellshire});
        people::store_password_hash(*db, person.id, hash, now);
    }
    db->commit();
}

Site::Site(std::string address, test::Limits limits) : address_(std::move(address)), port_(free_port()) {
    start(limits);
}

void Site::start(test::Limits limits) {
    program_ = std::make_unique<test::RunningTarn>(
        with_its_key({"serve", "--port", std::to_string(port_), "--access-log", "no"}, address_), limits);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < until && program_->running()) {
        try {
            if (stories::Browser(port_).open("/ready").status == 200) return;
        } catch (const std::runtime_error&) {
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("the server does not get ready");
}

void Site::kill() {
    program_->send(SIGKILL);
    program_->wait();
}

long Site::peak_megabytes() const {
    std::ifstream status("/proc/" + std::to_string(program_->process()) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stol(line.substr(6)) / 1024;
    throw std::runtime_error("the server's memory is not known");
}

stories::Browser Site::sign_in(Role role) const {
    auto browser = about_to_sign_in(port_, role);
    const auto& page = browser.send_filled();
    if (page.status != 200 || page.address != "/")
        throw std::runtime_error(fmt::format("the sign-in of {} was answered {} at {}", email_of(role),
                                             page.status, page.address));
    return browser;
}

std::vector<std::string> with_its_key(std::vector<std::string> words, const std::string& address) {
    constexpr std::string_view sqlite = "sqlite:";
    words.insert(words.end(), {"--db", address});
    if (address.starts_with(sqlite))
        words.insert(words.end(), {"--key-file", address.substr(sqlite.size()) + ".key"});
    return words;
}

test::Ran verify(const std::string& address) {
    return test::run_tarn(with_its_key({"verify"}, address));
}

}
