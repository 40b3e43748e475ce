// A record's rows as people read them, and rows made up for tests.
#include <algorithm>
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {
namespace {

std::string words_of(const Column& column, const std::string& code) {
    const auto found = std::ranges::find(column.words, code, &CodeWord::code);
    return found == column.words.end() ? code : std::string{found->title};
}

void show_text(Shown& shown, const Column& column, const std::string& stored) {
    shown.text = column.kind == Kind::code ? words_of(column, stored) : stored;
    if (column.kind == Kind::date) {
        if ((shown.date = Date::parse_iso(stored))) shown.text = shown.date->display();
    } else if (column.kind == Kind::instant) {
        const auto at = parse_instant(stored);
        if (!at) return;
        shown.date = local_day(*at);
        shown.text = local_minute(*at);
    }
}

void show_integer(Shown& shown, const Column& column, std::int64_t stored) {
    switch (column.kind) {
        case Kind::flag:
            shown.text = stored != 0 ? "Yes" : "No";
            return;
        case Kind::authority:
            shown.text = AuthorityCode{static_cast<std::int16_t>(stored)}.text();
            return;
        default:
            shown.text = std::to_string(stored);
            if (column.kind != Kind::person) shown.number = static_cast<double>(stored);
    }
}

bool may_be_left_out(const Column& column) {
    return column.optional || (column.kind == Kind::text && column.required.empty());
}

}

Shown show(const Column& column, const Cell& cell) {
    Shown shown{column.title, {}};
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) show_integer(shown, column, *integer);
    if (const auto* text = std::get_if<std::string>(&cell)) show_text(shown, column, *text);
    if (const auto* real = std::get_if<double>(&cell)) {
        shown.text = fmt::format("{}", *real);
        shown.number = *real;
    }
    return shown;
}

ShownRow RecordBase::shown(const void* row) const {
    ShownRow cells;
    for (const Column& column : columns_)
        if (!column.title.empty() && (column.derive || column.member.get))
            cells.push_back(show(column, cell_of(column, row)));
    return cells;
}

unsigned RecordBase::sample_count() const {
    constexpr std::ptrdiff_t most_bits = 10;
    const auto choices = std::ranges::count_if(
        columns_, [](const Column& each) { return each.kept() && may_be_left_out(each); });
    return 1U << std::min(choices, most_bits);
}

void RecordBase::fill_sample(void* row, unsigned variant) const {
    Date day = *Date::of(2026, 1, 1);
    unsigned bits = variant;
    for (const Column& column : columns_) {
        if (!column.kept() || column.kind == Kind::key) continue;
        day = day + 1;
        bool filled = true;
        if (may_be_left_out(column)) {
            filled = (bits & 1U) != 0;
            bits >>= 1U;
        }
        if (filled)
            column.member.set(static_cast<char*>(row) + column.member.offset,
                              sample_of(column, day, variant));
    }
}

Cell RecordBase::sample_of(const Column& column, Date day, unsigned variant) {
    constexpr std::int64_t authority = 901, first_school = 900001;
    switch (column.kind) {
        case Kind::authority:
            return authority;
        case Kind::school:
            return first_school;
        case Kind::text: {
            std::string text = column.title.empty() ? column.name : column.title;
            if (column.longest > 0) text.resize(std::min(text.size(), column.longest));
            return text;
        }
        case Kind::date:
            return day.iso();
        case Kind::instant:
            return day.iso() + "T09:00:00Z";
        case Kind::real:
            return 1.5;
        case Kind::code:
            return static_cast<std::int64_t>(variant % column.words.size());
        default:
            return std::int64_t{1};
    }
}

}
