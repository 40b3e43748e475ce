// Runs as JSON, CSV and a table. The bytes depend on the run alone.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t top_reasons = 3;

using Buffer = fmt::memory_buffer;

void append(Buffer& out, std::string_view text) {
    out.append(text.data(), text.data() + text.size());
}

/// RFC 8259 string.
void quote(Buffer& out, std::string_view text) {
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<int>(c));
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

/// At most four decimals, none that say nothing: 0.5, 12, -1.2345.
std::string number(double value) {
    std::string text = decimal(value, 4);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string number(const std::optional<double>& value) {
    return value ? number(*value) : "null";
}

void write(Buffer& out, const Run& run, const Contribution& c) {
    const auto open = interval(run, c);
    append(out, "{\"indicator\":");
    quote(out, run.indicator(c).code);
    fmt::format_to(std::back_inserter(out),
                   ",\"value\":{},\"low\":{},\"high\":{},\"comparison\":{},\"n\":{},\"years\":{},"
                   "\"reliability\":{},\"severity\":{},\"contribution\":{},\"maximum\":{},\"release\":",
                   number(c.value), number(open ? std::optional{open->low} : std::nullopt),
                   number(open ? std::optional{open->high} : std::nullopt), number(c.comparison), number(c.n),
                   c.years, number(c.reliability), number(c.severity), number(c.contribution.value()),
                   number(c.maximum.value()));
    quote(out, run.source(c).title);
    append(out, ",\"reason\":");
    quote(out, reason(run, c));
    append(out, "}");
}

void write(Buffer& out, const Run& run, const MissingIndicator& missing) {
    append(out, "{\"indicator\":");
    quote(out, run.indicator(missing).code);
    append(out, ",\"code\":");
    quote(out, missing_code(missing.code));
    append(out, ",\"reason\":");
    quote(out, reason(run, missing));
    append(out, missing.applies ? "}" : ",\"applies\":false}");
}

template <class Items>
void write_list(Buffer& out, const Run& run, const Items& items) {
    append(out, "[");
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) append(out, ",");
        write(out, run, items[i]);
    }
    append(out, "]");
}

void write(Buffer& out, const Run& run, const Proposal& p) {
    fmt::format_to(std::back_inserter(out), "{{\"urn\":{},\"name\":", p.urn.value);
    quote(out, p.name);
    fmt::format_to(
        std::back_inserter(out),
        ",\"phase\":\"{}\",\"level\":\"{}\",\"score\":{},\"maximum\":{},\"coverage\":{},\"contributions\":",
        phase_code(p.phase), level_codes.code(p.level), p.score ? number(p.score->value()) : "null",
        number(p.maximum.value()), number(p.coverage));
    write_list(out, run, p.contributions);
    append(out, ",\"missing\":");
    write_list(out, run, p.missing);
    append(out, "}");
}

std::vector<std::string> reasons_in_short(const Run& run, const Proposal& proposal) {
    std::vector<const Contribution*> order;
    for (const Contribution& c : proposal.contributions)
        if (c.contribution.hundredths > 0) order.push_back(&c);
    std::stable_sort(order.begin(), order.end(), [](const Contribution* a, const Contribution* b) {
        return a->contribution > b->contribution;
    });
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < std::min(order.size(), top_reasons); ++i)
        titles.push_back(
            fmt::format("{} ({})", run.indicator(*order[i]).title, text(order[i]->contribution)));
    return titles;
}

std::string score_text(const Proposal& p) {
    return p.score ? text(*p.score) : "";
}

/// RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe.
std::string cell(std::string_view text) {
    std::string safe{text};
    if (!safe.empty() && std::string_view{"=+-@\t\r"}.find(safe[0]) != std::string_view::npos)
        safe.insert(0, "'");
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

}

