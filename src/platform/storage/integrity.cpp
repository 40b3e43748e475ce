#include "platform/storage/integrity.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/storage/tables.hpp"

namespace tarn::storage {
namespace {

constexpr std::size_t key_bytes = 32, mac_bytes = 16;
constexpr std::string_view key_heading = "tarn-key-1 ";
constexpr std::string_view head_heading = "trail head ";
constexpr mode_t owner_only = 0600;

void start_sodium() {
    if (sodium_init() < 0) throw Failure("libsodium could not start");
}

std::string hex(const unsigned char* bytes, std::size_t count) {
    std::string out(2 * count + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes, count);
    out.pop_back();
    return out;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// A file descriptor that is closed at the end.
class File {
  public:
    File(const std::string& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, owner_only)) {}
    ~File() {
        if (fd_ >= 0) close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    explicit operator bool() const { return fd_ >= 0; }
    bool put(std::string_view text) const {
        return pwrite(fd_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    }
    bool flush() const { return fsync(fd_) == 0; }

  private:
    int fd_;
};

std::string text_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The entry of the directory is on the disk too, so that a key that sealed rows is not lost with the power.
void flush_directory_of(const std::string& path) {
    const auto parent = std::filesystem::absolute(path).parent_path();
    File(parent.string(), O_RDONLY | O_DIRECTORY).flush();
}

}

SealKey SealKey::make() {
    start_sodium();
    std::string bytes(key_bytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return SealKey{std::move(bytes)};
}

std::optional<SealKey> SealKey::load(const std::string& file) {
    start_sodium();
    struct stat found {};
    if (stat(file.c_str(), &found) != 0) return std::nullopt;
    if (!S_ISREG(found.st_mode)) throw Failure("The key file " + file + " is no ordinary file.");
    if ((found.st_mode & 077) != 0)
        throw Failure("Other accounts of this machine may read the key file " + file + ". Run chmod 600 " +
                      file + ".");
    const std::string text = text_of_file(file);
    std::string bytes(key_bytes, '\0');
    std::size_t read = 0;
    const bool whole = text.starts_with(key_heading) &&
                       sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                      text.data() + key_heading.size(), text.size() - key_heading.size(),
                                      "\n", &read, nullptr) == 0 &&
                       read == key_bytes;
    if (!whole)
        throw Failure("The key file " + file + " does not hold a key. Copy it again from another server.");
    return SealKey{std::move(bytes)};
}

void SealKey::save(const std::string& file) const {
    // Written aside and then given its name, so that no half a key lies there after a crash.
    const std::string unfinished = file + ".unfinished";
    unlink(unfinished.c_str());
    const File out(unfinished, O_WRONLY | O_CREAT | O_EXCL);
    const std::string text = std::string{key_heading} + hex(bytes_of(bytes_), bytes_.size()) + "\n";
    const bool named = out && out.put(text) && out.flush() && link(unfinished.c_str(), file.c_str()) == 0;
    const std::string why = named ? "" : std::strerror(errno);
    unlink(unfinished.c_str());
    if (!named) throw Failure("The key file " + file + " cannot be written: " + why + ".");
    flush_directory_of(file);
}

std::string SealKey::mac(std::string_view purpose, std::string_view content) const {
    crypto_generichash_state state;
    unsigned char out[mac_bytes];
    const unsigned char end = 0;
    crypto_generichash_init(&state, bytes_of(bytes_), bytes_.size(), mac_bytes);
    crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
    crypto_generichash_update(&state, &end, 1);
    crypto_generichash_update(&state, bytes_of(content), content.size());
    crypto_generichash_final(&state, out, mac_bytes);
    return hex(out, mac_bytes);
}

std::string SealKey::id() const {
    return mac("id", {}).substr(0, 16);
}

std::string trail_head_text(const TrailHead& head) {
    return std::string{head_heading} + std::to_string(head.position) + " " + head.hash;
}

std::vector<TrailHead> trail_heads_in(std::string_view text) {
    constexpr std::size_t hash_digits = 64;
    std::vector<TrailHead> heads;
    for (std::size_t at = text.find(head_heading); at != std::string_view::npos;
         at = text.find(head_heading, at)) {
        at += head_heading.size();
        TrailHead head;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), head.position);
        const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
        if (error != std::errc{} || !rest.starts_with(' ')) continue;
        head.hash = rest.substr(1, hash_digits);
        if (head.hash.size() == hash_digits &&
            head.hash.find_first_not_of("0123456789abcdef") == std::string::npos)
            heads.push_back(std::move(head));
    }
    return heads;
}

Integrity::Integrity(std::optional<SealKey> key, std::string key_file, std::string head_file)
    : key_(std::move(key)), key_file_(std::move(key_file)), head_file_(std::move(head_file)) {}

bool Integrity::seals(Reader& db) {
    const auto registered =
        db.first("SELECT key_id FROM seal_key", [](const Row& row) { return row.string(0); });
    if (!registered) {
        if (sealed_before_)
            throw Failure(
                "The registration of the key that seals rows was removed outside Tarn. Run tarn verify.");
        return false;
    }
    if (key_ && key_->id() == *registered) return sealed_before_ = true;
    const std::string where = key_file_.empty() ? std::string{} : " at " + key_file_;
    if (key_)
        throw Failure("This database is sealed with another key than the one" + where +
                      ". Copy the key file " + *registered +
                      " from the server that has it, then start again.");
    throw Failure("This database is sealed and its key is not" + (where.empty() ? " here" : where) +
                  ". Copy the key file " + *registered + " there, or name it with --key-file.");
}

const SealedTable& Integrity::table(Reader& db, std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto found = tables_.find(name); found != tables_.end()) return found->second;
    const auto key = db.first(
        "SELECT row_key FROM sealed_table WHERE name = $1", [](const Row& row) { return row.string(0); },
        name);
    if (!key) throw Failure("table " + std::string{name} + " is not among the sealed ones");
    SealedTable table{std::string{name}, names_in_list(*key), {}};
    for (const TableColumn& column : columns_of(db, table.name))
        table.columns.push_back({column.name, static_cast<char>(column.type)});
    std::ranges::sort(table.columns, {}, &SealedColumn::name);
    return tables_.emplace(table.name, std::move(table)).first->second;
}

void Integrity::forget_tables() {
    const std::lock_guard lock(mutex_);
    tables_.clear();
}

void Integrity::tell_heads(std::function<void(const TrailHead&)> tell) {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
}

void Integrity::note_head(const TrailHead& head) {
    constexpr std::size_t longest_position = 20;
    const std::lock_guard lock(mutex_);
    if (const auto now = std::chrono::steady_clock::now(); tell_ && now >= tell_next_) {
        tell_next_ = now + std::chrono::hours{1};
        tell_(head);
    }
    if (head_file_.empty() || head.position < noted_) return;  // commits at once may be told in any order
    noted_ = head.position;
    std::string text = trail_head_text(head);
    text.resize(head_heading.size() + longest_position + 1 + 64, ' ');  // overwrites the one before whole
    File(head_file_, O_WRONLY | O_CREAT).put(text + "\n");
}

std::optional<TrailHead> Integrity::noted_head() const {
    if (head_file_.empty()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto heads = trail_heads_in(text_of_file(head_file_));
    return heads.empty() ? std::nullopt : std::optional{heads.front()};
}

}
