// Scores and evaluations as JSON and tables. The bytes depend on the run alone.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "analytics/chance.hpp"
#include "warning/warning.hpp"

namespace tarn::warning {
namespace {

using Buffer = fmt::memory_buffer;
constexpr std::size_t told_reasons = 5;

void append(Buffer& out, std::string_view text) {
    out.append(text.data(), text.data() + text.size());
}
template <class... A>
void format(Buffer& out, fmt::format_string<A...> pattern, A&&... arguments) {
    fmt::format_to(std::back_inserter(out), pattern, std::forward<A>(arguments)...);
}

/// RFC 8259 string.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<int>(c));
        else
            out += c;
    }
    return out + '"';
}

std::string figure_json(const std::optional<engine::Figure>& figure) {
    if (!figure) return "null";
    return fmt::format("{{\"value\": {:.4f}, \"low\": {:.4f}, \"high\": {:.4f}}}", figure->value, figure->low,
                       figure->high);
}

std::string figures_json(const engine::Figures& f) {
    return fmt::format(
        "\"n\": {}, \"events\": {}, \"auc\": {}, \"average_precision\": {}, \"brier\": {}, "
        "\"calibration_slope\": {}, \"calibration_intercept\": {}, \"top_10_percent\": {}, "
        "\"top_20_percent\": {}",
        f.n, f.events, figure_json(f.auc), figure_json(f.average_precision), figure_json(f.brier),
        figure_json(f.slope), figure_json(f.intercept), figure_json(f.top_tenth), figure_json(f.top_fifth));
}

std::string figure_text(const std::optional<engine::Figure>& figure, bool percent = false) {
    if (!figure) return "-";
    if (percent)
        return fmt::format("{:.1f} % ({:.1f} to {:.1f})", figure->value * 100, figure->low * 100,
                           figure->high * 100);
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", figure->value, figure->low, figure->high);
}

std::string optional_number(const std::optional<double>& value) {
    return value ? fmt::format("{:.4f}", *value) : "null";
}

void bands_json(Buffer& out, std::string_view name, const std::vector<engine::CalibrationBand>& bands) {
    format(out, "   {}: [", quoted(name));
    for (std::size_t i = 0; i < bands.size(); ++i)
        format(out, "{}{{\"expected\": {:.4f}, \"observed\": {:.4f}, \"n\": {}, \"events\": {}}}",
               i ? ", " : "", bands[i].expected, bands[i].observed, bands[i].n, bands[i].events);
    append(out, "],\n");
}

void evaluation_json(Buffer& out, const engine::Evaluation& evaluation) {
    const auto& request = evaluation.request;
    format(out,
           "  {{\"fit_to\": \"{}\", \"test_from\": \"{}\", \"test_to\": \"{}\", \"known_after_days\": {}, "
           "\"population\": {}, \"bootstrap_samples\": {},\n",
           request.window.fit_to.iso(), request.window.from.iso(), request.window.to.iso(), request.lag.days,
           quoted(among_code(request.among)), request.samples);
    append(out, "   \"measured\": [\n");
    for (std::size_t i = 0; i < evaluation.measured.size(); ++i) {
        const auto& one = evaluation.measured[i];
        format(out, "    {{\"question\": {}, \"scorer\": {}, \"breakdown\": {}, \"group\": {}, {}}}{}\n",
               quoted(asked_code(one.asked)), quoted(scorer_code(one.scorer)), quoted(one.breakdown),
               quoted(one.group), figures_json(one.figures), i + 1 < evaluation.measured.size() ? "," : "");
    }
    append(out, "   ],\n   \"false_alarms\": [");
    for (std::size_t i = 0; i < evaluation.false_alarms.size(); ++i) {
        const auto& one = evaluation.false_alarms[i];
        const auto open =
            analytics::wilson_interval(one.share, static_cast<double>(one.uneventful), analytics::alert_z);
        format(out,
               "{}\n    {{\"breakdown\": {}, \"group\": {}, \"uneventful\": {}, \"share_in_top_10_percent\": "
               "{:.4f}, \"low\": {:.4f}, \"high\": {:.4f}}}",
               i ? "," : "", quoted(one.breakdown), quoted(one.group), one.uneventful, one.share, open.low,
               open.high);
    }
    append(out, "],\n");
    bands_json(out, "outcome_calibration", evaluation.outcome_bands);
    bands_json(out, "event_calibration", evaluation.event_bands);
    append(out, "   \"capture_curve\": [");
    for (std::size_t i = 0; i < evaluation.capture_curve.size(); ++i)
        format(out, "{}{:.4f}", i ? ", " : "", evaluation.capture_curve[i]);
    format(out, "],\n   \"top_10_percent_kept_after_half_a_year\": {}, \"median_lead_months\": {}}}",
           optional_number(evaluation.top_tenth_kept), optional_number(evaluation.lead_months));
}

