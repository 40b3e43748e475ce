// The law of direction: app -> server -> features -> feature_kit -> access -> { platform, analytics, solvers
// } -> base; beside the server demo -> scenario -> features. The build refuses an undeclared include; this
// guard refuses a declaration that breaks the law, and the headers of system libraries where they do not
// belong.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "source_tree.hpp"

namespace tarn::guards {
namespace {

// Features in their order: each may use those before it, never those after it.
const std::vector<std::string> features{"people",   "retention",  "schools",   "evidence",  "rating",
                                        "warning",  "attendance", "funds",     "visits",    "concern",
                                        "networks", "support",    "training",  "induction", "governors",
                                        "ehc",      "scrutiny",   "publishing"};

int feature_rank(const std::string& room) {
    const auto at = std::find(features.begin(), features.end(), room);
    return at == features.end() ? -1 : static_cast<int>(at - features.begin());
}

enum Layer { unknown = -1, base, foundations, access, feature_kit, feature, set_up, composition, program };
Layer layer(const std::string& room) {
    if (room == "base") return base;
    if (room.starts_with("platform/") || room == "analytics" || room == "solvers") return foundations;
    if (room == "access") return access;
    if (room == "feature_kit") return feature_kit;
    if (feature_rank(room) >= 0 || room == "migrations") return feature;
    if (room == "scenario") return set_up;
    if (room == "server" || room == "demo") return composition;
    return room == "app" ? program : unknown;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return text.ends_with(ending); });
}

/// A file of a feature says its layer in its name.
enum class Part { contract, rules, store, pages, test };
Part part_of(std::string_view path) {
    std::string_view stem = path.substr(0, path.rfind('.'));
    if (stem.ends_with("_test")) return Part::test;
    if (stem.ends_with("_rules")) return Part::rules;
    if (stem.ends_with("_store")) return Part::store;
    return ends_with_any(stem, {"_page", "_pages", "_panel", "_panels"}) ? Part::pages : Part::contract;
}

bool is_platform(const std::string& room) {
    return room.starts_with("platform/");
}

std::vector<std::string> listed(const std::vector<std::string>& call, const std::string& keyword);

/// The contract of a feature: its headers without a layer, and what its CMakeLists.txt names after CONTRACT.
bool in_contract(const std::string& feature, const std::string& header) {
    if (part_of(header) == Part::contract) return true;
    for (const auto& build : files("src/" + feature, {"CMakeLists.txt"}))
        for (const auto& name : listed(words(build.text()), "CONTRACT"))
            if (header == feature + "/" + name) return true;
    return false;
}

/// Empty when `from` may include `header` ("rating/rating.hpp"); otherwise the sentence that says why not.
std::string objection(const std::string& from, const std::string& header) {
    const std::string to = room_of(header);
    if (from == to) return {};
    const Layer above = layer(from), below = layer(to);
    if (above == unknown || below == unknown) return "unknown room";
    if (below > above) return "points upwards";
    if (to == "scenario" && from != "demo") return "set-up sentences are for the demonstration and tests";
    if (above == foundations && below == foundations) {
        const bool same_family = is_platform(from) && is_platform(to);
        return same_family ? "" : "platform, analytics and solvers never see each other";
    }
    if (above == feature && below == feature) {
        if (feature_rank(to) > feature_rank(from)) return "points to a later feature";
        if (!in_contract(to, header)) return "only the contract headers of another feature may be included";
    }
    return {};
}

std::string included(std::string_view line) {
    line = trimmed(line);
    if (!line.starts_with("#include")) return {};
    line = trimmed(line.substr(8));
    if (line.size() < 2) return {};
    return std::string{line.substr(1, line.find_first_of("\">", 1) - 1)};
}

bool is_test(std::string_view path) {
    return path.ends_with("_test.cpp") || path.ends_with("_test.hpp");
}

TEST(Direction, IncludesPointDownwards) {
    for (const auto& source : files("src", {".cpp", ".hpp"})) {
        if (is_test(source.path)) continue;
        for (const auto& line : source.lines) {
            const auto header = included(line);
            if (!trimmed(line).starts_with("#include \"") || header.find('/') == std::string::npos) continue;
            if (header.starts_with("embedded/")) continue;
            const auto why = objection(room_of(source.path), header);
            EXPECT_TRUE(why.empty()) << source.path << " includes " << header << ": " << why;
        }
    }
}

TEST(Direction, EveryFileOfAFeatureNamesItsLayer) {
    for (const auto& source : files("src", {".cpp"}))
        if (const auto room = room_of(source.path);
            layer(room) == feature || room == "demo" || room == "scenario") {
            EXPECT_NE(part_of(source.path), Part::contract)
                << source.path << ": end the name with _rules, _store, _page(s), _panel(s) or _test";
        }
}

/// The half of feature_kit that stores may use; the rest draws pages.
bool of_the_kits_pages(std::string_view header) {
    if (!header.starts_with("feature_kit/")) return false;
    for (const std::string_view name :
         {"cells", "columns", "dated", "import_report", "lifecycle", "limits", "meeting", "questions",
          "record", "record_query", "retention", "stored", "trouble", "viewer"})
        if (header == "feature_kit/" + std::string{name} + ".hpp") return false;
    return true;
}

