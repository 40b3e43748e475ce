#pragma once
// PDF and Word files from HTML. A helper process makes them: it starts with the first file, stays warm, is
// ended when it takes too long, and starts again when it died. It fetches nothing, whatever the HTML names.
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "base/result.hpp"

namespace tarn::documents {

enum class PaperFormat { pdf, docx };
inline constexpr const char* pdf_type = "application/pdf";
inline constexpr const char* docx_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

class Printer {
  public:
    struct Options {
        std::string python = "/usr/bin/python3";  ///< Debian's, which finds Debian's WeasyPrint
        std::string pandoc = "/usr/bin/pandoc";
        std::chrono::milliseconds patience{20'000};  ///< for one file, with the wait for those before it
        int megabytes = 1024;                        ///< of the helper's memory
    };
    Printer() : Printer(Options{}) {}
    explicit Printer(Options options) : options_(std::move(options)) {}
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;
    /// The one that the program's pages share; one file at a time.
    static Printer& shared();

    /// A whole HTML page. `data-foot` of its <html> stands at the foot of each page. The same page gives the
    /// same bytes. Safe to call from several threads.
    Result<std::string> make(PaperFormat format, std::string_view html);
    /// The helper; 0: it does not run.
    pid_t process() const { return process_; }

  private:
    using Deadline = std::chrono::steady_clock::time_point;
    enum class Heard { answer, gone, late };
    bool start();
    void stop();
    Heard send(std::string_view bytes, Deadline deadline) const;
    Heard receive(std::string& bytes, std::size_t size, Deadline deadline) const;
    Heard exchange(PaperFormat format, std::string_view html, Deadline deadline, char& word,
                   std::string& answer) const;

    const Options options_;
    std::timed_mutex one_at_a_time_;
    pid_t process_ = 0;
    int socket_ = -1;
};

}
