#pragma once
// GOV.UK Frontend's fixtures are JSON options with the HTML they must give. Here the options become our
// parameters.
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "platform/page_kit/page_kit.hpp"

namespace tarn::page_kit::conformance {

using nlohmann::json;
using Render = std::function<Html(const json&)>;

/// The option, or null: also on something that is not an object.
const json& at(const json& options, const char* name);
/// As Nunjucks sees it: null, false, 0 and "" are not there.
bool truthy(const json& value);
std::string text(const json& options, const char* name);
std::optional<std::string> maybe_text(const json& options, const char* name);
std::optional<bool> maybe_bool(const json& options, const char* name);
std::optional<int> maybe_int(const json& options, const char* name);
Content content(const json& options, const char* text_name = "text", const char* html_name = "html");
Attributes attributes(const json& options, const char* name = "attributes");
/// The elements of an array that are there.
std::vector<json> items(const json& options, const char* name);

Label label_of(const json& options);
Hint hint_of(const json& options);
ErrorMessage error_of(const json& options);
Fieldset fieldset_of(const json& options);
Tag tag_of(const json& options);
FormGroup group_of(const json& options);

std::map<std::string, Render> field_renderers();
std::map<std::string, Render> message_renderers();
std::map<std::string, Render> navigation_renderers();

}
