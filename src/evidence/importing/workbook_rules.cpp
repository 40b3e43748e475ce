#include "evidence/importing/workbook_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <memory>
#include <zlib.h>

#include "evidence/importing/file_text_rules.hpp"
#include "evidence/importing/header_rules.hpp"

namespace tarn::evidence {
namespace {

constexpr std::string_view zip_start = "PK\x03\x04", directory_entry = "PK\x01\x02",
                           directory_end = "PK\x05\x06", ole_start = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
constexpr std::size_t most_sheets = 100, longest_name = 120, longest_tag = 4096;
/// A sheet of a whole country is 200 MB of XML; a bomb has more.
constexpr std::size_t most_xml = std::size_t{256} << 20;

/// A little-endian number of the archive; 0 beyond its end, which fits no signature.
std::size_t number(std::string_view bytes, std::size_t at, std::size_t width) {
    std::size_t value = 0;
    if (at > bytes.size() || width > bytes.size() - at) return 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

struct ZipEntry {
    std::string_view name;
    std::size_t method, offset;  ///< 0 stored, 8 deflated; of its local header
};

/// The central directory, whose place the archive's last bytes tell [zip-appnote, 4.3].
std::vector<ZipEntry> entries(std::string_view bytes) {
    constexpr std::size_t longest_comment = 65535, most_entries = 100000, fixed = 46;
    std::vector<ZipEntry> found;
    const std::size_t end = bytes.rfind(directory_end);
    if (end == std::string_view::npos || bytes.size() - end > longest_comment + 22) return found;
    std::size_t at = number(bytes, end + 16, 4);
    while (found.size() < most_entries && at + fixed <= bytes.size() &&
           bytes.substr(at, 4) == directory_entry) {
        const std::size_t length = number(bytes, at + 28, 2);
        found.push_back(
            {bytes.substr(at + fixed, length), number(bytes, at + 10, 2), number(bytes, at + 42, 4)});
        at += fixed + length + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    }
    return found;
}

/// Collects an attribute of a tag from XML that comes in pieces.
class NamesInXml {
  public:
    NamesInXml(std::string_view tag, std::string_view attribute)
        : tag_(tag), attribute_(fmt::format(" {}=\"", attribute)) {}

    /// False when there are enough.
    bool see(std::string_view piece) {
        held_ += piece;
        std::size_t at = 0;
        for (;;) {
            const std::size_t start = held_.find(tag_, at);
            if (start == std::string::npos) {
                at = std::max(at, held_.size() - std::min(held_.size(), tag_.size() - 1));
                break;
            }
            const std::string_view tag = std::string_view{held_}.substr(start, longest_tag);
            const std::size_t end = tag.find('>');
            at = start;
            if (end == std::string_view::npos && tag.size() < longest_tag) break;
            if (end != std::string_view::npos) add(tag.substr(0, end));
            at += std::min(end, tag.size());
        }
        held_.erase(0, at);
        return names.size() < most_sheets;
    }

    std::vector<std::string> names;

  private:
    void add(std::string_view tag) {
        const std::size_t start = tag.find(attribute_);
        const bool hidden = tag.find("idden\"") != std::string_view::npos;
        if (start == std::string_view::npos || hidden || names.size() == most_sheets) return;
        tag.remove_prefix(start + attribute_.size());
        std::string name = plain_text(tag.substr(0, tag.find('"')));
        if (!name.empty() && find_invalid_utf8(name) == std::string_view::npos)
            names.emplace_back(clip(name, longest_name));
    }
    static std::string plain_text(std::string_view xml) {
        constexpr std::array<std::pair<std::string_view, char>, 5> known{
            {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
        std::string text;
        while (!xml.empty()) {
            const auto at = std::find_if(known.begin(), known.end(),
                                         [&](const auto& one) { return xml.starts_with(one.first); });
            text += at == known.end() ? xml.front() : at->second;
            xml.remove_prefix(at == known.end() ? 1 : at->first.size());
        }
        return text;
    }

    std::string_view tag_;
    std::string attribute_, held_;
};

void unpack(std::string_view bytes, const ZipEntry& entry, NamesInXml& into) {
    const std::size_t at = entry.offset;
    if (number(bytes, at, 4) != number(zip_start, 0, 4)) return;
    const std::size_t begin = at + 30 + number(bytes, at + 26, 2) + number(bytes, at + 28, 2);
    if (begin >= bytes.size()) return;
    bytes.remove_prefix(begin);
    if (entry.method == 0) {
        into.see(bytes.substr(0, std::size_t{1} << 20));
        return;
    }
    z_stream stream{};
    if (entry.method != 8 || inflateInit2(&stream, -15) != Z_OK) return;
    const auto close = std::unique_ptr<z_stream, int (*)(z_stream*)>(&stream, inflateEnd);
    std::array<char, 1 << 16> block;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 1u << 30));
    for (std::size_t total = 0; total < most_xml;) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = block.size();
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = block.size() - stream.avail_out;
        total += made;
        const bool more = into.see({block.data(), made});
        if (status != Z_OK || made == 0 || !more) return;
    }
}

const ZipEntry* find(const std::vector<ZipEntry>& all, std::string_view name) {
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const ZipEntry& entry) { return entry.name == name; });
    return at == all.end() ? nullptr : &*at;
}