void row(Buffer& out, std::string_view name, const engine::Figures& f) {
    format(out, "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", name, f.n, f.events,
           figure_text(f.auc), figure_text(f.average_precision), figure_text(f.brier), figure_text(f.slope),
           figure_text(f.intercept), figure_text(f.top_tenth, true), figure_text(f.top_fifth, true));
}

void header(Buffer& out, std::string_view first) {
    format(out,
           "| {} | n | events | AUC | average precision | Brier | calibration slope | intercept | events "
           "in top 10 % | in top 20 % |\n|---|---|---|---|---|---|---|---|---|---|\n",
           first);
}

void false_alarms_table(Buffer& out, const engine::Evaluation& evaluation) {
    append(out,
           "\n#### False alarms: schools to which nothing happened that stood in the top 10 %\n\n"
           "| | group | schools | share |\n|---|---|---|---|\n");
    std::string spread;
    for (std::size_t i = 0; i < evaluation.false_alarms.size();) {
        const std::string& breakdown = evaluation.false_alarms[i].breakdown;
        double low = 1, high = 0;
        for (; i < evaluation.false_alarms.size() && evaluation.false_alarms[i].breakdown == breakdown; ++i) {
            const auto& one = evaluation.false_alarms[i];
            low = std::min(low, one.share);
            high = std::max(high, one.share);
            format(out, "| {} | {} | {} | {:.1f} % |\n", one.breakdown, one.group, one.uneventful,
                   one.share * 100);
        }
        spread += fmt::format("{}{} {:.1f}", spread.empty() ? "" : ", ", breakdown, (high - low) * 100);
    }
    format(out, "\nSpread in percentage points: {}.\n", spread);
}

void evaluation_table(Buffer& out, const engine::Evaluation& evaluation) {
    const auto& request = evaluation.request;
    format(out, "### {}; {} to {}, fitted to {}{}\n", among_title(request.among), request.window.from.iso(),
           request.window.to.iso(), request.window.fit_to.iso(),
           request.lag.days ? fmt::format(", inspections known {} days late", request.lag.days) : "");
    for (const engine::Asked asked : {engine::Asked::outcome, engine::Asked::event, engine::Asked::decline}) {
        format(out, "\n#### {}\n\n", asked_title(asked));
        header(out, "");
        for (const auto& one : evaluation.measured)
            if (one.asked == asked && one.breakdown.empty()) row(out, scorer_title(one.scorer), one.figures);
    }
    for (const engine::Asked asked : {engine::Asked::outcome, engine::Asked::event}) {
        bool begun = false;
        for (const auto& one : evaluation.measured) {
            if (one.asked != asked || one.breakdown.empty()) continue;
            if (!begun) {
                format(out, "\n#### By group: {}\n\n", asked_title(asked));
                header(out, "group");
                begun = true;
            }
            row(out, one.breakdown + ": " + one.group, one.figures);
        }
    }
    if (!evaluation.false_alarms.empty()) false_alarms_table(out, evaluation);
    if (evaluation.top_tenth_kept)
        format(out, "\nOf the top 10 %, {:.1f} % are still in it half a year later.\n",
               *evaluation.top_tenth_kept * 100);
    if (evaluation.lead_months)
        format(out, "\nEvents in the top 10 % came {:.1f} months later (median).\n", *evaluation.lead_months);
    append(out, "\n");
}

}

