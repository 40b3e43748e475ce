#include <algorithm>
#include <cmath>
#include <map>

#include "base/search_text.hpp"
#include "platform/storage/uncommitted.hpp"
#include "schools/authorities_rules.hpp"
#include "schools/names_rules.hpp"
#include "schools/places_rules.hpp"
#include "schools/schools.hpp"
#include "schools/search_index_rules.hpp"
#include "schools/types_rules.hpp"
#include "schools/version_store.hpp"

namespace tarn::schools {

namespace {

struct UrnLess {
    bool operator()(const School& school, Urn urn) const { return school.urn < urn; }
    bool operator()(Urn urn, const School& school) const { return urn < school.urn; }
};

bool listed(const School& school) {
    return school.state_funded && school.phase != analytics::Phase::sixteen_plus;
}

}

struct Register::Impl {
    StoredRegister stored;
    std::map<std::int16_t, std::vector<std::uint32_t>> by_authority;
    std::vector<std::uint32_t> by_laestab;
    std::vector<std::uint32_t> by_successor;  ///< positions in stored.lineage
    std::once_flag indexed;
    SearchIndex index;
    std::vector<Urn> documents;  ///< URN of each document of the index

    const School& version(std::uint32_t i) const { return stored.versions[i]; }
    void build_search();
};

Register::Register(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Register::~Register() = default;

std::shared_ptr<const Register> Register::load(storage::Reader& db) {
    auto impl = std::make_unique<Impl>();
    impl->stored = read_register(db);
    const auto& versions = impl->stored.versions;
    for (std::uint32_t i = 0; i < versions.size(); ++i) {
        impl->by_authority[versions[i].authority.value].push_back(i);
        if (versions[i].laestab.value != 0) impl->by_laestab.push_back(i);
    }
    std::stable_sort(impl->by_laestab.begin(), impl->by_laestab.end(), [&](std::uint32_t a, std::uint32_t b) {
        return versions[a].laestab < versions[b].laestab;
    });
    const auto& lineage = impl->stored.lineage;
    impl->by_successor.resize(lineage.size());
    for (std::uint32_t i = 0; i < lineage.size(); ++i) impl->by_successor[i] = i;
    std::stable_sort(impl->by_successor.begin(), impl->by_successor.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return lineage[a].other < lineage[b].other; });
    return std::shared_ptr<const Register>(new Register(std::move(impl)));
}

std::int64_t Register::generation() const {
    return impl_->stored.generation;
}
std::span<const School> Register::all() const {
    return impl_->stored.versions;
}

std::span<const School> Register::history(Urn urn) const {
    const auto& versions = impl_->stored.versions;
    const auto [begin, end] = std::equal_range(versions.begin(), versions.end(), urn, UrnLess{});
    return {begin, end};
}

const School* Register::find(Urn urn, Date as_at) const {
    for (const School& school : history(urn)) {
        if (school.valid.contains(as_at)) return &school;
    }
    return nullptr;
}

const School* Register::latest(Urn urn) const {
    const auto versions = history(urn);
    return versions.empty() ? nullptr : &versions.back();
}

std::vector<const School*> Register::open_in(AuthorityCode authority, Date as_at) const {
    std::vector<const School*> out;
    const auto found = impl_->by_authority.find(authority.value);
    if (found == impl_->by_authority.end()) return out;
    for (const std::uint32_t i : found->second) {
        const School& school = impl_->version(i);
        if (listed(school) && school.valid.contains(as_at)) out.push_back(&school);
    }
    return out;
}

std::vector<const School*> Register::open_in_england(Date as_at) const {
    std::vector<const School*> out;
    for (const School& school : all()) {
        if (listed(school) && school.valid.contains(as_at)) out.push_back(&school);
    }
    return out;
}

std::vector<const School*> Register::sixteen_plus_in(AuthorityCode authority, Date as_at) const {
    std::vector<const School*> out;
    const auto found = impl_->by_authority.find(authority.value);
    if (found == impl_->by_authority.end()) return out;
    for (const std::uint32_t i : found->second) {
        const School& school = impl_->version(i);
        if (school.state_funded && !listed(school) && school.valid.contains(as_at)) out.push_back(&school);
    }
    return out;
}

std::vector<const School*> Register::by_laestab(Laestab laestab, Date as_at) const {
    std::vector<const School*> out;
    const auto& order = impl_->by_laestab;
    auto it = std::lower_bound(order.begin(), order.end(), laestab, [&](std::uint32_t i, Laestab value) {
        return impl_->version(i).laestab < value;
    });
    for (; it != order.end() && impl_->version(*it).laestab == laestab; ++it) {
        if (impl_->version(*it).valid.contains(as_at)) out.push_back(&impl_->version(*it));
    }
    return out;
}

std::vector<Lineage> Register::successors(Urn urn) const {
    const auto& lineage = impl_->stored.lineage;
    const auto [begin, end] =
        std::equal_range(lineage.begin(), lineage.end(), Lineage{urn, {}, {}, {}},
                         [](const Lineage& a, const Lineage& b) { return a.urn < b.urn; });
    return {begin, end};
}

std::vector<Lineage> Register::predecessors(Urn urn) const {
    const auto& lineage = impl_->stored.lineage;
    const auto& order = impl_->by_successor;
    auto it = std::lower_bound(order.begin(), order.end(), urn,
                               [&](std::uint32_t i, Urn value) { return lineage[i].other < value; });
    std::vector<Lineage> out;
    for (; it != order.end() && lineage[*it].other == urn; ++it) {
        out.push_back({urn, lineage[*it].urn, lineage[*it].kind, lineage[*it].from});
    }
    return out;
}

const School* Register::same_school(Urn urn, Date as_at) const {
    // A line of conversions is short; the bound guards against links that run in a circle.
    constexpr int longest_line = 16;
    for (int step = 0; step < longest_line; ++step) {
        const auto versions = history(urn);
        if (versions.empty()) return nullptr;
        if (const School* open = find(urn, as_at)) return open;
        const bool back = as_at < versions.front().valid.from;
        const auto line = back ? predecessors(urn) : successors(urn);
        const auto conversion = std::find_if(
            line.begin(), line.end(), [](const Lineage& one) { return one.kind == Succession::conversion; });
        if (conversion == line.end()) return nullptr;
        urn = conversion->other;
    }
    return nullptr;
}

std::vector<const School*> Register::neighbours(const School& school, Date as_at, std::size_t count) const {
    if (school.easting == 0) return {};
    std::vector<std::pair<double, const School*>> near;
    for (const School& other : all()) {
        if (!listed(other) || other.easting == 0 || other.urn == school.urn || !other.valid.contains(as_at))
            continue;
        const double distance = std::hypot(other.easting - school.easting, other.northing - school.northing);
        near.emplace_back(distance, &other);
    }
    const auto wanted = near.begin() + static_cast<std::ptrdiff_t>(std::min(count, near.size()));
    std::partial_sort(near.begin(), wanted, near.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second->urn < b.second->urn;
    });
    std::vector<const School*> out;
    std::transform(near.begin(), wanted, std::back_inserter(out), [](const auto& one) { return one.second; });
    return out;
}

