// Every fixture that GOV.UK Frontend ships for a component we use, against what our function writes.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

#include "platform/page_kit/conformance/adapter.hpp"
#include "platform/page_kit/conformance/normalise.hpp"

namespace tarn::page_kit::conformance {
namespace {

std::map<std::string, Render> renderers() {
    std::map<std::string, Render> all = field_renderers();
    all.merge(message_renderers());
    all.merge(navigation_renderers());
    return all;
}

/// Components of GOV.UK Frontend that no page of Tarn uses.
const std::map<std::string, std::string> unused{
    {"accordion", "its script's labels fail axe's label-content-name-mismatch"},
    {"cookie-banner", "only the session cookie, which needs no consent"},
    {"exit-this-page", "for services whose users may be watched"},
    {"feedback", "no feedback service stands behind Tarn"},
    {"header", "the crown; Site::govuk_brand writes the logo into Tarn's own header"},
    {"language-navigation", "English only"},
};

constexpr const char* holes = "a null item still counts in GOV.UK's numbering; our lists have no null items";
/// Fixtures that we do not follow, each with its reason; the test fails when one of them would pass.
const std::map<std::pair<std::string, std::string>, std::string> not_followed{
    {{"checkboxes", "with falsy values"}, holes},
    {{"radios", "with falsy items"}, holes},
    {{"task-list", "with empty values"}, holes},
};

std::string folder() {
    const char* source = std::getenv("TARN_SOURCE");
    return std::string{source ? source : "."} + "/assets/node_modules/govuk-frontend/dist/govuk/components";
}

std::vector<json> fixtures_of(const std::string& component) {
    std::ifstream file(folder() + "/" + component + "/fixtures.json");
    if (!file) return {};
    return json::parse(file).at("fixtures").get<std::vector<json>>();
}

/// A readable difference: the first line that is not the same, with the one before.
std::string difference(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
    for (std::size_t i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
        const std::string mine = i < ours.size() ? ours[i] : "(nothing)";
        const std::string other = i < theirs.size() ? theirs[i] : "(nothing)";
        if (mine != other)
            return "after   " + (i > 0 ? theirs[i - 1] : "(the beginning)") + "\nours    " + mine +
                   "\nGOV.UK  " + other;
    }
    return {};
}

class Conformance : public testing::TestWithParam<std::string> {};

TEST_P(Conformance, WritesWhatGovukFrontendExpects) {
    const std::string component = GetParam();
    const Render render = renderers().at(component);
    const std::vector<json> fixtures = fixtures_of(component);
    ASSERT_FALSE(fixtures.empty()) << "no fixtures for " << component;
    for (const json& fixture : fixtures) {
        const std::string name = fixture.at("name");
        const auto ours = normalised(render(fixture.at("options")).markup());
        const auto theirs = normalised(fixture.at("html").get<std::string>());
        if (const auto skipped = not_followed.find({component, name}); skipped != not_followed.end())
            EXPECT_NE(ours, theirs) << name << " now conforms: take it off the list";
        else
            EXPECT_EQ(ours, theirs) << component << ", " << name << "\n" << difference(ours, theirs);
    }
}

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& [name, render] : renderers()) out.push_back(name);
    return out;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    for (char& c : name)
        if (c == '-') c = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(GovukFrontend, Conformance, testing::ValuesIn(names()), test_name);

TEST(ConformanceList, NamesEveryComponentOfTheRelease) {
    std::set<std::string> shipped, known;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        if (std::filesystem::exists(entry.path() / "fixtures.json")) shipped.insert(entry.path().filename());
    for (const auto& [name, render] : renderers()) known.insert(name);
    for (const auto& [name, reason] : unused) known.insert(name);
    EXPECT_EQ(known, shipped);
}

TEST(ConformanceList, NamesOnlyFixturesThatExist) {
    for (const auto& [key, reason] : not_followed) {
        bool found = false;
        for (const json& fixture : fixtures_of(key.first)) found = found || fixture.at("name") == key.second;
        EXPECT_TRUE(found) << key.first << ", " << key.second;
        EXPECT_FALSE(reason.empty());
    }
}

TEST(Normalise, KeepsWhatMattersAndDropsWhatDoesNot) {
    const auto one =
        normalised("<p  id=\"a\" class=\"x  y\">\n  Tea &amp; cake <b>now</b></p><!-- gone --><br>");
    EXPECT_EQ(one, (std::vector<std::string>{"<p class=x y id=a>", "Tea & cake", "<b>", "now", "</b>", "</p>",
                                             "<br>"}));
    EXPECT_NE(normalised("<p class=\"x y\">"), normalised("<p class=\"y x\">"));
    EXPECT_NE(normalised("<p hidden>"), normalised("<p hidden=\"\">"));
    EXPECT_NE(normalised("<p>a b</p>"), normalised("<p>ab</p>"));
    EXPECT_EQ(normalised("<path d=\"M0\"/>"), normalised("<path d=\"M0\"></path>"));
}

}
}
