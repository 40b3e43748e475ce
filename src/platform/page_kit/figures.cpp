#include "platform/page_kit/figures.hpp"

#include <fmt/format.h>

#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {
namespace {

/// 1,234 as GOV.UK writes numbers.
std::string with_commas(long value) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return value < 0 ? "-" + digits : digits;
}

}

Html source_note(const Source& source) {
    Html words = Html::raw("Source: ");
    words += source.href.empty() ? Html::text(source.name) : link_to(source.href, source.name);
    if (source.published) words.add_text(", published " + source.published->display());
    if (source.n) words.add_text(", n = " + with_commas(*source.n));
    if (!source.note.empty()) words.add_text(", " + source.note);
    return Start("p").classes({"tarn-source"}).around(words);
}

Html key_figure(const KeyFigure& figure) {
    Html value;
    if (figure.value.empty()) {
        value = Start("p")
                    .classes({"tarn-figure__missing"})
                    .around(Html::text(figure.missing_reason.empty() ? "No value" : figure.missing_reason));
    } else {
        Html number = Html::text(figure.value);
        if (!figure.unit.empty())
            number +=
                Html::raw(" ") + Start("span").classes({"tarn-figure__unit"}).around(Html::text(figure.unit));
        value = Start("p").classes({"tarn-figure__value"}).around(number);
    }
    Html inside =
        Start("p").classes({"govuk-heading-s", "tarn-figure__label"}).around(Html::text(figure.label));
    inside += value;
    if (!figure.comparison.empty())
        inside += Start("p").classes({"tarn-figure__comparison"}).around(Html::text(figure.comparison));
    if (!figure.source.name.empty()) inside += source_note(figure.source);
    return Start("div").classes({"tarn-figure"}).around(inside);
}

Html key_figures(const std::vector<KeyFigure>& figures) {
    Html all;
    for (const KeyFigure& figure : figures) all += key_figure(figure);
    return Start("div").classes({"tarn-figures"}).around(all);
}

Html open_figure(const OpenFigure& figure) {
    Html open;
    if (!figure.low.empty())
        open = visually_hidden("likely range ") + Html::text(figure.low + " to " + figure.high);
    else
        open = Html::text(figure.why_none);
    if (open.empty()) return Html::text(figure.value);
    const std::string_view kind = figure.low.empty() ? "tarn-open tarn-open--none" : "tarn-open";
    return Html::text(figure.value) + Start("span").classes({kind}).around(Html::raw(" ") + open);
}

Html about_intervals() {
    return details(
        {.summary = "What the range under a figure means",
         .content =
             paragraph(
                 "A figure for few pupils moves a lot when one pupil does better or worse. The range shows "
                 "how far it could move by chance. In 95 of 100 cases the true figure is within it.") +
             paragraph(
                 "If two ranges overlap a lot, the two figures are not clearly different. Do not use them "
                 "to rank schools.")});
}

std::string_view level_words(LevelTag level) {
    switch (level) {
        case LevelTag::green:
            return "Green";
        case LevelTag::amber:
            return "Amber";
        case LevelTag::red:
            return "Red";
        case LevelTag::not_enough_evidence:
            return "Not enough evidence";
        case LevelTag::none:
            break;
    }
    return "No level";
}

Html level_tag(LevelTag level) {
    std::string_view colour;
    switch (level) {
        case LevelTag::green:
            colour = "govuk-tag--green tarn-level--green";
            break;
        case LevelTag::amber:
            colour = "govuk-tag--yellow tarn-level--amber";
            break;
        case LevelTag::red:
            colour = "govuk-tag--red tarn-level--red";
            break;
        case LevelTag::not_enough_evidence:
            colour = "govuk-tag--grey tarn-level--unknown";
            break;
        case LevelTag::none:
            colour = "tarn-level--none";
            break;
    }
    return tag({.content = level_words(level), .classes = ids({"tarn-level", colour})});
}

Html direction_mark(Direction direction) {
    struct Words {
        const char *arrow, *text, *css_class;
    };
    Words words{"", "First rating", "tarn-direction"};
    switch (direction) {
        case Direction::better:
            words = {"↑", "Better", "tarn-direction tarn-direction--better"};
            break;
        case Direction::same:
            words = {"→", "Same", "tarn-direction"};
            break;
        case Direction::worse:
            words = {"↓", "Worse", "tarn-direction tarn-direction--worse"};
            break;
        case Direction::first:
            break;
    }
    const Html arrow = Start("span").set("aria-hidden", "true").around(Html::text(words.arrow));
    return Start("span").classes({words.css_class}).around(arrow + Html::raw(" ") + Html::text(words.text));
}

Html empty_state(const EmptyState& p) {
    Html inside;
    if (!p.title.empty())
        inside += Start("p").classes({"govuk-body", "govuk-!-font-weight-bold"}).around(Html::text(p.title));
    inside += p.content.is_text() && !p.content.empty() ? paragraph(p.content) : p.content.html();
    return Start("div").classes({"tarn-empty"}).around(inside);
}

std::string with_thousands(long number) {
    std::string text = std::to_string(number);
    const std::ptrdiff_t sign = number < 0 ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > sign; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string with_share(long part, long whole) {
    if (whole == 0) return "0";
    const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    const std::string words = part > 0 && percent < 0.5         ? "under 1%"
                              : part < whole && percent >= 99.5 ? "over 99%"
                                                                : fmt::format("{:.0f}%", percent);
    return fmt::format("{} ({})", with_thousands(part), words);
}

Html progress(const Progress& p) {
    const bool over = p.state == WorkState::done || p.state == WorkState::failed;
    const int percent = p.percent < 0 ? 0 : p.percent > 100 ? 100 : p.percent;
    const std::string label_id = p.id + "-label";
    Html inside = Start("p")
                      .classes({"govuk-body", "govuk-!-font-weight-bold", "govuk-!-margin-bottom-1"})
                      .set("id", label_id)
                      .around(Html::text(p.label));
    if (!over)
        inside += Start("progress")
                      .classes({"tarn-progress__bar"})
                      .set("max", "100")
                      .set("value", std::to_string(percent))
                      .set("aria-labelledby", label_id)
                      .around(Html::text(fmt::format("{}%", percent)));
    std::string said = p.state == WorkState::queued ? "Waiting to start"
                       : over                       ? ""
                                                    : fmt::format("{}%", percent);
    if (!p.message.empty()) said += (said.empty() ? "" : ": ") + p.message;
    inside += Start("p").classes({"govuk-body", "tarn-progress__message"}).around(Html::text(said));
    if (over) inside += p.when_finished;
    return Start("div")
        .set("id", p.id)
        .classes({"tarn-progress", p.state == WorkState::failed ? "tarn-progress--failed" : ""})
        .maybe("data-tarn-progress", over ? "" : "2000")
        .set("role", "status")
        .around(inside);
}

}
