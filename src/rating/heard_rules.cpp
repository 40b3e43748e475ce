#include "rating/heard_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>

#include "rating/brief.hpp"
#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

bool is_note(const Indicator& indicator) {
    return indicator.kind == SeverityKind::soft_intelligence;
}
bool told_as_figure(const Run& run, const Contribution& c) {
    return hears(Hearer::school, run.indicator(c)) && !is_note(run.indicator(c));
}

/// Kinds whose value says by itself what is meant; of the others the sentence does.
bool is_plain_figure(SeverityKind kind) {
    return kind == SeverityKind::threshold || kind == SeverityKind::similar_schools ||
           kind == SeverityKind::national_percentile;
}

std::string yours(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    if (!is_plain_figure(indicator.kind)) return short_reason(run, c);
    std::string words = value_text(indicator, c.value);
    if (c.n && c.reliability && !c.n_stands_in) words += fmt::format(", {:.0f} pupils", *c.n);
    return words;
}

/// A median of the authority's own, unpublished files may be one school's figure: it is not told.
std::string compared(const Run& run, const Contribution& c) {
    const Indicator& indicator = run.indicator(c);
    if (indicator.kind == SeverityKind::national_percentile) return share_better(run, c);
    if (indicator.kind != SeverityKind::similar_schools || !c.comparison || run.source(c).own)
        return "No comparison";
    std::string words = value_text(indicator, *c.comparison) + " in similar schools";
    if (const auto range = interval(run, c))
        words += *c.comparison < range->low || *c.comparison > range->high
                     ? ". Pupil numbers do not explain the gap"
                     : ". Pupil numbers could explain the gap";
    return words;
}

/// What an officer wrote as the source of a recorded fact, and who recorded it, is not told.
std::string heard_source(const Source& source) {
    return source.releases.empty() ? "The authority's own records" : source_words(source);
}

HeardFigure figure_of(const Run& run, const Contribution& c, bool trigger) {
    const Indicator& indicator = run.indicator(c);
    return {.code = indicator.code,
            .title = indicator.title,
            .yours = yours(run, c),
            .compared = compared(run, c),
            .points = trigger ? fmt::format("Enough alone for {}", level_codes.title(*indicator.trigger))
                              : fmt::format("{} of {}", text(c.contribution), text(c.maximum)),
            .source = heard_source(run.source(c))};
}

const Contribution* of_indicator(const Run& run, const Proposal& p, const std::string& code) {
    const auto found = std::ranges::find_if(
        p.contributions, [&](const Contribution& c) { return run.indicator(c).code == code; });
    return found == p.contributions.end() ? nullptr : &*found;
}

struct Question {
    std::string_view begins;  ///< of the code of an indicator; the first that fits counts
    std::string_view words;
};
constexpr std::array questions{
    Question{"ks2-progress-reading",
             "How is reading taught to pupils who have fallen behind, and what shows that it works?"},
    Question{"ks2-progress-writing", "How is writing taught across subjects, and what shows that it works?"},
    Question{"ks2-progress-maths",
             "Which parts of mathematics do pupils find hardest, and what has changed in teaching them?"},
    Question{"ks2-rwm-trend", "What has changed in key stage 2 over these years, and what comes next?"},
    Question{"ks2-rwm", "Which pupils miss the expected standard, and what is done for them this year?"},
    Question{"ks4-progress8", "In which subjects do pupils make least progress, and who leads the change?"},
    Question{"ks4-attainment8-trend",
             "What has changed in key stage 4 over these years, and what comes next?"},
    Question{"ks4-attainment8",
             "How do entries and grades compare with similar schools, subject by subject?"},
    Question{"ks4-basics5",
             "Which pupils may miss a pass in English or mathematics, and what help do they get?"},
    Question{"absence-persistent", "How many pupils miss a tenth of school or more, and has each a plan?"},
    Question{"absence", "Why do pupils miss school, and which of our steps has brought them back?"},
    Question{"exclusions", "What leads to suspensions and exclusions, and what is tried before?"},
    Question{"elective-home-education",
             "Why do families choose home education, and what do we learn from it?"},
    Question{"neet", "What do our leavers do next, and who follows up those without a place?"},
    Question{"inspection-latest", "Which points of the last inspection are done, and which are not?"},
    Question{"inspection-category", "What must be in place to leave the category, and by when?"},
    Question{"inspection-run", "What was tried after earlier inspections, and why did it not last?"},
    Question{"inspection-years", "How ready are we for inspection, and who from outside has tested that?"},
    Question{"inspection-leadership",
             "What did inspectors say of leaders and governors, and what have we changed since?"},
    Question{"card-safeguarding",
             "What was found about safeguarding, is it put right, and how do we check it?"},
    Question{"safeguarding", "What was found about safeguarding, is it put right, and how do we check it?"},
    Question{"card-inclusion",
             "Which pupils did the report card say we serve less well, and what has changed?"},
    Question{"card-curriculum", "What did the report card ask for in teaching, and what shows the change?"},
    Question{"card-achievement",
             "What did the report card say of achievement, and which pupils does it mean?"},
    Question{"card-attendance",
             "What did the report card say of attendance and behaviour, and what has changed?"},
    Question{"card-personal", "What did the report card ask for in personal development, and is it done?"},
    Question{"card-early", "What did the report card ask for in the early years, and is it done?"},
    Question{"card-post-16", "What did the report card ask for after 16, and is it done?"},
    Question{"card-leadership",
             "What did the report card say of leaders and governors, and what have we changed since?"},
    Question{"card-stuck", "What was tried after earlier inspections, and why did it not last?"},
    Question{"warning-notice", "What does the warning notice require, by when, and what is still open?"},
    Question{"headteacher-post", "Who leads the school now, and when will the post be filled for good?"},
    Question{"finance-balance", "What does the three-year budget show, and what keeps it in balance?"},
    Question{"finance-volatility", "Why has the budget moved so much, and what makes it steadier?"},
    Question{"finance", "By when is the deficit repaid, and has the authority agreed the plan?"},
    Question{"roll", "How many pupils do we expect in the next three years, and do staff numbers fit?"},
    Question{"staffing", "Why do teachers leave, and what would make them stay?"}};

