#pragma once
// A form as one function that draws, reads and checks it: the GET and the POST of an address lead to the same
// lines.
//
//     web::Response offer_visit(Act& act) {
//         Form f{act, {.title = "Offer a visit"}};
//         Visit v;
//         v.focus = f.text("focus", "What will the visit look at?", required("Enter the focus"),
//         longest(500)); v.offered_on = f.date("offered", "When is it offered?", not_before(act.today())); if
//         (!f.accepted()) return f.page(); if (auto added = visits.add(act, v); !added) return
//         f.refused(added.error()); return f.done("The visit is offered", visits_href);
//     }
//
// Until accepted() says yes the answers are placeholders. Questions may be left out unless they are
// required(); date, number, choice, person and school always want an answer, maybe_date and the like do not.
#include <functional>

#include "base/result.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/questions.hpp"
#include "feature_kit/viewer.hpp"
#include "platform/page_kit/fields.hpp"

namespace tarn::kit {

template <class T>
class Record;
template <class T>
struct Field;
struct Column;

using web::Html;

/// One answer that may be chosen.
struct Answer {
    std::string code, title;
    std::string hint{};
};
using Answers = std::vector<Answer>;

/// From this many on, answers are a list to open rather than radios.
inline constexpr std::size_t too_many_for_radios = 7;

/// A table of codes: all(), code(value), title(value), parse(text).
template <class T>
concept Codes = requires(const T& table) {
    table.code(*table.all().begin());
    table.title(*table.all().begin());
    table.parse(std::string_view{});
};
template <Codes T>
using CodeOf = std::remove_cvref_t<decltype(*std::declval<const T&>().all().begin())>;
template <Codes T>
Answers answers(const T& table) {
    Answers all;
    for (const auto value : table.all())
        all.push_back({std::string{table.code(value)}, std::string{table.title(value)}});
    return all;
}
/// People, schools, meetings: what has an `id` with a number and a `name`.
template <class T>
Answers answers_by_id(const std::vector<T>& list) {
    Answers all;
    for (const T& one : list) all.push_back({std::to_string(one.id.value), std::string{one.name}});
    return all;
}

/// The page of a form and its sending: one address, one title, one permission. `label` names the act in the
/// trail.
std::vector<Route> form_routes(std::string pattern, std::string title, access::Permission permission,
                               std::string label, const ActHandler& page);

/// A school that may be named.
struct SchoolAnswer {
    Urn urn;
    std::string name;
};

/// Where a form stands and what is around it.
struct FormPage {
    std::string title{};    ///< the page's heading; also the form's, where nothing else stands on the page
    std::string caption{};  ///< above it
    std::string back_href{};
    std::string button = "Save";
    bool warns = false;                      ///< the button is red: what it does cannot be taken back
    std::string cancel_href{};               ///< a link beside the button
    std::string action{};                    ///< where it is sent; empty: the address of the page
    std::string key{};                       ///< tells forms of one page apart: "12" in the ids of fields
    std::string heading{};                   ///< over the form, where other things stand on the page
    std::function<Html()> above{}, below{};  ///< these other things; called only when the page is shown
    bool wide = false;                       ///< for tables around the form
    bool drafts = true;                      ///< what is typed is saved every few seconds
    /// False: who may not fill it in sees the rest of the page, and nothing they send is accepted.
    bool offered = true;
};

/// Answers what no form of the page takes: it is not offered to the viewer, or what its key named is gone.
/// 409, so that the gate keeps nothing and no draft is lost, with what was typed. A page that draws several
/// forms itself calls it for a POST that none of them took; `words` are the questions by their names.
web::Response not_taken(const Act& act, const web::Fields& words = {});

class Form {
  public:
    Form(Act& act, FormPage page);

