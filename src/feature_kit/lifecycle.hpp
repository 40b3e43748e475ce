#pragma once
// What can happen to a thing: acts, the states each is possible in, who may. Pure; rules may use it. The
// state itself is never typed: the room's state() derives it from what is recorded.
//
//     const Lifecycle<VisitState> visit_life{
//         "visit", visit_states,
//         {{"agree", {VisitState::offered}, visits_answer, "Agree a date", "visit.held"},
//          {"decline", {VisitState::offered, VisitState::agreed}, visits_answer, "Decline"}}};
//
//     visit_life.possible(state(v), viewer, v.school, v.authority)           the buttons
//     visit_life.check("agree", state(v), viewer, v.school, v.authority)     Done, or why not in words
#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/code_table.hpp"
#include "base/result.hpp"
#include "feature_kit/viewer.hpp"

namespace tarn::kit {

template <class S>
struct LifeAct {
    std::string name;  ///< in addresses and the trail
    std::vector<S> from;
    access::Permission permission;
    std::string label;      ///< on its button, an order: "Agree a date"
    std::string clock{};    ///< the rule of schemes/clocks that says by when; empty: none
    std::string refusal{};  ///< for those who may not: who may; empty: the role is named as the reason
};

/// Says whether the permission is given for the thing at hand: where more than a role decides, as for its
/// author.
template <class F>
concept Allows = std::predicate<const F&, access::Permission>;

/// "Agree a date" -> "agree a date"; "SEND review" stays.
std::string within_sentence(std::string_view label);
/// "offered, agreed or held".
std::string any_of_words(const std::vector<std::string>& words);

template <class S>
class Lifecycle {
  public:
    using Act = LifeAct<S>;

    /// Throws std::invalid_argument for an act without name, label or states, for two of one name, and for a
    /// permission that the table of permissions does not have.
    Lifecycle(std::string_view noun, const CodeTable<S>& states, std::initializer_list<Act> acts)
        : noun_(noun), states_(&states), acts_(acts) {
        for (const Act& act : acts_) {
            access::require_in_table(act.permission, "the act " + act.name + " of a " + noun_);
            if (act.name.empty() || act.label.empty() || act.from.empty())
                throw std::invalid_argument("An act of a " + noun_ + " needs a name, a label and a state.");
            if (std::ranges::count(acts_, act.name, &Act::name) > 1)
                throw std::invalid_argument("The act " + act.name + " of a " + noun_ + " stands twice.");
        }
    }

    const std::vector<Act>& acts() const { return acts_; }
    /// Throws std::invalid_argument when there is none of that name.
    const Act& act(std::string_view name) const {
        const auto found = std::ranges::find(acts_, name, &Act::name);
        if (found == acts_.end())
            throw std::invalid_argument("A " + noun_ + " has no act " + std::string{name} + ".");
        return *found;
    }

    template <Allows May>
    std::vector<const Act*> possible(S state, const May& may) const {
        std::vector<const Act*> found;
        for (const Act& act : acts_)
            if (std::ranges::count(act.from, state) > 0 && may(act.permission)) found.push_back(&act);
        return found;
    }
    std::vector<const Act*> possible(S state, const access::Viewer& viewer) const {
        return possible(state, [&](access::Permission wanted) { return viewer.may(wanted); });
    }
    std::vector<const Act*> possible(S state, const access::Viewer& viewer, Urn school,
                                     AuthorityCode authority) const {
        return possible(state,
                        [&](access::Permission wanted) { return viewer.may(wanted, school, authority); });
    }

    /// Done when the act is possible; otherwise what stands in the way, and when it would be possible.
    template <Allows May>
    Outcome check(std::string_view name, S state, const May& may) const {
        const Act& wanted = act(name);
        const std::string what = within_sentence(wanted.label);
        if (!may(wanted.permission))
            return Error{
                wanted.refusal.empty() ? "Your role does not let you " + what + " here." : wanted.refusal,
                {}};
        if (std::ranges::count(wanted.from, state) > 0) return Done{};
        std::vector<std::string> when;
        for (const S each : wanted.from) when.push_back(within_sentence(states_->title(each)));
        return Error{"You cannot " + what + ": this " + noun_ + " is " +
                         within_sentence(states_->title(state)) + ". It must be " + any_of_words(when) + ".",
                     {}};
    }
    Outcome check(std::string_view name, S state, const access::Viewer& viewer) const {
        return check(name, state, [&](access::Permission wanted) { return viewer.may(wanted); });
    }
    Outcome check(std::string_view name, S state, const access::Viewer& viewer, Urn school,
                  AuthorityCode authority) const {
        return check(name, state,
                     [&](access::Permission wanted) { return viewer.may(wanted, school, authority); });
    }

  private:
    std::string noun_;
    const CodeTable<S>* states_;
    std::vector<Act> acts_;
};

}
