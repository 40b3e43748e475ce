#include "platform/documents/printer.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "embedded/tarn_documents_helper.hpp"

namespace tarn::documents {
namespace {

constexpr std::size_t longest_page = 8 << 20, longest_file = 64 << 20;

std::string_view name_of(PaperFormat format) {
    return format == PaperFormat::pdf ? "PDF" : "Word";
}

Error refusal(PaperFormat format, std::string_view why, std::string detail) {
    return {fmt::format("{} files {}. Use the printable page instead.", name_of(format), why),
            std::move(detail)};
}

std::array<char, 5> head_of(PaperFormat format, std::size_t size) {
    const auto byte = [size](int shift) { return static_cast<char>(size >> shift & 0xFF); };
    return {format == PaperFormat::pdf ? 'P' : 'W', byte(24), byte(16), byte(8), byte(0)};
}

std::size_t size_in(std::string_view head) {
    std::size_t size = 0;
    for (const char c : head.substr(1)) size = size << 8 | static_cast<unsigned char>(c);
    return size;
}

/// Until something can be read (written); false at the deadline.
bool ready(int socket, short event, std::chrono::steady_clock::time_point deadline) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd one{socket, event, 0};
        const int found = poll(&one, 1, static_cast<int>(left.count()));
        if (found > 0) return true;
        if (found < 0 && errno != EINTR) return false;
    }
}

/// The helper knows nothing of what this program has open or in its environment.
pid_t spawned(const std::array<std::string, 6>& words, int socket) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    // A group of its own, so that what it started ends with it.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = const_cast<char*>(words[i].c_str());
    // Without a fixed seed and day the same page would give other bytes.
    std::string path = "PATH=/usr/bin:/bin", language = "LANG=C.UTF-8", seed = "PYTHONHASHSEED=0",
                day = "SOURCE_DATE_EPOCH=0";
    std::array<char*, 5> environment{path.data(), language.data(), seed.data(), day.data(), nullptr};
    pid_t process = 0;
    if (posix_spawn(&process, words[0].c_str(), &files, &attributes, arguments.data(), environment.data()) !=
        0)
        process = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return process;
}

}

Printer::~Printer() {
    stop();
}

Printer& Printer::shared() {
    static Printer printer;
    return printer;
}

bool Printer::start() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    const std::string script{helper::files().front().bytes};
    process_ = spawned(
        {options_.python, "-sP", "-c", script, std::to_string(options_.megabytes), options_.pandoc}, ends[1]);
    close(ends[1]);
    socket_ = ends[0];
    fcntl(socket_, F_SETFL, O_NONBLOCK);
    if (process_ == 0) stop();
    return process_ != 0;
}

void Printer::stop() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    if (process_ > 0) {
        kill(-process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    process_ = 0;
}

Printer::Heard Printer::send(std::string_view bytes, Deadline deadline) const {
    while (!bytes.empty()) {
        if (!ready(socket_, POLLOUT, deadline)) return Heard::late;
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0)
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno != EAGAIN && errno != EINTR)
            return Heard::gone;
    }
    return Heard::answer;
}

Printer::Heard Printer::receive(std::string& bytes, std::size_t size, Deadline deadline) const {
    bytes.resize(size);
    for (std::size_t at = 0; at < size;) {
        if (!ready(socket_, POLLIN, deadline)) return Heard::late;
        const ssize_t found = recv(socket_, bytes.data() + at, size - at, 0);
        if (found > 0)
            at += static_cast<std::size_t>(found);
        else if (found == 0 || (errno != EAGAIN && errno != EINTR))
            return Heard::gone;
    }
    return Heard::answer;
}

Printer::Heard Printer::exchange(PaperFormat format, std::string_view html, Deadline deadline, char& word,
                                 std::string& answer) const {
    const auto head = head_of(format, html.size());
    auto heard = send({head.data(), head.size()}, deadline);
    if (heard == Heard::answer) heard = send(html, deadline);
    std::string first;
    if (heard == Heard::answer) heard = receive(first, head.size(), deadline);
    if (heard != Heard::answer) return heard;
    word = first.front();
    const std::size_t size = size_in(first);
    return size > longest_file ? Heard::gone : receive(answer, size, deadline);
}

Result<std::string> Printer::make(PaperFormat format, std::string_view html) {
    if (html.size() > longest_page)
        return refusal(format, "are not made of a page as long as this", "too long to print");
    const std::unique_lock lock(one_at_a_time_, std::chrono::steady_clock::now() + options_.patience / 2);
    if (!lock) return Error{"Other people are making files just now. Try again in a minute.", "printer busy"};
    // Its own time, however long it waited for others: a helper that is killed for their sake starts cold.
    const Deadline deadline = std::chrono::steady_clock::now() + options_.patience;
    // A helper that died while it waited is noticed only now; one that dies twice does so because of this
    // page.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (process_ == 0 && !start())
            return refusal(format, "cannot be made on this server", options_.python + " does not start");
        char word = 0;
        std::string answer;
        const Heard heard = exchange(format, html, deadline, word, answer);
        if (heard == Heard::answer && word == 'D') return answer;
        if (heard == Heard::answer && word == 'M')
            return refusal(format, "cannot be made on this server", answer + " is not installed");
        if (heard == Heard::answer)
            return Error{fmt::format("This {} file could not be made. Use the printable page instead.",
                                     name_of(format)),
                         answer};
        stop();
        if (heard == Heard::late)
            return Error{fmt::format("This {} file took too long to make. Use the printable page instead.",
                                     name_of(format)),
                         "printer late"};
    }
    return Error{
        fmt::format("This {} file could not be made. Use the printable page instead.", name_of(format)),
        "the helper ended"};
}

}
