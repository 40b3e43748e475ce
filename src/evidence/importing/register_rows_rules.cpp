// Files that speak of the register alone: links between URNs, places of postcodes, boundaries.
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "evidence/importing/row_reader_rules.hpp"

namespace tarn::evidence {
namespace {

std::string_view role(const Context& context, std::string_view name) {
    const auto at = context.profile().special.find(std::string{name});
    return at == context.profile().special.end() ? std::string_view{} : std::string_view{at->second};
}

class LinkRows final : public RowReader {
  public:
    explicit LinkRows(Context& context)
        : context_(context),
          urn_(context.column(role(context, "urn"))),
          linked_(context.column(role(context, "linked"))),
          type_(context.column(role(context, "type"))),
          date_(context.column(role(context, "date"))),
          name_(context.optional_column(role(context, "name"))) {}

    RowFate take(const Fields& fields, std::int64_t, std::string_view) override {
        const auto urn = Urn::parse(context_.cell(fields, urn_));
        const auto linked = Urn::parse(context_.cell(fields, linked_));
        if (!urn) return context_.reject(urn_, Context::not_a("URN", context_.cell(fields, urn_)));
        if (!linked) return context_.reject(linked_, Context::not_a("URN", context_.cell(fields, linked_)));
        const std::string_view day = context_.cell(fields, date_);
        std::optional<Date> date;
        if (!day.empty() && !(date = context_.day(date_, day, context_.life_of_schools())))
            return RowFate::rejected;
        context_.prepared().reg.links.push_back(
            {*urn, *linked, context_.cell(fields, type_), context_.cell(fields, name_), date});
        return RowFate::accepted;
    }
    void finish() override {}

  private:
    Context& context_;
    int urn_, linked_, type_, date_, name_;
};

class PostcodeRows final : public RowReader {
  public:
    explicit PostcodeRows(Context& context)
        : context_(context),
          postcode_(context.column(role(context, "postcode"))),
          easting_(context.column(role(context, "easting"))),
          northing_(context.column(role(context, "northing"))),
          district_(context.column(role(context, "district"))),
          ward_(context.column(role(context, "ward"))) {}

    RowFate take(const Fields& fields, std::int64_t, std::string_view) override {
        PreparedPostcode place{context_.cell(fields, postcode_), context_.cell(fields, district_),
                               context_.cell(fields, ward_), 0, 0};
        if (place.postcode.empty()) return context_.reject(postcode_, "The row has no postcode.");
        if (!metres(fields, easting_, place.easting) || !metres(fields, northing_, place.northing))
            return RowFate::rejected;
        context_.prepared().reg.postcodes.push_back(place);
        return RowFate::accepted;
    }
    void finish() override {}

  private:
    /// The National Grid of Great Britain ends at 700 km east and 1,300 km north.
    bool metres(const Fields& fields, int column, std::int32_t& out) {
        const auto value = parse_identifier(context_.cell(fields, column));
        if (!value || *value > 1300000) {
            context_.reject(column, fmt::format("'{}' is no place on the National Grid.",
                                                clip(context_.cell(fields, column), 40)));
            return false;
        }
        out = static_cast<std::int32_t>(*value);
        return true;
    }

    Context& context_;
    int postcode_, easting_, northing_, district_, ward_;
};

}

std::unique_ptr<RowReader> link_rows(Context& context) {
    return std::make_unique<LinkRows>(context);
}
std::unique_ptr<RowReader> postcode_rows(Context& context) {
    return std::make_unique<PostcodeRows>(context);
}

void read_boundaries(Context& context, std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object() || !json.contains("features") ||
        !json["features"].is_array())
        throw Unusable{{"The file is not GeoJSON with a list of features.", "geojson"}};
    const std::string code{role(context, "code")}, name{role(context, "name")};
    context.prepared().reg.upper_tier = role(context, "kind") == "upper";
    std::int64_t number = 0;
    Prepared& prepared = context.prepared();
    for (const auto& feature : json["features"]) {
        ++number;
        ++prepared.rows_read;
        const auto& properties =
            feature.is_object() && feature.contains("properties") ? feature["properties"] : feature;
        const auto& geometry =
            feature.is_object() && feature.contains("geometry") ? feature["geometry"] : feature;
        const bool named = properties.is_object() && properties.contains(code) &&
                           properties[code].is_string() && properties.contains(name) &&
                           properties[name].is_string();
        const bool drawn = geometry.is_object() && geometry.contains("type") &&
                           (geometry["type"] == "Polygon" || geometry["type"] == "MultiPolygon");
        if (!named || !drawn) {
            prepared.rejected.push_back(
                {number,
                 {},
                 named ? "The feature is no area." : "The feature has no code and name.",
                 std::string{
                     clip(feature.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 400)}});
            continue;
        }
        prepared.reg.boundaries.push_back({properties[code], properties[name], geometry.dump()});
    }
}

}
