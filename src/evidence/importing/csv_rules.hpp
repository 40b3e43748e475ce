#pragma once
// Splits comma-separated text ([rfc4180], read generously) into records and fields without copying them.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::evidence {

class CsvReader {
  public:
    /// `text` must outlive the reader and every field. A record longer than `max_record` bytes stops the
    /// reading. `before` records stand in earlier pieces of the file.
    CsvReader(std::string_view text, std::size_t max_record, char delimiter = ',', std::int64_t before = 0);

    enum class Step : std::uint8_t {
        record,
        end,
        record_too_long,  ///< often a quotation mark that is never closed
        open_quote,       ///< the text ended inside a quoted cell
    };
    /// The next record that is not an empty line. Fields are views into the text, or into cells that held
    /// doubled quotation marks and were rewritten; all stay valid as long as the reader.
    Step next();

    const std::vector<std::string_view>& fields() const { return fields_; }
    char delimiter() const { return delimiter_; }
    std::int64_t number() const { return number_; }      ///< of the record last read, the first being 1
    std::string_view record() const { return record_; }  ///< as it stands in the text, without its line end
    std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }  ///< bytes read

  private:
    const char* quoted(const char* at, Step& failed);
    Step refuse(Step step);

    const char* begin_;
    const char* at_;
    const char* end_;
    std::size_t max_record_;
    char delimiter_;
    std::int64_t number_ = 0;
    bool titles_;  ///< no record has been read yet that holds more words than a title
    std::string_view record_;
    std::vector<std::string_view> fields_;
    std::deque<std::string> rewritten_;
};

/// The separator of that one of the first lines which has most of one: comma, semicolon or tab.
char guess_delimiter(std::string_view text);

}
