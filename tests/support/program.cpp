#include "support/program.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tarn::test {
namespace {

std::string build_folder() {
    const char* build = std::getenv("TARN_BUILD");
    if (!build) throw std::runtime_error("TARN_BUILD must name the build folder; run the test through ctest");
    return build;
}

std::string program() {
    return build_folder() + "/tarn";
}

void redirect(const std::string& file, int descriptor, int flags) {
    const int opened = open(file.c_str(), flags, 0600);
    if (opened < 0 || dup2(opened, descriptor) < 0) _exit(127);
    close(opened);
}

pid_t start(const std::vector<std::string>& arguments, const std::string& out, const std::string& err,
            Limits limits) {
    const std::string path = program();
    std::vector<char*> words{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    redirect("/dev/null", STDIN_FILENO, O_RDONLY);
    redirect(out, STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
    redirect(err, STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
    if (limits.file_bytes) {
        const rlimit limit{*limits.file_bytes, *limits.file_bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    execv(path.c_str(), words.data());
    _exit(127);
}

int exit_status(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for(pid_t process) {
    int status = 0;
    waitpid(process, &status, 0);
    return exit_status(status);
}

}

Ran run_tarn(const std::vector<std::string>& arguments, Limits limits) {
    const TemporaryFolder folder;
    const int status = wait_for(start(arguments, folder.file("out"), folder.file("err"), limits));
    return {status, read_file(folder.file("out")), read_file(folder.file("err"))};
}

RunningTarn::RunningTarn(const std::vector<std::string>& arguments, Limits limits, const std::string& err)
    : process_(start(arguments, "/dev/null", err, limits)) {}

RunningTarn::~RunningTarn() {
    if (!running()) return;
    send(SIGKILL);
    wait();
}

bool RunningTarn::running() {
    int status = 0;
    if (!status_ && waitpid(process_, &status, WNOHANG) == process_) status_ = exit_status(status);
    return !status_;
}

void RunningTarn::send(int signal) const {
    if (!status_) kill(process_, signal);
}

int RunningTarn::wait() {
    if (!status_) status_ = wait_for(process_);
    return *status_;
}

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "tarn-test-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) throw std::runtime_error("no temporary folder can be made: " + path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string made_once(const std::string& file) {
    const std::string made = build_folder() + "/made/" + file;
    if (!std::filesystem::exists(made))
        throw std::runtime_error(made + " is made by a fixture of CTest; run the test through ctest");
    return made;
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}