std::string to_json(const Run& run) {
    Buffer out;
    append(out, "[");
    for (std::size_t i = 0; i < run.proposals.size(); ++i) {
        append(out, i == 0 ? "\n" : ",\n");
        write(out, run, run.proposals[i]);
    }
    append(out, "\n]\n");
    return fmt::to_string(out);
}

std::string to_csv(const Run& run) {
    std::string csv = "urn,name,phase,level,score,maximum,coverage,reasons\r\n";
    for (const Proposal& p : run.proposals)
        fmt::format_to(std::back_inserter(csv), "{},{},{},{},{},{},{},{}\r\n", p.urn.value, cell(p.name),
                       phase_code(p.phase), level_codes.code(p.level), score_text(p), text(p.maximum),
                       number(p.coverage),
                       cell(fmt::format("{}", fmt::join(reasons_in_short(run, p), "; "))));
    return csv;
}

std::string to_table(const Run& run) {
    std::string table = fmt::format("{:<6}  {:<44}  {:<11}  {:<19}  {:>6}  {:>7}  {:>8}  {}\n", "URN", "Name",
                                    "Phase", "Level", "Score", "Maximum", "Coverage", "Most of it");
    std::array<int, 4> counts{};
    std::vector<const Proposal*> worst_first;  // those without evidence last; within a level by URN
    for (const Proposal& p : run.proposals) worst_first.push_back(&p);
    std::ranges::stable_sort(worst_first, [](const Proposal* a, const Proposal* b) {
        const auto place = [](const Proposal* p) {
            return p->level == Level::not_enough_evidence ? -1 : static_cast<int>(p->level);
        };
        return place(a) > place(b);
    });
    for (const Proposal* each : worst_first) {
        const Proposal& p = *each;
        ++counts[static_cast<std::size_t>(p.level)];
        const auto reasons = reasons_in_short(run, p);
        fmt::format_to(std::back_inserter(table),
                       "{:<6}  {:<44.44}  {:<11}  {:<19}  {:>6}  {:>7}  {:>8}  {}\n", p.urn.value, p.name,
                       phase_code(p.phase), level_codes.title(p.level), score_text(p), text(p.maximum),
                       percent_text(p.coverage), reasons.empty() ? "" : reasons.front());
    }
    fmt::format_to(std::back_inserter(table),
                   "\n{} schools as at {}: {} red, {} amber, {} green, {} without enough evidence.\n",
                   run.proposals.size(), run.as_at.display(), counts[2], counts[1], counts[0], counts[3]);
    return table;
}

std::string to_coverage(const Run& run) {
    std::vector<analytics::Phase> phases;
    for (const Proposal& p : run.proposals)
        if (std::find(phases.begin(), phases.end(), p.phase) == phases.end()) phases.push_back(p.phase);
    std::sort(phases.begin(), phases.end());
    // By indicator, then phase: fed, of how many.
    std::vector<std::array<std::array<int, 2>, 11>> counts(run.scheme->indicators.size());
    for (const Proposal& p : run.proposals) {
        const auto phase = static_cast<std::size_t>(p.phase);
        for (const Contribution& c : p.contributions)
            ++counts[c.indicator][phase][0], ++counts[c.indicator][phase][1];
        for (const MissingIndicator& m : p.missing)
            if (m.applies) ++counts[m.indicator][phase][1];
    }
    std::string table = "| indicator | weight |";
    std::string rule = "|---|---|";
    for (const analytics::Phase phase : phases) {
        table += fmt::format(" {} |", phase_code(phase));
        rule += "---|";
    }
    table += "\n" + rule + "\n";
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!run.scheme->indicators[i].asked_on(run.as_at)) continue;
        table += fmt::format("| {} | {} |", run.scheme->indicators[i].code,
                             number(run.scheme->indicators[i].weight.value()));
        for (const analytics::Phase phase : phases) {
            const auto [fed, all] = counts[i][static_cast<std::size_t>(phase)];
            table += all == 0 ? " |" : fmt::format(" {} of {} |", fed, all);
        }
        table += "\n";
    }
    return table;
}

}
