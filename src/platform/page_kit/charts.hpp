#pragma once
// Charts written on the server as SVG with classes, each with the table it enhances. No style, no script.
#include "platform/page_kit/figures.hpp"

namespace tarn::page_kit {

struct ContributionBar {
    std::string label{};
    std::optional<double> value{};  ///< none: missing, with `detail` as the reason
    double maximum = 0;             ///< the weight: the longest the bar can be
    std::string detail{};
};
struct ContributionBars {
    std::string id{};  ///< unique on the page
    std::string title{};
    std::string value_heading = "Contribution";
    std::string label_heading = "Indicator";
    std::vector<ContributionBar> bars{};
    std::string
        total_label{};  ///< "Score": a last row with the sum of what is shown, out of the weights that count
    int decimals = 2;
};
Html contribution_bars(const ContributionBars& params);

/// Contributions that may be negative, from a common zero: to the right what raises, to the left what lowers.
struct SignedBar {
    std::string label{};
    double value = 0;
};
struct SignedBars {
    std::string id{};  ///< unique on the page
    std::string title{};
    std::string label_heading = "Reason";
    std::string value_heading = "Raises or lowers";
    std::string base_label{};  ///< a first row without bar: what the sum starts from
    double base = 0;
    std::vector<SignedBar> bars{};
    std::string rest_label{};   ///< a row for what is not listed: what the printed rows lack of `total`
    std::string total_label{};  ///< the last row
    double total = 0;           ///< printed base, bars and rest add up to it as printed
    int decimals = 2;
};
Html signed_bars(const SignedBars& params);

struct TrendPoint {
    std::string period{};  ///< "2018/19"
    std::optional<double> value{};
    std::optional<double> low{}, high{};  ///< interval, same unit
    std::vector<std::optional<double>>
        beside{};  ///< what it is compared with, in the order of `beside_words`
    std::optional<long> n{};
    std::string missing_reason{};
    std::string no_interval{};  ///< why there is none around a value
};
struct TrendChart {
    std::string id{};
    std::string title{};
    std::string unit{};
    std::string value_words = "This school";
    std::string interval_words = "95% interval";
    std::vector<std::string> beside_words{};  ///< at most three lines to compare with: "England"
    std::vector<TrendPoint> points{};
    int decimals = 1;
    Source source{};
};
Html trend_chart(const TrendChart& params);

struct Distribution {
    std::string id{};
    std::string title{};
    std::string unit{};
    double from = 0;       ///< lower edge of the first bin
    double bin_width = 1;  ///< every bin is this wide
    std::vector<long> counts{};
    std::optional<double> marker{};  ///< this school, same unit
    std::string marker_words = "This school";
    int decimals = 1;
    Source source{};
};
Html distribution(const Distribution& params);

enum class FunnelMark : std::uint8_t { inside, alert, alarm };
struct FunnelPoint {
    std::string label{};
    std::string href{};
    double n = 0;
    double value = 0;
    FunnelMark mark = FunnelMark::inside;
};
/// The limits at one size; a chart joins them by straight lines.
struct FunnelLimits {
    double n = 0;
    double alert_low = 0, alert_high = 0, alarm_low = 0, alarm_high = 0;
};
struct FunnelChart {
    std::string id{};
    std::string title{};
    std::string unit{};
    std::string n_words = "Pupils";
    std::string alert_words{}, alarm_words{};  ///< what it means to stand out: the key and the table
    std::string centre_words{};                ///< "England: 61%"
    double centre = 0;
    std::vector<FunnelPoint> points{};
    std::vector<FunnelLimits> limits{};  ///< ascending by n
    int decimals = 1;
    Source source{};
};
/// The table lists the points in the order given: give them by name, never by rank.
Html funnel_chart(const FunnelChart& params);

/// One share against another, 0 to 1 in, per cent out: whether probabilities were kept, or how much the first
/// part of a list holds.
struct SharePoint {
    double x = 0, y = 0;
    std::optional<double> low{}, high{};  ///< interval of y
    std::string of{};                     ///< what stands behind the point: "23 of 1,204 schools"
};
struct ShareChart {
    std::string id{};
    std::string title{};
    std::string x_words{}, y_words{};  ///< axes and columns: "Expected", "Observed"
    std::string interval_words = "95% interval";
    std::string of_words{};        ///< heading of SharePoint::of
    std::string point_words{};     ///< the key
    std::string diagonal_words{};  ///< what lies on the line where both are equal
    bool joined = false;           ///< the points are one curve from nothing
    std::vector<SharePoint> points{};
    Source source{};
};
Html share_chart(const ShareChart& params);

/// How schools spread over the grades of a scale: a bar of 100 % a row, in parts from the best grade on.
struct GradeRow {
    std::string group{};         ///< rows of one group stand together under its name; empty: none has one
    std::string label{};         ///< "England"
    std::vector<long> counts{};  ///< by grade
    long without = 0;            ///< of whom no grade is known; in the table alone
};
enum class GradeScale : std::uint8_t { overall, report_card, level };  ///< each has colours of its own
struct GradeBars {
    std::string id{};  ///< unique on the page
    std::string title{};
    GradeScale scale = GradeScale::overall;
    std::string of_words = "schools";
    std::string group_words{};          ///< heading of the groups: "Area"
    std::string without_words{};        ///< "No grade"; empty: the table has no such column
    std::vector<std::string> grades{};  ///< the best first
    std::vector<GradeRow> rows{};
    Source source{};
};
Html grade_bars(const GradeBars& params);

struct LevelStep {
    Date from;
    LevelTag level = LevelTag::none;
    std::string reason{};
};
struct LevelHistory {
    std::string id{};
    std::string title{};
    std::vector<LevelStep> steps{};  ///< oldest first
    Date until;                      ///< where the last step ends on the chart: the date asked about
};
Html level_history(const LevelHistory& params);

/// A line the height of text, for a table's cell; `words` says what it shows: "from 46.1 in 2017 to 44.0 in
/// 2019".
Html sparkline(const std::vector<std::optional<double>>& values, std::string_view words);

}
