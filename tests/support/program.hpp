#pragma once
// Runs the program itself, as an operator would, and keeps what it said.
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace tarn::test {

struct Ran {
    int status = 0;  ///< exit status; 128 + the signal's number when a signal ended it
    std::string out;
    std::string err;
};

struct Limits {
    std::optional<unsigned long> file_bytes;  ///< RLIMIT_FSIZE: a full disk
};

/// build/NAME/tarn with these arguments, nothing on standard input.
Ran run_tarn(const std::vector<std::string>& arguments, Limits limits = {});

/// The program running beside the test; killed and waited for at the end.
class RunningTarn {
  public:
    explicit RunningTarn(const std::vector<std::string>& arguments, Limits limits = {},
                         const std::string& err = "/dev/null");
    ~RunningTarn();
    RunningTarn(const RunningTarn&) = delete;
    RunningTarn& operator=(const RunningTarn&) = delete;
    bool running();
    pid_t process() const { return process_; }
    void send(int signal) const;
    /// Waits for its end: the exit status, or 128 + the signal's number.
    int wait();

  private:
    pid_t process_;
    std::optional<int> status_;
};

/// An empty folder under the system's temporary folder, removed at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

/// "county/fellshire.db" or "real-data/tarn.db", as CTest's fixtures of these names made them
/// (tests/made_once.sh). To read only: who writes takes a copy.
std::string made_once(const std::string& file);

std::string read_file(const std::string& path);

}
