// Questions that the columns of a record ask.
#include <stdexcept>

#include "feature_kit/columns.hpp"
#include "feature_kit/form.hpp"

namespace tarn::kit {
namespace {

/// What the row holds, as a field shows it.
void start_with(Question& asked, const Column& column, const Cell& now) {
    if (std::holds_alternative<std::monostate>(now)) return;
    if (column.kind == Kind::date)
        asked.starts_on = Date::parse_iso(std::get<std::string>(now));
    else if (column.kind == Kind::code)
        asked.starts_as = column.words[static_cast<std::size_t>(integer_in(now))].code;
    else if (column.kind == Kind::number)
        asked.starts_as = std::to_string(integer_in(now));
    else if (column.kind == Kind::text)
        asked.starts_as = std::get<std::string>(now);
    else if (integer_in(now) != 0)
        asked.starts_ticked = {"yes"};
}

Answers answers_of(const Column& column) {
    Answers all;
    for (const CodeWord& word : column.words)
        all.push_back({std::string{word.code}, std::string{word.title}});
    return all;
}

Cell index_of(const Column& column, std::string_view code) {
    for (std::size_t i = 0; i < column.words.size(); ++i)
        if (column.words[i].code == code) return static_cast<std::int64_t>(i);
    return {};
}

}

void Form::ask_column(const Column& column, void* row, HowAsked how,
                      const std::function<void(Question&)>& more) {
    Question asked = column.asked;
    asked.name = column.name;
    if (asked.words.empty()) asked.words = column.title;
    void* const member = static_cast<char*>(row) + column.member.offset;
    if (how.starts_as_it_is) start_with(asked, column, column.member.get(member));
    if (more) more(asked);
    if (how.always_needed && column.kind == Kind::text && asked.required.empty())
        asked.required = "Enter an answer";
    const bool needed = how.always_needed || !column.optional;
    Cell answer;
    switch (column.kind) {
        case Kind::text:
            if (auto text = read_text(asked, asked.lines > 0); !text.empty() || !column.optional)
                answer = std::move(text);
            break;
        case Kind::date:
            if (const auto day = read_date(asked, needed)) answer = to_cell(*day);
            break;
        case Kind::number:
            if (const auto number = read_number(asked, needed)) answer = *number;
            break;
        case Kind::code:
            if (const auto code = read_choice(asked, answers_of(column), needed))
                answer = index_of(column, *code);
            break;
        case Kind::flag:
            answer = std::int64_t{read_tick(asked)};
            break;
        default:
            throw std::invalid_argument("a form cannot ask for the column " + column.name);
    }
    const bool left_out = std::holds_alternative<std::monostate>(answer);
    if (sent_ && (!left_out || column.optional)) column.member.set(member, answer);
}

}
