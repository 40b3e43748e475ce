#pragma once
// Inside this room: the parts a backup file is made of. A gzip stream ([rfc1952], whose CRC-32 and length
// guard the whole) of little-endian numbers, texts preceded by their length, and cells preceded by a letter
// for their type.
#include <cstdint>
#include <string>
#include <string_view>
#include <zlib.h>

#include "platform/storage/tables.hpp"

namespace tarn::storage {

class BackupWriter {
  public:
    explicit BackupWriter(const std::string& file);
    ~BackupWriter();
    BackupWriter(const BackupWriter&) = delete;
    BackupWriter& operator=(const BackupWriter&) = delete;

    void letter(char letter) { put({&letter, 1}); }
    void number(std::uint64_t value);
    void text(std::string_view text);
    void cell(const Row& row, int column, Cell type);
    /// Everything is on the disk when it returns. Throws Full or Failure.
    void finish();

  private:
    void put(std::string_view bytes);
    [[noreturn]] void fail();

    std::string file_;
    gzFile stream_;
    std::string buffer_;
};

class BackupReader {
  public:
    /// Throws Failure unless the file is whole and a backup: read through once before anything is believed.
    explicit BackupReader(const std::string& file);
    ~BackupReader() { gzclose(stream_); }
    BackupReader(const BackupReader&) = delete;
    BackupReader& operator=(const BackupReader&) = delete;

    char letter();
    std::uint64_t number();
    std::string text();
    /// Text and bytes stay valid in `kept` until it is used again.
    Value cell(std::string& kept);
    bool at_end();

  private:
    void require_whole();
    void get(char* bytes, std::size_t size);
    [[noreturn]] void damaged() const;

    std::string file_;
    gzFile stream_;
};

}
