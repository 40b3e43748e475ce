#include "warning/model_content_rules.hpp"

#include <bit>
#include <cstring>

namespace tarn::warning {
namespace {

constexpr std::uint64_t form = 0x7461726e77000002ULL;
static_assert(std::endian::native == std::endian::little, "models are stored in little-endian order");

/// Writes or reads the same fields in the same order.
class Writing {
  public:
    template <class T>
    void plain(const T& value) {
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void day(const Date& date) { plain(date.days()); }
    template <class T>
    void list(const std::vector<T>& values) {
        plain(static_cast<std::uint64_t>(values.size()));
        bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
    template <class T, class Each>
    void each(const std::vector<T>& values, const Each& one) {
        plain(static_cast<std::uint64_t>(values.size()));
        for (const T& value : values) one(value);
    }
    std::string bytes;
};

class Reading {
  public:
    explicit Reading(std::string_view bytes) : rest_(bytes) {}
    template <class T>
    void plain(T& value) {
        if (rest_.size() < sizeof value) return fail();
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
    }
    void day(Date& date) {
        std::int32_t days = 0;
        plain(days);
        date = Date::from_days(days);
    }
    template <class T>
    void list(std::vector<T>& values) {
        std::uint64_t count = 0;
        plain(count);
        if (count > rest_.size() / sizeof(T)) return fail();
        values.resize(count);
        if (count > 0) std::memcpy(values.data(), rest_.data(), count * sizeof(T));
        rest_.remove_prefix(count * sizeof(T));
    }
    template <class T, class Each>
    void each(std::vector<T>& values, const Each& one) {
        std::uint64_t count = 0;
        plain(count);
        if (count > rest_.size()) return fail();
        values.resize(count);
        for (T& value : values) one(value);
    }
    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

  private:
    void fail() {
        good_ = false;
        rest_ = {};
    }
    std::string_view rest_;
    bool good_ = true;
};

template <class Archive, class Shapes>
void shapes(Archive& archive, Shapes& value) {
    archive.plain(value.base);
    archive.each(value.cuts, [&](auto& cuts) { archive.list(cuts.at); });
    archive.each(value.mains, [&](auto& main) { archive.list(main); });
    archive.each(value.pairs, [&](auto& pair) {
        archive.plain(pair.first);
        archive.plain(pair.second);
        archive.list(pair.table);
    });
}

template <class Archive, class Figures>
void figures(Archive& archive, Figures& value) {
    archive.plain(value.n);
    archive.plain(value.events);
    for (auto* one : {&value.auc, &value.average_precision, &value.brier, &value.slope, &value.intercept,
                      &value.top_tenth, &value.top_fifth}) {
        engine::Figure figure = one->value_or(engine::Figure{});
        bool has = one->has_value();
        archive.plain(has);
        archive.plain(figure);
        if constexpr (!std::is_const_v<Figures>)
            if (has) *one = figure;
    }
}

template <class Archive, class Model>
void model_fields(Archive& archive, Model& model) {
    shapes(archive, model.outcome);
    shapes(archive, model.event);
    archive.day(model.fit_to);
    archive.plain(model.outcome_rows);
    archive.plain(model.outcome_events);
    archive.plain(model.event_rows);
    archive.plain(model.event_events);
    archive.each(model.shares, [&](auto& share) { archive.list(share); });
    archive.list(model.score_tenths);
}

template <class Archive, class Test>
void back_test_fields(Archive& archive, Test& test) {
    archive.day(test.fit_to);
    archive.day(test.from);
    archive.day(test.to);
    model_fields(archive, test.tried);
    figures(archive, test.outcome);
    figures(archive, test.event);
    archive.list(test.outcome_bands);
    archive.list(test.event_bands);
}

/// A model read back must be safe to look things up in.
bool consistent(const engine::Shapes& shapes) {
    if (shapes.cuts.size() != engine::feature_count || shapes.mains.size() != engine::feature_count)
        return false;
    for (std::size_t feature = 0; feature < engine::feature_count; ++feature)
        if (shapes.mains[feature].size() != shapes.cuts[feature].bins()) return false;
    for (const auto& pair : shapes.pairs)
        if (pair.first >= engine::feature_count || pair.second >= engine::feature_count ||
            pair.table.size() != shapes.cuts[pair.first].bins() * shapes.cuts[pair.second].bins())
            return false;
    return true;
}
bool consistent(const engine::Model& model) {
    return consistent(model.outcome) && consistent(model.event);
}

}

std::string to_bytes(const engine::Model& model, const std::optional<BackTest>& back_test) {
    Writing out;
    out.plain(form);
    model_fields(out, model);
    out.plain(back_test.has_value());
    if (back_test) back_test_fields(out, *back_test);
    return std::move(out.bytes);
}

bool has_this_form(std::string_view beginning) {
    std::uint64_t said = 0;
    Reading{beginning}.plain(said);
    return said == form;
}

std::optional<Content> from_bytes(std::string_view bytes) {
    if (!has_this_form(bytes)) return std::nullopt;
    Reading in{bytes.substr(sizeof form)};
    Content content;
    model_fields(in, content.model);
    bool tested = false;
    in.plain(tested);
    if (tested) back_test_fields(in, content.back_test.emplace());
    if (!in.good() || !in.at_end()) return std::nullopt;
    if (!consistent(content.model) || (tested && !consistent(content.back_test->tried))) return std::nullopt;
    return content;
}

}
