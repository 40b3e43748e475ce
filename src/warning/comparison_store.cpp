#include <array>
#include <cmath>

#include "platform/storage/seals.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

constexpr std::array questions{engine::Question::outcome, engine::Question::event};

void store_figure(storage::Writer& db, const ModelComparison& comparison, engine::Question question,
                  const ComparedFigure& figure) {
    const engine::PairedFigures& pair = comparison.of(question);
    const auto &first = pair.first.*figure.which, &second = pair.second.*figure.which,
               &apart = pair.difference.*figure.which;
    if (!first || !second || !apart) return;
    db.execute(
        "INSERT INTO warning_comparison_figure (model_id, with_id, question, figure, model_value, model_low, "
        "model_high, with_value, with_low, with_high, difference, difference_low, difference_high) VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        comparison.model.model, comparison.with.model, question_code(question), figure.code, first->value,
        first->low, first->high, second->value, second->low, second->high, apart->value, apart->low,
        apart->high);
}

engine::Figure figure_at(const storage::Row& row, int first) {
    return {row.real(first), row.real(first + 1), row.real(first + 2)};
}

void read_figures(storage::Reader& db, ModelComparison& comparison) {
    for (const auto& row :
         db.query("SELECT question, figure, model_value, model_low, model_high, with_value, with_low, "
                  "with_high, difference, difference_low, difference_high FROM warning_comparison_figure "
                  "WHERE model_id = $1 AND with_id = $2",
                  comparison.model.model, comparison.with.model)) {
        engine::PairedFigures& pair =
            row.string(0) == question_code(engine::Question::event) ? comparison.event : comparison.outcome;
        for (const ComparedFigure& figure : compared_figures()) {
            if (row.string(1) != figure.code) continue;
            pair.first.*figure.which = figure_at(row, 2);
            pair.second.*figure.which = figure_at(row, 5);
            pair.difference.*figure.which = figure_at(row, 8);
        }
    }
}

void count_schools(engine::PairedFigures& pair, std::int64_t schools, std::int64_t events) {
    for (engine::Figures* one : {&pair.first, &pair.second, &pair.difference}) {
        one->n = static_cast<std::size_t>(schools);
        one->events = static_cast<std::size_t>(events);
    }
}

StandIn stand_in_of(std::string_view code) {
    return code == stand_in_code(StandIn::itself) ? StandIn::itself : StandIn::its_trial;
}

constexpr const char* columns =
    "SELECT model_id, with_id, held_from, held_to, model_stand_in, model_fit_to, with_stand_in, with_fit_to, "
    "outcome_schools, outcome_events, event_schools, event_events, compared_at FROM warning_comparison ";

StoredComparison read_comparison(const storage::Row& row) {
    StoredComparison out;
    ModelComparison& one = out.comparison;
    one.model = {row.id<ModelId>(0), stand_in_of(row.string(4)), row.date(5)};
    one.with = {row.id<ModelId>(1), stand_in_of(row.string(6)), row.date(7)};
    one.from = row.date(2);
    one.to = row.date(3);
    count_schools(one.outcome, row.integer(8), row.integer(9));
    count_schools(one.event, row.integer(10), row.integer(11));
    out.at = row.instant(12);
    return out;
}

/// What the figures owe to each other: the difference is that of the two, and lies where its words say.
bool holds_together(const ComparedFigure& figure, const engine::PairedFigures& pair) {
    const auto &first = pair.first.*figure.which, &second = pair.second.*figure.which,
               &apart = pair.difference.*figure.which;
    if (!first || !second || !apart) return !first && !second && !apart;
    const double expected = figure.which == &engine::Figures::slope
                                ? std::abs(first->value - 1) - std::abs(second->value - 1)
                                : first->value - second->value;
    return std::abs(apart->value - expected) < 1e-12 && apart->low <= apart->high;
}

}

namespace {

void put_comparison(storage::Writer& db, const ModelComparison& comparison, Instant now) {
    const ModelId model = comparison.model.model, with = comparison.with.model;
    db.execute("DELETE FROM warning_comparison_figure WHERE model_id = $1 AND with_id = $2", model, with);
    db.execute("DELETE FROM warning_comparison WHERE model_id = $1 AND with_id = $2", model, with);
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    db.execute(
        "INSERT INTO warning_comparison (model_id, with_id, held_from, held_to, model_stand_in, "
        "model_fit_to, with_stand_in, with_fit_to, outcome_schools, outcome_events, event_schools, "
        "event_events, compared_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        model, with, comparison.from, comparison.to, stand_in_code(comparison.model.stand_in),
        comparison.model.fit_to, stand_in_code(comparison.with.stand_in), comparison.with.fit_to,
        number(comparison.outcome.first.n), number(comparison.outcome.first.events),
        number(comparison.event.first.n), number(comparison.event.first.events), now);
    for (const engine::Question question : questions)
        for (const ComparedFigure& figure : compared_figures())
            store_figure(db, comparison, question, figure);
}

}

void store_comparison(storage::Writer& db, const ModelComparison& comparison, Instant now) {
    storage::change(
        db, {"warning_comparison", "warning_comparison_figure"}, "model_id = $1 AND with_id = $2",
        [&] { put_comparison(db, comparison, now); }, comparison.model.model, comparison.with.model);
}

std::optional<StoredComparison> find_comparison(storage::Reader& db, ModelId model, ModelId with) {
    auto found = db.first(std::string{columns} +
                              "WHERE (model_id = $1 AND with_id = $2) OR (model_id = $2 AND with_id = $1) "
                              "ORDER BY compared_at DESC, model_id DESC LIMIT 1",
                          read_comparison, model, with);
    if (!found) return found;
    read_figures(db, found->comparison);
    if (found->comparison.model.model != model) found->comparison = turned(std::move(found->comparison));
    return found;
}

std::vector<std::string> verify_comparisons(storage::Reader& db) {
    std::vector<StoredComparison> all;
    for (const auto& row : db.query(std::string{columns} + "ORDER BY model_id, with_id"))
        all.push_back(read_comparison(row));
    std::vector<std::string> complaints;
    for (StoredComparison& one : all) {
        read_figures(db, one.comparison);
        const ModelComparison& c = one.comparison;
        const std::string name = "comparison of early-warning models " + std::to_string(c.model.model.value) +
                                 " and " + std::to_string(c.with.model.value);
        if (c.model.fit_to >= c.from || c.with.fit_to >= c.from || c.to < c.from)
            complaints.push_back(name + ": was made on outcomes that one of them knew");
        for (const engine::Question question : questions)
            for (const ComparedFigure& figure : compared_figures())
                if (!holds_together(figure, c.of(question)))
                    complaints.push_back(name + ": the difference is not that of the two figures: " +
                                         std::string{figure.code});
    }
    return complaints;
}

}
