// The data dictionary as a page: for whoever has to say what the authority keeps about whom.
#include <map>

#include "platform/storage/engines.hpp"

namespace tarn::storage {
namespace {

using Comments = std::map<std::pair<std::string, std::string>, std::string>;

std::string_view plain_type(std::string_view type) {
    if (type == "INTEGER") return "whole number";
    if (type == "REAL") return "number";
    return type == "BLOB" ? "bytes" : "text";
}

/// A pipe would end the cell of a Markdown table.
std::string cell(const std::string& text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    return escaped;
}

std::string section(Reader& db, const std::string& table, const Comments& comments) {
    const auto comment = [&](const std::string& column) {
        const auto found = comments.find({table, column});
        return found == comments.end() ? std::string("(not described)") : cell(found->second);
    };
    std::map<std::string, std::string> refers_to;
    for (const Row& row : db.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list($1)", table))
        refers_to[row.string(0)] = row.string(1);
    std::string text =
        "\n## " + table + "\n\n" + comment("") + "\n\n| column | type | meaning |\n|---|---|---|\n";
    for (const Row& row :
         db.query("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1) ORDER BY cid", table)) {
        const std::string name = row.string(0);
        const bool optional = !row.flag(2) && !row.flag(3);
        text +=
            "| " + name + " | " + std::string(plain_type(row.text(1))) + (optional ? ", may be empty" : "");
        if (const auto found = refers_to.find(name); found != refers_to.end())
            text += ", [" + found->second + "](#" + found->second + ")";
        text += " | " + comment(name) + " |\n";
    }
    return text;
}

}

std::string data_dictionary_page(Reader& db) {
    Comments comments;
    for (const DictionaryEntry& entry : data_dictionary(db))
        comments[{entry.table, entry.column}] = entry.comment;
    std::string page =
        "# Data dictionary\n\nEvery table and column, from the comments in `migrations/`. "
        "Written by `tarn dictionary`; do not edit.\n";
    for (const std::string& table : table_names(db, true)) page += section(db, table, comments);
    return page;
}

}