std::string to_json(const std::vector<engine::Evaluation>& evaluations) {
    Buffer out;
    append(out, "{\"evaluations\": [\n");
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        evaluation_json(out, evaluations[i]);
        append(out, i + 1 < evaluations.size() ? ",\n" : "\n");
    }
    append(out, "]}\n");
    return fmt::to_string(out);
}

std::string to_table(const std::vector<engine::Evaluation>& evaluations) {
    Buffer out;
    for (const auto& one : evaluations) evaluation_table(out, one);
    return fmt::to_string(out);
}

std::string to_json(const WarningRun& run) {
    Buffer out;
    format(
        out,
        "{{\"as_at\": \"{}\", \"model\": {}, \"fit_to\": \"{}\", \"checksum\": {}, \"stability\": {:.4f},\n",
        run.as_at.iso(), run.stored->facts.id.value, run.stored->model.fit_to.iso(),
        quoted(run.stored->facts.checksum), run.drift.of_scores);
    append(out, " \"schools\": [\n");
    for (std::size_t i = 0; i < run.schools.size(); ++i) {
        const SchoolWarning& school = run.schools[i];
        const Explanation told = explain(run, school);
        format(out, "  {{\"urn\": {}, \"name\": {}, \"phase\": {}, \"probability\": {:.4f}, ",
               school.urn.value, quoted(school.name), quoted(analytics::phase_code(school.phase)),
               school.event);
        if (school.band && school.interval)
            format(out,
                   "\"schools_like_it\": {{\"n\": {}, \"less_than_good\": {}, \"low\": {:.4f}, \"high\": "
                   "{:.4f}}}, ",
                   school.band->n, school.band->events, school.interval->low, school.interval->high);
        format(out, "\"if_inspected\": {:.4f}, \"log_odds\": {:.6f}, \"base\": {:.6f}, \"terms\": [",
               school.outcome, school.event_log_odds, told.base);
        for (std::size_t k = 0; k < told.terms.size(); ++k)
            format(out, "{}{{\"text\": {}, \"log_odds\": {:.6f}}}", k ? ", " : "", quoted(told.terms[k].text),
                   told.terms[k].log_odds);
        format(out, "]}}{}\n", i + 1 < run.schools.size() ? "," : "");
    }
    append(out, " ],\n \"not_scored\": [");
    for (std::size_t i = 0; i < run.not_scored.size(); ++i)
        format(out, "{}{}", i ? ", " : "", run.not_scored[i].value);
    append(out, "]}\n");
    return fmt::to_string(out);
}

std::string to_table(const WarningRun& run) {
    Buffer out;
    format(out, "As at {}, model {} fitted to {}. Stability index {:.2f}.\n\n", run.as_at.display(),
           run.stored->facts.id.value, run.stored->model.fit_to.display(), run.drift.of_scores);
    append(out,
           "Range: of schools with about the same chance, when the model was tried (95 %). It is theirs: a "
           "school's own chance can lie outside it.\n\n");
    format(out, "{:<6}  {:<44}  {:>9}  {:>13}  {:>9}  {}\n", "URN", "Name", "14 months", "Their range",
           "inspected", "What moves it most (log-odds)");
    for (const SchoolWarning& school : run.schools) {
        format(out, "{:<6}  {:<44.44}  {:>7.1f} %  ", school.urn.value, school.name, school.event * 100);
        format(out, "{:>13}  {:>7.1f} %  ",
               school.interval ? fmt::format("{:.1f} to {:.1f} %", school.interval->low * 100,
                                             school.interval->high * 100)
                               : std::string{"-"},
               school.outcome * 100);
        const auto told = explain_plainly(run, school).reasons;
        for (std::size_t k = 0; k < std::min(told_reasons, told.size()); ++k)
            format(out, "{}{} ({:+.2f})", k ? "; " : "", told[k].text, told[k].log_odds);
        append(out, "\n");
    }
    if (!run.not_scored.empty())
        format(out, "\n{} open schools are not scored: no graded inspection was known.\n",
               run.not_scored.size());
    return fmt::to_string(out);
}

}