std::vector<std::string> sheets_of(std::string_view bytes, const std::vector<ZipEntry>& all) {
    NamesInXml excel{"<sheet ", "name"}, open_document{"<table:table ", "table:name"};
    if (const ZipEntry* book = find(all, "xl/workbook.xml")) unpack(bytes, *book, excel);
    if (const ZipEntry* content = find(all, "content.xml")) unpack(bytes, *content, open_document);
    return excel.names.empty() ? open_document.names : excel.names;
}

/// The sheet that holds the rows, where its name says so.
const std::string* sheet_with_rows(const std::vector<std::string>& sheets) {
    for (const std::string_view word : {"most recent", "data"}) {
        const std::string* found = nullptr;
        bool several = false;
        for (const std::string& sheet : sheets) {
            std::string name = plain_name(sheet);
            std::replace(name.begin(), name.end(), '_', ' ');
            const std::size_t at = name.find(word);
            const bool begins = at == 0 || (at != std::string::npos && name[at - 1] == ' ');
            if (!begins) continue;
            several = found != nullptr;
            found = &sheet;
            if (several) break;
        }
        if (found && !several) return found;
    }
    return sheets.size() == 1 ? &sheets.front() : nullptr;
}

std::string list(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 5;
    const std::size_t count = std::min(shown, names.size());
    std::string text = fmt::format(
        "'{}'", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count), "', '"));
    if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

Error workbook(const std::vector<std::string>& sheets) {
    if (const std::string* rows = sheet_with_rows(sheets))
        return {fmt::format("This is a spreadsheet. Save its sheet '{}' as CSV and send that.", *rows),
                "workbook"};
    if (sheets.empty())
        return {"This is a spreadsheet. Save the sheet with a row for each school as CSV and send that.",
                "workbook"};
    return {
        fmt::format("This is a spreadsheet with the sheets {}. Save the one with a row for each school as "
                    "CSV and send that.",
                    list(sheets)),
        "workbook"};
}

Error archive(const std::vector<ZipEntry>& all) {
    std::vector<std::string> tables;
    for (const ZipEntry& entry : all)
        if (same_word(entry.name.substr(entry.name.size() - std::min<std::size_t>(4, entry.name.size())),
                      ".csv") &&
            find_invalid_utf8(entry.name) == std::string_view::npos && tables.size() < most_sheets)
            tables.emplace_back(clip(entry.name, longest_name));
    if (tables.empty()) return {"This is a zip archive. Unpack it and send the CSV file in it.", "zip"};
    return {fmt::format("This is a zip archive with the files {}. Unpack it and send the one that you need.",
                        list(tables)),
            "zip"};
}

}

std::vector<std::string> sheet_names(std::string_view bytes) {
    return bytes.starts_with(zip_start) ? sheets_of(bytes, entries(bytes)) : std::vector<std::string>{};
}

std::optional<Error> refuse_workbook(std::string_view bytes) {
    if (bytes.starts_with(ole_start)) return workbook({});
    if (!bytes.starts_with(zip_start)) return std::nullopt;
    const std::vector<ZipEntry> all = entries(bytes);
    // An archive cut short has no directory: the first file that stands in it tells its kind.
    constexpr std::size_t header = 30;
    const std::string_view first =
        bytes.size() < header ? "" : bytes.substr(header, std::min<std::size_t>(number(bytes, 26, 2), 60));
    const bool office = find(all, "[Content_Types].xml") || find(all, "content.xml") ||
                        first == "[Content_Types].xml" || first == "mimetype";
    return office ? workbook(sheets_of(bytes, all)) : archive(all);
}

}