std::vector<AuthorityCode> Register::authorities(Date as_at) const {
    std::vector<AuthorityCode> out;
    for (const auto& [code, versions] : impl_->by_authority) {
        const bool open = std::any_of(versions.begin(), versions.end(), [&](std::uint32_t i) {
            return listed(impl_->version(i)) && impl_->version(i).valid.contains(as_at);
        });
        if (open && code != 0) out.push_back({code});
    }
    return out;
}

std::string_view Register::authority_name(AuthorityCode code) const {
    const AuthorityEntry* entry = find_authority(code);
    return entry ? entry->name : std::string_view{};
}

/// One document per URN: every name it had, its town, postcode and numbers.
void Register::Impl::build_search() {
    std::string text;
    for (std::size_t i = 0; i < stored.versions.size();) {
        const Urn urn = stored.versions[i].urn;
        text.clear();
        for (; i < stored.versions.size() && stored.versions[i].urn == urn; ++i) {
            const School& school = stored.versions[i];
            text.append(school.name)
                .append(" ")
                .append(school.town)
                .append(" ")
                .append(school.postcode)
                .append(" ");
            if (school.laestab.value != 0) text.append(std::to_string(school.laestab.value)).append(" ");
        }
        if (!stored.versions[i - 1].state_funded) continue;
        text.append(urn.text());
        index.add(static_cast<std::uint32_t>(documents.size()), text);
        documents.push_back(urn);
    }
    index.finish();
}

