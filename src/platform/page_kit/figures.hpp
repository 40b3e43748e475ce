#pragma once
// Figures and levels as a council reads them: every number with its source, date and n; no meaning by colour
// alone.
#include "base/date.hpp"
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

std::string with_thousands(long number);  ///< "1,234,567"

/// "1,228 (82%)", "1 (under 1%)", "262 (over 99%)", "0": some are never none, nor nearly all all.
std::string with_share(long part, long whole);

/// Where a figure comes from. Prints "Source: Key stage 2 performance tables 2018/19, published 25 January
/// 2020, n = 28".
struct Source {
    std::string name{};
    std::optional<Date> published{};
    std::optional<long> n{};  ///< pupils or schools behind the figure
    std::string note{};       ///< "three years pooled"
    std::string href{};       ///< the release's page
};
Html source_note(const Source& source);

/// Why there is no value. The feature maps its own missing codes here and may give its own words.
struct KeyFigure {
    std::string label{};           ///< "Attainment 8"
    std::string value{};           ///< "46.2"; empty: missing_reason stands instead
    std::string unit{};            ///< "points"
    std::string comparison{};      ///< "similar schools 48.1"
    std::string missing_reason{};  ///< "Suppressed: fewer than 6 pupils"
    Source source{};
};
Html key_figure(const KeyFigure& figure);
Html key_figures(const std::vector<KeyFigure>& figures);  ///< side by side, stacked on a phone

/// A figure in a table's cell with what chance leaves open beneath it: "65%" over "43% to 82%". Wherever a
/// number stands beside another it is written so, and one without an interval says why.
struct OpenFigure {
    std::string value{};
    std::string low{}, high{};  ///< of the 95 % interval, written as the value is; empty: none
    std::string why_none{};     ///< "No likely range: the file gives no number of pupils"
};
Html open_figure(const OpenFigure& figure);
/// How to read such a figure, folded up: once on a page that shows any.
Html about_intervals();

/// A school's level of concern: RAG as risk. Never used for progress or spend.
enum class LevelTag { green, amber, red, not_enough_evidence, none };
std::string_view level_words(LevelTag level);  ///< "Red", "Not enough evidence", "No level"
Html level_tag(LevelTag level);

/// Direction since the last rating date: words and an arrow that screen readers skip.
enum class Direction { better, same, worse, first };
Html direction_mark(Direction direction);

/// A sentence in the place of something that is not there, with what to do about it.
struct EmptyState {
    std::string title{};
    Content content{};
};
Html empty_state(const EmptyState& params);

enum class WorkState { queued, running, done, failed };
/// Long work as it stands. With JavaScript the page fetches itself every two seconds and replaces this part
/// until the state is done or failed; without it set PageFrame::refresh_seconds.
struct Progress {
    std::string id = "progress";
    std::string label{};  ///< "Reading england_census_2019.csv.gz"
    int percent = 0;      ///< 0..100
    std::string message{};
    WorkState state = WorkState::running;
    Html when_finished{};  ///< shown when done or failed
};
Html progress(const Progress& params);

}
