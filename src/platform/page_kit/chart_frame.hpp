#pragma once
// What the charts share: coordinates, axes, the figure around the drawing and the table that says the same.
#include "platform/page_kit/charts.hpp"
#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/tables.hpp"

namespace tarn::page_kit {

/// SVG user units: the drawing is 720 wide and shrinks with the page.
struct Plot {
    double left = 80, right = 700, top = 24, bottom = 250, width = 720, height = 300;
};

/// A linear scale from values to coordinates.
struct Scale {
    double from = 0, to = 1, start = 0, end = 1;
    double at(double value) const { return start + (value - from) / (to - from) * (end - start); }
};

/// About `count` round numbers (1, 2 or 5 times a power of ten apart) from at or below `low` to at or above
/// `high`.
std::vector<double> ticks(double low, double high, int count);
/// Decimals that tell neighbouring ticks apart.
int decimals_for(const std::vector<double>& ticks);

std::string number(double value, int decimals);  ///< "-0.0" is "0.0"
std::string coordinate(double value);            ///< one decimal

Html svg_line(std::string_view css_class, double x1, double y1, double x2, double y2);
Html svg_rect(std::string_view css_class, double x, double y, double width, double height);
Html svg_circle(std::string_view css_class, double x, double y, double radius);
enum class Anchor { start, middle, end };
Html svg_text(double x, double y, Anchor anchor, std::string_view words, std::string_view css_class = {});
Html svg_path(std::string_view css_class, const std::vector<std::pair<double, double>>& points, bool closed);

/// Horizontal grid lines with their numbers.
Html value_axis(const Plot& plot, const Scale& scale, const std::vector<double>& ticks);

struct ChartParts {
    std::string_view id, title, description;
    Plot plot;
    Html drawing;
    Html key;  ///< list items, may be empty
    Source source;
    Table table;  ///< the same figures
};
Html chart(const ChartParts& parts);
/// One entry of the key: a sample of the mark and its words.
Html key_item(const Html& sample, std::string_view words);

}