constexpr std::array<std::string_view, governors_questions> for_any_school{
    "Which of these figures should change first, and when will we see it?",
    "What support does the school get, and how do we know that it helps?",
    "What does the school's own evidence say that these figures do not?",
    "What has changed since these figures were collected?",
    "When did governors last see this work for themselves, and what did they find?"};

const Question* own_question(const Indicator& indicator) {
    const auto found = std::ranges::find_if(
        questions, [&](const Question& each) { return indicator.code.starts_with(each.begins); });
    return found == questions.end() ? nullptr : &*found;
}

}

Heard heard_by_school(const Run& run, const Proposal& proposal) {
    Heard heard;
    std::vector<const Contribution*> counted;
    for (const MainReason& main :
         main_reasons(run, proposal, proposal.contributions.size(), Hearer::school)) {
        counted.push_back(main.contribution);
        if (told_as_figure(run, *main.contribution))
            heard.counts.push_back(figure_of(run, *main.contribution, main.trigger));
        else
            heard.kinds_of_notes.push_back(main.title);
    }
    // By name: an order by size would tell how much each adds.
    std::ranges::sort(heard.kinds_of_notes);
    for (const Contribution& c : proposal.contributions)
        if (std::ranges::find(counted, &c) == counted.end() && told_as_figure(run, c))
            heard.adds_nothing.push_back(figure_of(run, c, false));
    return heard;
}

std::vector<HeardChange> come_since(const Run& then_run, const Proposal& then, const Run& now_run,
                                    const Proposal& now) {
    std::vector<std::pair<int, HeardChange>> found;
    const auto add = [&](const Indicator& indicator, const Contribution* was, const Contribution* is) {
        HeardChange change{.title = indicator.title,
                           .then = was ? yours(then_run, *was) : "Not known",
                           .now = is ? yours(now_run, *is) : "No longer counts"};
        const Points before = was ? was->contribution : Points{}, after = is ? is->contribution : Points{};
        if (before == after) return;
        change.points = fmt::format("{} then, {} now", text(before), text(after));
        found.emplace_back(std::abs(after.hundredths - before.hundredths), std::move(change));
    };
    for (const Contribution& c : now.contributions)
        if (told_as_figure(now_run, c))
            add(now_run.indicator(c), of_indicator(then_run, then, now_run.indicator(c).code), &c);
    for (const Contribution& c : then.contributions)
        if (told_as_figure(then_run, c) && !of_indicator(now_run, now, then_run.indicator(c).code))
            add(then_run.indicator(c), &c, nullptr);
    std::ranges::stable_sort(found, std::greater{}, [](const auto& each) { return each.first; });
    std::vector<HeardChange> changes;
    for (auto& [size, change] : found) changes.push_back(std::move(change));
    return changes;
}

bool has_question(const Indicator& indicator) {
    return own_question(indicator) != nullptr;
}

std::string question_about(const Indicator& indicator) {
    if (const Question* own = own_question(indicator)) return std::string{own->words};
    return fmt::format("What is done about {}, and how do we see that it works?", lowercase(indicator.title));
}

std::vector<std::string> questions_for_governors(const Run& run, const Proposal& proposal) {
    std::vector<std::string> asked;
    const auto ask = [&](std::string words) {
        if (asked.size() < governors_questions && std::ranges::find(asked, words) == asked.end())
            asked.push_back(std::move(words));
    };
    for (const MainReason& main : main_reasons(run, proposal, proposal.contributions.size(), Hearer::school))
        // What only a note says is the adviser's to talk about.
        if (told_as_figure(run, *main.contribution)) ask(question_about(run.indicator(*main.contribution)));
    for (const std::string_view words : for_any_school) ask(std::string{words});
    return asked;
}

}