    template <ask::OfText... O>
    std::string text(std::string_view name, std::string_view words, const O&... options) {
        return read_text(ask::question(name, words, options...), false);
    }
    /// Several lines; with longest() the characters left are counted.
    template <ask::OfText... O>
    std::string long_text(std::string_view name, std::string_view words, const O&... options) {
        return read_text(ask::question(name, words, options...), true);
    }
    template <ask::OfDate... O>
    Date date(std::string_view name, std::string_view words, const O&... options) {
        return read_date(ask::question(name, words, options...), true).value_or(Date{});
    }
    template <ask::OfDate... O>
    std::optional<Date> maybe_date(std::string_view name, std::string_view words, const O&... options) {
        return read_date(ask::question(name, words, options...), false);
    }
    /// Whole numbers.
    template <ask::OfNumber... O>
    std::int64_t number(std::string_view name, std::string_view words, const O&... options) {
        return read_number(ask::question(name, words, options...), true).value_or(0);
    }
    template <ask::OfNumber... O>
    std::optional<std::int64_t> maybe_number(std::string_view name, std::string_view words,
                                             const O&... options) {
        return read_number(ask::question(name, words, options...), false);
    }
    /// One of a table of codes: radios, or a list when there are many.
    template <Codes T, ask::OfChoice... O>
    CodeOf<T> choice(std::string_view name, std::string_view words, const T& table, const O&... options) {
        const auto code = read_choice(ask::question(name, words, options...), answers(table), true);
        return table.parse(code.value_or("")).value_or(CodeOf<T>{});
    }
    template <Codes T, ask::OfChoice... O>
    std::optional<CodeOf<T>> maybe_choice(std::string_view name, std::string_view words, const T& table,
                                          const O&... options) {
        const auto code = read_choice(ask::question(name, words, options...), answers(table), false);
        return code ? std::optional<CodeOf<T>>{table.parse(*code)} : std::nullopt;
    }
    /// One of answers made for this page; the code chosen.
    template <ask::OfChoice... O>
    std::string choice(std::string_view name, std::string_view words, const Answers& list,
                       const O&... options) {
        return read_choice(ask::question(name, words, options...), list, true).value_or("");
    }
    template <ask::OfChoice... O>
    std::optional<std::string> maybe_choice(std::string_view name, std::string_view words,
                                            const Answers& list, const O&... options) {
        return read_choice(ask::question(name, words, options...), list, false);
    }
    template <class P, ask::OfChoice... O>
    PersonId person(std::string_view name, std::string_view words, const std::vector<P>& people,
                    const O&... options) {
        const auto code = read_choice(ask::question(name, words, options...), answers_by_id(people), true);
        return PersonId{parse_identifier(code.value_or("")).value_or(0)};
    }
    /// A school by URN or name; browsers suggest from the list.
    template <ask::OfChoice... O>
    Urn school(std::string_view name, std::string_view words, const std::vector<SchoolAnswer>& schools,
               const O&... options) {
        return read_school(ask::question(name, words, options...), schools);
    }
    /// Several schools by URN, with blanks, commas or lines between them; `known` says which may be named.
    template <ask::OfText... O>
    std::vector<Urn> schools(std::string_view name, std::string_view words,
                             const std::function<bool(Urn)>& known, const O&... options) {
        return read_schools(ask::question(name, words, options...), known);
    }
    /// Those ticked of several.
    template <ask::OfMany... O>
    std::vector<std::string> many(std::string_view name, std::string_view words, const Answers& list,
                                  const O&... options) {
        return read_many(ask::question(name, words, options...), list);
    }
    template <Codes T, ask::OfMany... O>
    std::vector<CodeOf<T>> many(std::string_view name, std::string_view words, const T& table,
                                const O&... options) {
        std::vector<CodeOf<T>> values;
        for (const auto& code : read_many(ask::question(name, words, options...), answers(table)))
            values.push_back(*table.parse(code));
        return values;
    }
    /// One box: "yes" when ticked. Ticked at first with ticked({"yes"}).
    template <ask::OfTick... O>
    bool tick(std::string_view name, std::string_view words, const O&... options) {
        return read_tick(ask::question(name, words, options...));
    }
    /// Asks for columns of a record (record.hpp) in the words that stand with them there, and writes the
    /// answers into the row. A question's name is its column's.
    template <class T>
    void ask(const Record<T>& record, T& row, std::initializer_list<std::type_identity_t<Field<T>>> fields) {
        for (const Field<T>& field : fields) ask_column(record.column_at(field.offset), &row, {});
    }
    /// The same for one, with what this page alone says of it.
    template <class T, class... O>
    void ask(const Record<T>& record, T& row, const std::type_identity_t<Field<T>>& field,
             const O&... options) {
        ask_column(record.column_at(field.offset), &row, {},
                   [&](Question& q) { (ask::put(q, options), ...); });
    }
    /// The same for what a row has already: it stands in the fields.
    template <class T>
    void change(const Record<T>& record, T& row,
                std::initializer_list<std::type_identity_t<Field<T>>> fields) {
        for (const Field<T>& field : fields)
            ask_column(record.column_at(field.offset), &row, {.starts_as_it_is = true});
    }
    struct HowAsked {
        bool starts_as_it_is = false;
        bool always_needed = false;  ///< also where rows may lack it
    };
    /// `more` adds to the column's own question. Throws std::invalid_argument for kinds of column that are
    /// not asked for in words.
    void ask_column(const Column& column, void* row, HowAsked how,
                    const std::function<void(Question&)>& more = {});

