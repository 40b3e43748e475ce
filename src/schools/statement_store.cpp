#include "schools/statement_store.hpp"

#include <cstring>
#include <map>

#include "platform/storage/seals.hpp"
#include "schools/conversions.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

namespace {

constexpr std::string_view urns_part = "urns";
constexpr std::string_view keys_part = "school_keys";
constexpr std::string_view links_part = "links";
constexpr std::string_view places_part = "postcodes";

/// Texts separated by NUL, which no cell can hold.
class Packing {
  public:
    Packing& add(std::string_view text) {
        bytes_.append(text);
        bytes_ += '\0';
        return *this;
    }
    Packing& add(std::int64_t number) { return add(std::to_string(number)); }
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

class Unpacking {
  public:
    explicit Unpacking(std::string_view bytes) : rest_(bytes) {}
    bool more() const { return !rest_.empty(); }
    std::string_view text() {
        const std::size_t end = rest_.find('\0');
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        return found;
    }
    std::int32_t number() { return static_cast<std::int32_t>(parse_identifier(text()).value_or(0)); }

  private:
    std::string_view rest_;
};

std::string packed_urns(const std::vector<Urn>& urns) {
    std::string bytes;
    bytes.reserve(urns.size() * 4);
    for (const Urn urn : urns) {
        const auto value = static_cast<std::uint32_t>(urn.value);
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((value >> shift) & 0xFF);
    }
    return bytes;
}

std::vector<Urn> unpacked_urns(std::string_view bytes) {
    std::vector<Urn> urns(bytes.size() / 4);
    for (std::size_t i = 0; i < urns.size(); ++i) {
        std::uint32_t value = 0;
        for (std::size_t b = 4; b-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[i * 4 + b]);
        urns[i].value = static_cast<std::int32_t>(value);
    }
    return urns;
}

void store_part(storage::Writer& db, const RegisterTable& table, std::string_view part, std::size_t count,
                const std::string& content) {
    db.execute(
        "INSERT INTO register_part (release, source, part, snapshot, item_count, content) VALUES ($1, $2, "
        "$3, $4, $5, $6)",
        table.release, source_codes.code(table.source), part, table.snapshot,
        static_cast<std::int64_t>(count), storage::Blob{content});
}

void store_columns(storage::Writer& db, const RegisterTable& table) {
    if (table.urns.empty()) return;
    store_part(db, table, table.urns_are_school_keys ? keys_part : urns_part, table.urns.size(),
               packed_urns(table.urns));
    for (const RegisterTable::Column& column : table.columns) {
        Packing packing;
        for (const std::string_view value : column.values) packing.add(value);
        store_part(db, table, field_codes.code(column.field), column.values.size(), packing.bytes());
    }
}

void store_links(storage::Writer& db, const RegisterTable& table) {
    if (table.links.empty()) return;
    Packing packing;
    for (const Link& link : table.links) {
        packing.add(link.urn.value).add(link.linked.value).add(link.type);
        packing.add(link.date ? link.date->iso() : std::string{}).add(link.linked_name);
    }
    store_part(db, table, links_part, table.links.size(), packing.bytes());
}

void store_places(storage::Writer& db, const RegisterTable& table) {
    if (table.postcodes.empty()) return;
    Packing packing;
    for (const PostcodePlace& place : table.postcodes) {
        packing.add(place.postcode)
            .add(place.easting)
            .add(place.northing)
            .add(place.district)
            .add(place.ward);
    }
    store_part(db, table, places_part, table.postcodes.size(), packing.bytes());
}

void store_boundaries(storage::Writer& db, const RegisterTable& table) {
    for (const Boundary& boundary : table.boundaries) {
        const auto put = [&] {
            db.execute(
                "INSERT INTO boundary (code, kind, name, geometry, release) VALUES ($1, $2, $3, $4, $5)"
                " ON CONFLICT (code, kind) DO UPDATE SET name = excluded.name, geometry = excluded.geometry,"
                " release = excluded.release",
                boundary.code, static_cast<int>(boundary.kind), boundary.name, boundary.geometry,
                table.release);
        };
        storage::change(db, "boundary", "code = $1 AND kind = $2", put, boundary.code,
                        static_cast<int>(boundary.kind));
    }
}

}

void store_register(storage::Writer& db, const RegisterTable& table) {
    for (const RegisterTable::Column& column : table.columns) {
        if (column.values.size() != table.urns.size()) {
            throw std::invalid_argument("a register column needs one text for each URN");
        }
    }
    const auto replace = [&] {
        db.execute("DELETE FROM register_part WHERE release = $1 AND source = $2", table.release,
                   source_codes.code(table.source));
        store_columns(db, table);
        store_links(db, table);
        store_places(db, table);
    };
    storage::change(db, "register_part", "release = $1 AND source = $2", replace, table.release,
                    source_codes.code(table.source));
    store_boundaries(db, table);
    db.execute("UPDATE register_state SET stored = stored + 1 WHERE id = 1");
}

namespace {

void read_links(Evidence& evidence, std::string_view content) {
    for (Unpacking in(content); in.more();) {
        Link link;
        link.urn.value = in.number();
        link.linked.value = in.number();
        link.type = in.text();
        link.date = Date::parse_iso(in.text());
        link.linked_name = in.text();
        evidence.links.push_back(link);
    }
}

void read_places(Evidence& evidence, std::string_view content) {
    for (Unpacking in(content); in.more();) {
        PostcodePlace place;
        place.postcode = in.text();
        place.easting = in.number();
        place.northing = in.number();
        place.district = in.text();
        place.ward = in.text();
        evidence.places.push_back(place);
    }
}

void read_part(Evidence& evidence, Statements& table, std::string_view part, std::size_t count,
               std::string_view content) {
    if (part == urns_part || part == keys_part) {
        table.urns = unpacked_urns(content);
        table.urns_are_school_keys = part == keys_part;
    } else if (part == links_part) {
        read_links(evidence, content);
    } else if (part == places_part) {
        read_places(evidence, content);
    } else if (const auto field = field_codes.parse(part)) {
        auto& column = table.columns[static_cast<std::size_t>(*field)];
        column.reserve(count);
        for (Unpacking in(content); in.more();) column.push_back(in.text());
    }
}

}

StoredEvidence read_evidence(storage::Reader& db) {
    StoredEvidence stored;
    stored.evidence.links = confirmed_links(db);  // first: a link of the same pair says more
    std::map<std::pair<std::int64_t, std::string>, Statements> tables;
    for (const storage::Row& row :
         db.query("SELECT release, source, part, snapshot, item_count, content FROM register_part"
                  " ORDER BY release, source, part")) {
        const auto source = source_codes.parse(row.text(1));
        if (!source) continue;
        Statements& table = tables[{row.integer(0), row.string(1)}];
        table.release = row.id<ReleaseId>(0);
        table.source = *source;
        table.snapshot = row.date(3);
        const std::string part = row.string(2);
        const auto count = static_cast<std::size_t>(row.integer(4));
        stored.contents.emplace_back(row.bytes(5));
        read_part(stored.evidence, table, part, count, stored.contents.back());
    }
    for (auto& [key, table] : tables) {
        if (!table.urns.empty()) stored.evidence.tables.push_back(std::move(table));
    }
    for (const storage::Row& row : db.query("SELECT code, name FROM boundary WHERE kind = 0 ORDER BY code")) {
        const std::string& code = stored.contents.emplace_back(row.text(0));
        const std::string& name = stored.contents.emplace_back(row.text(1));
        stored.evidence.districts.push_back({code, name});
    }
    return stored;
}

}
