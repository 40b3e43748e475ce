#pragma once
// What can be done to a row, a page each: the row of the address, if the viewer sees it and its state and the
// viewer's role allow the act; what it asks; what it writes; what it says. An act that does more than fill in
// columns of its row is a Form by hand.
//
//     const RowActs<Visit, VisitState> visit_acts{
//         .record = visits, .life = visit_life, .state = state, .path = "/visits/{visit}", .back = "/visits",
//         .pages = {{.act = "agree", .title = "Agreeing a visit", .trail = "visit.agreed",
//                    .done = "The visit is agreed", .asks = {&Visit::agreed_for}}}};
//     visit_acts.routes()          /visits/{visit}/agree: the form and its sending
//     visit_acts.links(visit, act)      for a list or a page of the visit
#include <algorithm>
#include <functional>

#include "feature_kit/form.hpp"
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record_page.hpp"
#include "platform/page_kit/content.hpp"

namespace tarn::kit {

/// What an act fills in itself: a function that returns nothing, or an Outcome where it may say why not.
template <class T>
class FillsIn {
  public:
    FillsIn() {}
    template <class F, class Returned = std::invoke_result_t<F, const Act&, T&>>
    FillsIn(F fill) {
        if constexpr (std::is_void_v<Returned>)
            fills_ = fill;
        else
            may_refuse_ = fill;
    }
    Outcome operator()(const Act& act, T& row) const {
        if (may_refuse_) return may_refuse_(act, row);
        if (fills_) fills_(act, row);
        return Done{};
    }

  private:
    std::function<void(const Act&, T&)> fills_;
    std::function<Outcome(const Act&, T&)> may_refuse_;
};

template <class T>
struct RowAct {
    std::string act;                 ///< of the Lifecycle; the end of the address
    std::string title;               ///< of the page, as stories and `tarn routes` call it
    std::string trail;               ///< "visit.agreed"
    std::string done;                ///< said on the page it leads to
    std::vector<Field<T>> asks;      ///< each must be answered
    std::vector<Field<T>> corrects;  ///< the same, with what the row has already
    std::vector<Field<T>> changes;   ///< asked with what the row has already; may be left out where rows may
    std::vector<Field<T>> writes;    ///< columns that `also` fills in
    FillsIn<T> also{};
    std::string says;     ///< before the questions: what follows from it
    std::string warning;  ///< the same of what cannot be taken back
    std::string button = "Save";
    /// In the same transaction, once the row is written.
    std::function<void(const Act&, const T&)> then{};
};

/// "/schools/{urn}/notes/{note}" with the row's school and, at the last parameter, its key. Throws
/// std::invalid_argument for other parameters. Without parameters it is the path itself.
std::string row_address(const RecordBase& record, std::string_view path, const void* row);

namespace parts {
Html act_links(const std::vector<std::pair<std::string, std::string>>& label_and_href);
/// "/visits/{visit}" -> "visit".
std::string last_parameter(std::string_view path);
}

template <class T, class S>
struct RowActs {
    const Record<T>& record;
    const Lifecycle<S>& life;
    S (*state)(const T&);
    std::string path;  ///< of one row; its key is the last parameter
    std::string back;  ///< where the acts lead to, with the same parameters or without
    std::function<std::string(const T&)> caption;
    std::vector<RowAct<T>> pages;
    std::string audit{};  ///< label of the trail for a form that shows what a confidential row holds

    std::vector<Route> routes() const {
        std::vector<Route> all;
        for (const RowAct<T>& each : pages) {
            const auto page = [acts = *this, each](Act& act) { return acts.answer(act, each); };
            for (Route& route : form_routes(path + "/" + each.act, each.title, life.act(each.act).permission,
                                            each.trail, page))
                all.push_back(std::move(route));
        }
        return all;
    }

    /// What the row's state and the viewer's role allow.
    Html links(const T& row, Act& act) const {
        std::vector<std::pair<std::string, std::string>> found;
        for (const RowAct<T>& each : pages) {
            if (!check(each, row, act)) continue;
            found.emplace_back(life.act(each.act).label, row_address(record, path, &row) + "/" + each.act);
        }
        return parts::act_links(found);
    }

  private:
    Outcome check(const RowAct<T>& wanted, const T& row, Act& act) const {
        return life.check(wanted.act, state(row), [&](access::Permission permission) {
            return record.reached(act.db, act.viewer, permission, &row);
        });
    }
    web::Response answer(Act& act, const RowAct<T>& wanted) const {
        auto row = asked(record, act, parts::last_parameter(path));
        if (!row) return not_found(act, "There is no such " + record.noun() + ".");
        const std::string leads_to = row_address(record, back, &*row);
        const auto may = check(wanted, *row, act);
        if (!may) return not_done(act, may.error().message, leads_to);
        if (!audit.empty() && !act.writer) act.record(audit, record.object_of(&*row));
        std::string over = act.school ? act.school->name : std::string{};
        if (caption) over += (over.empty() ? "" : ", ") + caption(*row);
        Form f{act,
               {.title = life.act(wanted.act).label,
                .caption = std::move(over),
                .back_href = leads_to,
                .button = wanted.button,
                .warns = !wanted.warning.empty()}};
        for (const std::string& words : {wanted.says, wanted.warning})
            if (!words.empty()) f.say(page_kit::paragraph(words));
        std::vector<Field<T>> changed = wanted.writes;
        for (const Field<T>& field : wanted.asks) {
            f.ask_column(record.column_at(field.offset), &*row, {.always_needed = true});
            changed.push_back(field);
        }
        for (const Field<T>& field : wanted.corrects) {
            f.ask_column(record.column_at(field.offset), &*row,
                         {.starts_as_it_is = true, .always_needed = true});
            changed.push_back(field);
        }
        for (const Field<T>& field : wanted.changes) {
            f.ask_column(record.column_at(field.offset), &*row, {.starts_as_it_is = true});
            changed.push_back(field);
        }
        if (!f.accepted()) return f.page();
        if (const auto done = wanted.also(act, *row); !done) return f.refused(done.error());
        if (const auto kept = record.update(*act.writer, act.viewer, *row, changed); !kept)
            return f.refused(kept.error());
        if (wanted.then) wanted.then(act, *row);
        act.record(wanted.trail, record.object_of(&*row));
        return f.done(wanted.done, leads_to);
    }
};

}