namespace {

/// Numbers as people write them, "888/1234" and "pr18re", become the words of the index.
std::string typed_numbers(std::string_view text) {
    if (const auto laestab = Laestab::parse(text)) return std::to_string(laestab->value);
    const std::string tidy = tidy_postcode(text);
    return tidy;
}

}

std::vector<Match> Register::search(std::string_view text, const SearchScope& scope) const {
    std::call_once(impl_->indexed, [this] { impl_->build_search(); });
    std::vector<Match> out;
    // A closed school comes after an open one that the words fit as well, so a few more are looked at than
    // wanted.
    constexpr double closed_weight = 0.7;
    // More than any name begins with alike, so that those whose name begins as was typed are among them.
    constexpr std::size_t fewest_looked_at = 300;
    constexpr double begins = 1000;
    const SearchText typed{text};
    const std::size_t enough = std::max(fewest_looked_at, scope.closed_too ? scope.limit * 2 : scope.limit);
    for (const SearchIndex::Hit& hit : impl_->index.find(typed_numbers(text))) {
        if (out.size() >= enough) break;
        const Urn urn = impl_->documents[hit.document];
        const School* school = find(urn, scope.as_at);
        const bool open = school != nullptr;
        if (!open && scope.closed_too) school = latest(urn);
        if (!school || !school->state_funded) continue;
        if (scope.authority && school->authority != *scope.authority) continue;
        out.push_back({school, (open ? hit.score : hit.score * closed_weight) +
                                   (typed.begins(school->name) ? begins : 0)});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Match& a, const Match& b) { return a.score > b.score; });
    if (out.size() > scope.limit) out.resize(scope.limit);
    return out;
}

std::vector<analytics::School> Register::analytics_schools(Date register_date) const {
    std::vector<analytics::School> out;
    std::map<Urn, analytics::SchoolIndex> index_of;
    const auto& versions = impl_->stored.versions;
    for (std::size_t i = 0; i < versions.size();) {
        const auto line = history(versions[i].urn);
        const School* on_day = find(line.front().urn, register_date);
        if (!on_day) on_day = register_date < line.front().valid.from ? &line.front() : &line.back();
        analytics::School school;
        school.urn = on_day->urn;
        school.name = std::string{on_day->name};
        school.phase = on_day->phase;
        school.authority = on_day->authority;
        school.maintained = on_day->maintained();
        school.state_funded = on_day->state_funded;
        school.opened = on_day->opened;
        school.closed = on_day->closed;
        school.selective = selects_by_ability(on_day->admissions);
        school.faith = has_religious_character(on_day->religion);
        school.low_age = on_day->low_age;
        school.high_age = on_day->high_age;
        school.easting = on_day->easting;
        school.northing = on_day->northing;
        index_of.emplace_hint(index_of.end(), school.urn, static_cast<analytics::SchoolIndex>(out.size()));
        out.push_back(std::move(school));
        i += line.size();
    }
    for (const Lineage& one : impl_->stored.lineage) {
        if (one.kind != Succession::conversion) continue;
        const auto before = index_of.find(one.urn);
        const auto after = index_of.find(one.other);
        if (before == index_of.end() || after == index_of.end()) continue;
        out[after->second].predecessors.push_back(before->second);
    }
    return out;
}

std::shared_ptr<const Register> Registers::current(storage::Reader& db) {
    const std::int64_t generation = register_generation(db);
    const auto load = [&] { return Register::load(db); };
    if (!storage::uncommitted(db)) return held_.of(generation, load);
    // What may yet be rolled back is not for other readers.
    auto known = held_.known(generation);
    return known ? known : load();
}

access::SchoolLookup school_lookup(Registers& registers) {
    return [&registers](storage::Reader& db, Urn urn, Date day) -> std::optional<access::SchoolRef> {
        const auto register_now = registers.current(db);
        const School* school = register_now->find(urn, day);
        if (!school) school = register_now->latest(urn);
        if (!school) return std::nullopt;
        return access::SchoolRef{urn, std::string{school->name}, school->authority,
                                 std::string{analytics::phase_title(school->phase)}};
    };
}

}