    /// Words or a heading between the questions.
    void say(Html html);

    bool sent() const { return sent_; }  ///< this form, not another of the page
    bool accepted() const { return sent_ && faults_.empty(); }
    /// What is wrong with several answers together, said at one of them.
    void wrong(std::string_view name, std::string sentence);
    void wrong(const Error& error) { wrong(error.field, error.message); }

    /// When another form of the address was sent, or one that is not offered: not_taken().
    web::Response page();
    /// Of a page with two forms: the other one stands below this one, and what is wrong with either is said.
    web::Response page_with(const Form& other);
    /// The page again, with what the store did not accept at the question that Error::field names.
    web::Response refused(const Error& error);
    /// Leads on; the page it leads to says `words` in a green banner.
    web::Response done(std::string words, std::string href);

    /// The end of most forms, by what the store answered: refused(), or noted in the trail under `action` at
    /// the school of the address or else the authority, and done().
    template <class Stored>
    web::Response ends(const Stored& stored, std::string_view action, std::string detail, std::string words,
                       std::string href) {
        if (!stored) return refused(stored.error());
        act_.record(
            action,
            act_.school ? "school:" + act_.school->urn.text() : "authority:" + act_.viewer.authority().text(),
            std::move(detail));
        return done(std::move(words), std::move(href));
    }

    /// For a page that draws several forms itself.
    Html html() const;
    page_kit::FieldErrors errors() const;

  private:
    web::Response page_of(Html forms, page_kit::FieldErrors errors);
    using Draw = std::function<Html(const page_kit::ErrorMessage&)>;
    struct Item {
        std::string name, words;
        std::string error_id;  ///< where the summary of errors leads to
        Draw draw;
    };
    struct Fault {
        std::string name, error_id, sentence;
    };

    web::Fields asked() const;
    std::string read_text(const Question& asked, bool lines);
    std::optional<Date> read_date(const Question& asked, bool needed);
    std::optional<std::int64_t> read_number(const Question& asked, bool needed);
    std::optional<std::string> read_choice(const Question& asked, const Answers& list, bool needed);
    Urn read_school(const Question& asked, const std::vector<SchoolAnswer>& schools);
    std::vector<Urn> read_schools(const Question& asked, const std::function<bool(Urn)>& known);
    std::vector<std::string> read_many(const Question& asked, const Answers& list);
    bool read_tick(const Question& asked);

    std::string id_of(std::string_view name) const;
    /// What stands in a field: what was sent, else what was kept of it, else what it starts with.
    std::string shown(const Question& asked) const;
    std::vector<std::string> shown_ticks(const Question& asked) const;
    const web::Fields* typed() const;  ///< null: nothing was typed into this form
    void draw(const Question& asked, std::string error_id, Draw how);
    void fault(const Question& asked, std::string sentence, std::string_view part = {});

    Act& act_;
    FormPage page_;
    bool sent_ = false;
    std::vector<Item> items_;
    std::vector<Fault> faults_;
};

}
