// How a school changed, where each fact was taken from, and what was concluded rather than read.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "schools/conversions.hpp"
#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

struct Fact {
    Field field;
    std::string value;
};

std::string number_or_nothing(std::int32_t number) {
    return number < 0 ? std::string{} : std::to_string(number);
}

std::vector<Fact> facts_of(storage::Reader& db, const School& school) {
    const auto text = [](std::string_view value) { return std::string{value}; };
    std::vector<Fact> facts{{Field::name, text(school.name)},
                            {Field::authority, authority_words(db, school.authority)},
                            {Field::laestab, school.laestab.value ? school.laestab.text() : std::string{}},
                            {Field::type, text(type_title(school.type))},
                            {Field::phase, text(analytics::phase_title(school.phase))},
                            {Field::opened, day_words(school.opened, "")},
                            {Field::closed, day_words(school.closed, "")},
                            {Field::low_age, number_or_nothing(school.low_age)},
                            {Field::high_age, number_or_nothing(school.high_age)},
                            {Field::capacity, number_or_nothing(school.capacity)},
                            {Field::roll, number_or_nothing(school.roll)},
                            {Field::trust, text(school.trust)},
                            {Field::federation, text(school.federation)},
                            {Field::diocese, text(school.diocese)},
                            {Field::religion, text(school.religion)},
                            {Field::gender, text(school.gender)},
                            {Field::admissions, text(school.admissions)},
                            {Field::postcode, text(school.postcode)},
                            {Field::town, text(school.town)},
                            {Field::district, text(school.district)},
                            {Field::ward, text(school.ward)}};
    for (const Field field :
         {Field::street, Field::website, Field::reason_opened, Field::reason_closed, Field::sixth_form,
          Field::nursery_provision, Field::sponsor, Field::ukprn, Field::previous_authority}) {
        facts.push_back({field, text(school.detail(field))});
    }
    std::erase_if(facts, [](const Fact& fact) { return fact.value.empty(); });
    return facts;
}

std::string source_words(const School& school, Field field) {
    const auto source = school.source_of(field);
    return source ? std::string{source_codes.title(*source)} : std::string{"concluded"};
}

Html facts_table(storage::Reader& db, const School& school) {
    page_kit::DataTable table{.id = "facts",
                              .caption = "Facts and their sources",
                              .columns = {{.heading = "Fact"}, {.heading = "Value"}, {.heading = "Source"}}};
    for (const Fact& fact : facts_of(db, school)) {
        table.rows.push_back({field_codes.title(fact.field), fact.value, source_words(school, fact.field)});
    }
    return page_kit::data_table(table);
}

/// What a version brought: the facts in which it differs from the one before.
std::string changes_between(storage::Reader& db, const School& before, const School& after) {
    const auto old_facts = facts_of(db, before);
    std::string out;
    for (const Fact& fact : facts_of(db, after)) {
        const auto old = std::find_if(old_facts.begin(), old_facts.end(),
                                      [&](const Fact& one) { return one.field == fact.field; });
        if (old != old_facts.end() && old->value == fact.value) continue;
        out += out.empty() ? "" : "; ";
        out += std::string{field_codes.title(fact.field)} + ": " + fact.value;
    }
    return out.empty() ? "A source of less weight" : out;
}

std::string how_dated(const School& school) {
    if (school.infers(Inference::authority_by_reorganisation))
        return "The order that reorganised the authorities";
    if (school.infers(Inference::changed_by_snapshot)) return "The first file that shows it";
    return "";
}

Html versions_table(storage::Reader& db, std::span<const School> history) {
    page_kit::DataTable table{
        .id = "versions",
        .caption = "What changed, and when",
        .columns = {{.heading = "From"}, {.heading = "To"}, {.heading = "Change"}, {.heading = "Dated by"}},
        .source_note = register_note};
    for (std::size_t i = history.size(); i-- > 0;) {
        const School& school = history[i];
        const bool first = i == 0;
        table.rows.push_back({school.valid.from == School::first_day() ? std::string{"before records"}
                                                                       : school.valid.from.display(),
                              day_words(school.valid.to, "still so"),
                              first ? "First known as " + std::string{school.name}
                                    : changes_between(db, history[i - 1], school),
                              first ? "" : how_dated(school)});
    }
    return page_kit::data_table(table);
}

Html inferences_of(const School& school) {
    std::vector<page_kit::Content> sentences;
    for (const Inference inference : school.inferences())
        sentences.emplace_back(inference_codes.title(inference));
    if (sentences.empty()) return page_kit::paragraph("None. Every fact comes from a file.");
    return page_kit::bullet_list(sentences);
}

Html post_table(kit::Act& act, Urn urn) {
    page_kit::DataTable table{
        .id = "posts",
        .caption = "Heads and chairs",
        .columns = {{.heading = "Post"}, {.heading = "Holder"}, {.heading = "From"}, {.heading = "To"}},
        .empty_sentence = "No head or chair is recorded."};
    for (const Post& post : post_history(act.db, urn)) {
        table.rows.push_back(
            {post_kinds.title(post.kind), post.holder, post.from.display(), day_words(post.to, "in post")});
    }
    return page_kit::data_table(table);
}

/// Which other school it was decided to be, where no published link says so.
Html decided_to_be(storage::Reader& db, Urn urn) {
    Html out;
    for (const PossibleConversion& pair :
         conversions.without_viewer(db, "same_on IS NOT NULL AND (urn = $1 OR predecessor = $1)", urn))
        out += page_kit::inset_text(
            {.content =
                 fmt::format("A data officer of {} decided on {} that {} ({}) went on as {} ({}).",
                             authority_words(db, pair.authority), pair.same_on->display(),
                             pair.predecessor_name, pair.predecessor.text(), pair.name, pair.urn.text())});
    return out;
}

}

web::Response history_page(const PageTools& tools, kit::Act& act) {
    const auto schools = tools.registers.current(act.db);
    const std::string asked{act.request.parameter("urn").value_or("")};
    const auto urn = Urn::parse(asked);
    const auto history = urn ? schools->history(*urn) : std::span<const School>{};
    if (history.empty()) return kit::not_found(act, "There is no school with URN " + asked + ".");
    const Date as_at = as_at_of(act);
    const School* school = schools->find(*urn, as_at);
    if (!school) school = as_at < history.front().valid.from ? &history.front() : &history.back();
    const Html content = decided_to_be(act.db, *urn) + versions_table(act.db, history) +
                         page_kit::heading(2, "Facts we worked out") + inferences_of(*school) +
                         facts_table(act.db, *school) + post_table(act, *urn);
    return kit::respond(act,
                        {.title = "History of " + std::string{school->name},
                         .caption = "As at " + as_at.display(),
                         .breadcrumbs = {{"Schools", "/schools"},
                                         {school->name, school_href(*urn, as_at, act.today())},
                                         {"History"}}},
                        content);
}

}