// The include paths of the three targets make it so; this finds what a declaration there would let through.
TEST(Direction, PagesStoreAndRulesOfAFeatureKeepTheirOrder) {
    for (const auto& source : files("src", {".cpp", ".hpp"})) {
        const Part part = part_of(source.path);
        if (layer(room_of(source.path)) != feature || part == Part::test || part == Part::pages) continue;
        for (const auto& line : source.lines) {
            const auto header = included(line);
            const bool of_pages = header.starts_with("platform/page_kit/") ||
                                  header.starts_with("platform/web/") || part_of(header) == Part::pages ||
                                  of_the_kits_pages(header);
            EXPECT_FALSE(of_pages) << source.path << " includes " << header;
            if (part != Part::rules) continue;
            EXPECT_FALSE(header.starts_with("platform/") || header.starts_with("access/audit"))
                << source.path << " includes " << header;
            EXPECT_NE(part_of(header), Part::store) << source.path << " includes " << header;
        }
    }
}

TEST(Direction, LibrariesStayInTheirRooms) {
    const std::multimap<std::string, std::string> homes{
        {"sqlite3.h", "platform/storage"},     {"libpq-fe.h", "platform/storage"},
        {"libpq/", "platform/storage"},        {"boost/beast", "platform/web"},
        {"boost/asio", "platform/web"},        {"Poco/", "platform/web"},
        {"xlsxwriter.h", "platform/documents"}};
    for (const auto& source : files("src", {".cpp", ".hpp"})) {
        if (is_test(source.path)) continue;
        for (const auto& line : source.lines) {
            const auto header = included(line);
            for (const auto& [library, home] : homes)
                if (header.starts_with(library)) {
                    EXPECT_EQ(room_of(source.path), home) << source.path << " includes " << header;
                }
        }
    }
}

// A header that needs a heavy library is for its own room's few sources: included from elsewhere it would
// slow every build.
TEST(Direction, HeavyHeadersStayOutOfWhatOtherRoomsInclude) {
    const auto sources = files("src", {".cpp", ".hpp"});
    for (const auto& header : files("src", {".hpp"})) {
        const bool heavy = std::any_of(header.lines.begin(), header.lines.end(), [](const auto& line) {
            const auto name = included(line);
            for (const auto* library :
                 {"boost/", "nlohmann/json.hpp", "toml++", "CLI/", "spdlog/", "Poco/", "regex"})
                if (name.starts_with(library)) return true;
            return false;
        });
        if (!heavy) continue;
        for (const auto& source : sources) {
            if (room_of(source.path) == room_of(header.path)) continue;
            for (const auto& line : source.lines)
                EXPECT_NE("src/" + included(line), header.path) << source.path << " includes a heavy header";
        }
    }
}

/// The rooms named after `keyword` in a call of tarn_room or tarn_feature, up to the next keyword.
std::vector<std::string> listed(const std::vector<std::string>& call, const std::string& keyword) {
    std::vector<std::string> found;
    auto at = std::find(call.begin(), call.end(), keyword);
    if (at == call.end()) return found;
    for (++at; at != call.end(); ++at) {
        const bool is_keyword =
            std::all_of(at->begin(), at->end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
        if (is_keyword) break;
        found.push_back(*at);
    }
    return found;
}

std::string folder_of_target(std::string target) {
    if (target.starts_with("platform_")) target.replace(0, 9, "platform/");
    if (target == "access_words") return "access";
    return target.starts_with("feature_kit_") ? "feature_kit" : target;
}

TEST(Direction, LinkTargetsPointDownwards) {
    int calls = 0;
    for (const auto& source : files("src", {"CMakeLists.txt"})) {
        std::string text = source.text();
        std::replace(text.begin(), text.end(), '(', ' ');
        for (std::size_t at = 0; (at = text.find("tarn_", at)) != std::string::npos; ++at) {
            const auto call = words(text.substr(at, text.find(')', at) - at));
            if (call.empty() || (call[0] != "tarn_room" && call[0] != "tarn_feature")) continue;
            ++calls;
            const auto from = folder_of_target(call[1]);
            for (const auto* keyword : {"USES", "RULES_USES"})
                for (const auto& used : listed(call, keyword)) {
                    const auto to = folder_of_target(used);
                    const auto header = layer(to) == feature ? to + "/" + to + ".hpp" : to + "/x.hpp";
                    const auto why = objection(from, header);
                    EXPECT_TRUE(why.empty()) << source.path << ": " << from << " uses " << to << ": " << why;
                    if (std::string_view{keyword} == "RULES_USES") {
                        EXPECT_TRUE(to == "analytics" || to == "solvers")
                            << source.path << ": rules use " << to;
                    }
                }
        }
    }
    EXPECT_GE(calls, 18) << "the guard no longer finds the rooms";
}

TEST(Direction, TheGuardItselfSeesBrokenLaws) {
    EXPECT_FALSE(objection("base", "platform/web/web.hpp").empty());
    EXPECT_FALSE(objection("analytics", "platform/storage/storage.hpp").empty());
    EXPECT_FALSE(objection("schools", "rating/rating.hpp").empty());
    EXPECT_FALSE(objection("rating", "schools/schools_store.hpp").empty());
    EXPECT_TRUE(objection("rating", "schools/schools.hpp").empty());
    EXPECT_TRUE(objection("server", "rating/rating.hpp").empty());
    EXPECT_TRUE(objection("demo", "scenario/scenario.hpp").empty());
    EXPECT_FALSE(objection("server", "scenario/scenario.hpp").empty());
    EXPECT_FALSE(objection("warning", "scenario/scenario.hpp").empty());
    EXPECT_FALSE(objection("scenario", "demo/demo.hpp").empty());
    EXPECT_FALSE(objection("access", "feature_kit/act.hpp").empty());
    EXPECT_FALSE(objection("feature_kit", "people/people.hpp").empty());
    EXPECT_FALSE(objection("visits", "concern/concern.hpp").empty());
    EXPECT_EQ(part_of("src/evidence/notes/notes_page.cpp"), Part::pages);
    EXPECT_EQ(part_of("src/evidence/notes/notes.hpp"), Part::contract);
}

}
}
