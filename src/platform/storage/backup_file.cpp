#include "platform/storage/backup_file.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tarn::storage {
namespace {

constexpr std::string_view heading = "tarn backup 1\n";
constexpr std::size_t file_buffer_bytes = 1 << 18;
constexpr int fast = 1;  // zlib's level: most of the gain at a fifth of the time

void flush_to_disk(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!flushed)
        throw Failure("the backup could not be flushed to the disk: " + std::string(std::strerror(errno)));
}

}

BackupWriter::BackupWriter(const std::string& file) : file_(file), stream_(gzopen(file.c_str(), "wbe")) {
    if (!stream_)
        throw Failure("The backup file " + file + " cannot be written: " + std::strerror(errno) + ".");
    gzsetparams(stream_, fast, Z_DEFAULT_STRATEGY);
    put(heading);
}

BackupWriter::~BackupWriter() {
    if (stream_) gzclose(stream_);
}

void BackupWriter::put(std::string_view bytes) {
    buffer_.append(bytes);
    if (buffer_.size() < file_buffer_bytes) return;
    if (gzwrite(stream_, buffer_.data(), static_cast<unsigned>(buffer_.size())) <= 0) fail();
    buffer_.clear();
}

void BackupWriter::fail() {
    const int cause = errno;
    if (cause == ENOSPC || cause == EFBIG || cause == EDQUOT)
        throw Full("no room for the backup file " + file_);
    throw Failure("The backup file " + file_ + " cannot be written: " + std::strerror(cause) + ".");
}

void BackupWriter::number(std::uint64_t value) {
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (8 * i) & 0xFF);
    put({bytes, 8});
}

void BackupWriter::text(std::string_view text) {
    number(text.size());
    put(text);
}

void BackupWriter::cell(const Row& row, int column, Cell type) {
    if (row.is_null(column)) return letter(static_cast<char>(Cell::null));
    letter(static_cast<char>(type));
    switch (type) {
        case Cell::integer:
            return number(static_cast<std::uint64_t>(row.integer(column)));
        case Cell::real:
            return number(std::bit_cast<std::uint64_t>(row.real(column)));
        case Cell::text:
            return text(row.text(column));
        case Cell::bytes:
            return text(row.bytes(column));
        case Cell::null:
            break;
    }
}

void BackupWriter::finish() {
    if (!buffer_.empty() && gzwrite(stream_, buffer_.data(), static_cast<unsigned>(buffer_.size())) <= 0)
        fail();
    if (gzclose(std::exchange(stream_, nullptr)) != Z_OK) fail();
    flush_to_disk(file_);
}

BackupReader::BackupReader(const std::string& file) : file_(file), stream_(gzopen(file.c_str(), "rbe")) {
    if (!stream_) throw Failure("The backup file " + file + " cannot be read: " + std::strerror(errno) + ".");
    try {
        gzbuffer(stream_, file_buffer_bytes);
        require_whole();
        std::string found(heading.size(), ' ');
        get(found.data(), found.size());
        if (found != heading) throw Failure("The file " + file + " is not a backup that this Tarn can read.");
    } catch (...) {
        gzclose(stream_);
        throw;
    }
}

void BackupReader::require_whole() {
    std::vector<char> buffer(file_buffer_bytes);
    int read = 0;
    while ((read = gzread(stream_, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
    }
    int code = Z_OK;
    gzerror(stream_, &code);
    if (read < 0 || code != Z_OK) damaged();
    gzrewind(stream_);
}

void BackupReader::damaged() const {
    throw Failure("The backup file " + file_ + " is damaged or cut short.");
}

void BackupReader::get(char* bytes, std::size_t size) {
    while (size > 0) {
        const auto part = static_cast<unsigned>(std::min<std::size_t>(size, 1 << 20));
        if (gzread(stream_, bytes, part) != static_cast<int>(part)) damaged();
        bytes += part;
        size -= part;
    }
}

char BackupReader::letter() {
    char letter;
    get(&letter, 1);
    return letter;
}

std::uint64_t BackupReader::number() {
    char bytes[8];
    get(bytes, 8);
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::string BackupReader::text() {
    constexpr std::uint64_t most = 1U << 30;  // SQLite holds no larger value
    const std::uint64_t size = number();
    if (size > most) damaged();
    std::string text(size, '\0');
    get(text.data(), text.size());
    return text;
}

Value BackupReader::cell(std::string& kept) {
    switch (static_cast<Cell>(letter())) {
        case Cell::null:
            return Null{};
        case Cell::integer:
            return static_cast<std::int64_t>(number());
        case Cell::real:
            return std::bit_cast<double>(number());
        case Cell::text:
            return std::string_view{kept = text()};
        case Cell::bytes:
            return Blob{kept = text()};
    }
    damaged();
}

bool BackupReader::at_end() {
    char beyond;
    return gzread(stream_, &beyond, 1) == 0;
}

}
