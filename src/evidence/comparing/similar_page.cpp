// Schools like mine: which they are on a day, what makes them alike or not, and how far that can be relied
// on. Everything on it is published.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "evidence/comparing/comparators.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;
using analytics::TraitFacts;
using analytics::TraitValue;

constexpr std::array<std::size_t, 3> counts{10, analytics::similar_count, 50};

struct Asked {
    Urn urn;
    Date as_at;
    std::size_t count = analytics::similar_count;
    std::optional<ComparatorList> list;
    std::optional<Urn> with;
};

Asked read(const kit::Act& act, Urn urn) {
    Asked asked{.urn = urn, .as_at = act.as_at(), .list = {}, .with = {}};
    const auto value = [&](const char* name) {
        return std::string{act.request.query_value(name).value_or("")};
    };
    for (const std::size_t count : counts)
        if (value("k") == std::to_string(count)) asked.count = count;
    if (const auto id = parse_identifier(value("list")))
        asked.list = find_comparators(act.db, act.viewer, ComparatorListId{*id});
    if (asked.list && asked.list->removed_on) asked.list.reset();
    asked.with = Urn::parse(value("with"));
    return asked;
}

std::string address(const Asked& asked) {
    std::string href =
        fmt::format("{}?as_at={}&k={}", similar_href(asked.urn), asked.as_at.iso(), asked.count);
    if (asked.list) href += fmt::format("&list={}", asked.list->id.value);
    return href;
}

std::string shown(const TraitFacts& fact, const TraitValue& value) {
    if (!value) return std::string{missing_sentence(value.missing)};
    if (fact.scale == analytics::Scale::yes_no) return value.value > 0 ? "Yes" : "No";
    return fmt::format("{:.{}f}{}", value.value, fact.unit.empty() ? 0 : 1, fact.unit == "%" ? "%" : "");
}
std::string cell(const TraitFacts& fact, const TraitValue& value) {
    return value ? shown(fact, value) : "Not known";
}

/// The files behind the figures, and how many schools.
std::string source_of(const Picture& picture, std::uint32_t member) {
    std::string text = "Source: ";
    std::vector<std::string> files;
    for (const auto& source : picture.similar.sources())
        for (const std::uint32_t number : source.period.series) {
            const auto& series = picture.snapshot->series[number];
            const std::string file =
                fmt::format("{}, public from {}", analytics::public_name(series.release_title),
                            series.known_from.display());
            if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
        }
    for (const auto& file : files) text += file + "; ";
    const auto& metric = *picture.similar.metric(picture.population.phase(member));
    return text + fmt::format("school register. Compared with {} schools of the same phase.",
                              page_kit::with_thousands(static_cast<long>(metric.complete())));
}

page_kit::DataTable table_of(storage::Reader& db, const Picture& picture, std::uint32_t member,
                             const Asked& asked, std::span<const std::uint32_t> others) {
    const auto& metric = *picture.similar.metric(picture.population.phase(member));
    page_kit::DataTable table{
        .id = "similar",
        .caption = asked.list ? "Schools of the list, nearest first" : "Most similar schools, nearest first",
        .columns = {{.heading = "School"},
                    {.heading = "Authority"},
                    {.heading = "Distance", .numeric = true},
                    {.heading = "Why"}},
        .empty_sentence = "No other school of the list is of this school's phase and known on this day.",
        .source_note = source_of(picture, member),
        .compact = true};
    const auto add = [&](std::uint32_t of, page_kit::Content distance, page_kit::Content why) {
        const auto& school = picture.school(of);
        std::vector<page_kit::Content> row{page_kit::link_to("/schools/" + school.urn.text(), school.name),
                                           schools::authority_name(db, school.authority), std::move(distance),
                                           std::move(why)};
        for (const TraitFacts& fact : analytics::all_traits())
            if (metric.uses(fact.trait))
                row.emplace_back(
                    cell(fact, picture.similar.traits(of)[static_cast<std::size_t>(fact.trait)]));
        table.rows.push_back(std::move(row));
    };
    for (const TraitFacts& fact : analytics::all_traits())
        if (metric.uses(fact.trait))
            table.columns.push_back(
                {.heading = fact.title, .numeric = fact.scale != analytics::Scale::yes_no});
    add(member, "", "This school");
    for (const std::uint32_t other : others) {
        const auto& school = picture.school(other);
        Html why = page_kit::link_to(address(asked) + "&with=" + school.urn.text(),
                                     Html::text("Why") + page_kit::visually_hidden(" " + school.name));
        if (picture.similar.is_far(member, other))
            why +=
                Html::text(" ") + page_kit::tag({.content = "Low confidence", .classes = "govuk-tag--grey"});
        add(other, fmt::format("{:.2f}", picture.similar.distance(member, other)), std::move(why));
    }
    return table;
}

Html how_to_read(const Picture& picture, std::uint32_t member) {
    const auto phase = picture.population.phase(member);
    return page_kit::details(
        {.summary = "How to read this",
         .content =
             page_kit::paragraph("Schools of the same phase that are most alike in size, pupils, character "
                                 "and surroundings, going by what was known on the day. Results are not "
                                 "used. The smaller the distance, the more alike.") +
             page_kit::paragraph(fmt::format(
                 "Low confidence: further away than {:.2f}. For 95 in 100 schools of the phase, all {} "
                 "similar schools are nearer. Few like it: less than half of the similar schools are nearer "
                 "than {:.2f}. A missing value is estimated from the others and adds to the distance.",
                 picture.similar.far_from(phase), picture.similar.count(),
                 picture.similar.usual_reach(phase)))});
}

Html question_form(const kit::Act& act, const Asked& asked) {
    page_kit::Select count{
        .name = "k", .label = {.content = "How many"}, .value = std::to_string(asked.count)};
    for (const std::size_t each : counts) count.items.push_back({.text = std::to_string(each)});
    Html fields = page_kit::input({.name = "as_at",
                                   .label = {.content = "As at"},
                                   .value = asked.as_at.iso(),
                                   .type = "date",
                                   .classes = "govuk-input--width-10"}) +
                  page_kit::select(count);
    if (const auto lists = comparator_lists(act.db, act.viewer); !lists.empty()) {
        page_kit::Select list{.name = "list",
                              .label = {.content = "Compare with"},
                              .value = asked.list ? std::to_string(asked.list->id.value) : ""};
        list.items.push_back({.text = "Schools found to be similar", .value = ""});
        for (const auto& each : lists)
            list.items.push_back({.text = each.name, .value = std::to_string(each.id.value)});
        fields += page_kit::select(list);
    }
    return page_kit::search_form(
        similar_href(asked.urn),
        fields + page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

/// Whole per cent that add up to 100: those cut the most by rounding down get what is left, the first of
/// equals first.
std::vector<int> whole_percents(const analytics::Comparison& comparison) {
    const double whole = comparison.distance * comparison.distance;
    std::vector<int> percents(comparison.differences.size(), 0);
    if (whole <= 0) return percents;
    std::vector<std::pair<double, std::size_t>> cut;
    int left = 100;
    for (std::size_t i = 0; i < percents.size(); ++i) {
        const double exact = 100 * comparison.differences[i].share / whole;
        percents[i] = static_cast<int>(exact);
        left -= percents[i];
        cut.emplace_back(percents[i] - exact, i);
    }
    std::stable_sort(cut.begin(), cut.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t k = 0; k < cut.size() && left > 0; ++k, --left) ++percents[cut[k].second];
    return percents;
}

/// Every characteristic of two schools with its share of what sets them apart.
Html why_these(const Picture& picture, std::uint32_t one, std::uint32_t other) {
    const auto comparison = picture.similar.compare(one, other);
    page_kit::DataTable table{.id = "why",
                              .caption = fmt::format("{} and {}: distance {:.2f}", picture.school(one).name,
                                                     picture.school(other).name, comparison.distance),
                              .columns = {{.heading = "Characteristic"},
                                          {.heading = picture.school(one).name, .numeric = true},
                                          {.heading = picture.school(other).name, .numeric = true},
                                          {.heading = "Share of the difference", .numeric = true}},
                              .source_note = source_of(picture, one)};
    const auto percents = whole_percents(comparison);
    for (std::size_t i = 0; i < percents.size(); ++i) {
        const auto& difference = comparison.differences[i];
        const auto& fact = facts_of(difference.trait);
        table.rows.push_back({std::string{fact.title}, shown(fact, difference.one),
                              shown(fact, difference.other), fmt::format("{}%", percents[i])});
    }
    return page_kit::data_table(table) + page_kit::paragraph(
                                             "The table is the same from either school. Each share says how "
                                             "much of the difference comes from that characteristic.");
}

std::vector<std::uint32_t> others_of(const Picture& picture, std::uint32_t member, const Asked& asked) {
    if (!asked.list) {
        const auto nearest = picture.similar.of(member);
        return {nearest.begin(), nearest.end()};
    }
    std::vector<std::uint32_t> others;
    for (const Urn urn : asked.list->schools)
        if (const auto other = picture.member(urn);
            other && *other != member && picture.similar.comparable(member, *other))
            others.push_back(*other);
    std::stable_sort(others.begin(), others.end(), [&](std::uint32_t a, std::uint32_t b) {
        return picture.similar.distance(member, a) < picture.similar.distance(member, b);
    });
    return others;
}

std::string why_none(const Picture& picture, std::optional<std::uint32_t> member) {
    if (!member) return "The school was not open as a state-funded school on this day.";
    const Missing missing = picture.similar.missing(*member);
    if (missing == Missing::not_applicable)
        return fmt::format("The phase has too few schools to find {} that are similar.",
                           picture.similar.count());
    if (missing == Missing::no_release) return "No school census had been published by this day.";
    return "The school census does not have enough information about this school. " +
           std::string{missing_sentence(missing)};
}

Html list_note(const Picture& picture, std::uint32_t member, const Asked& asked, std::size_t shown_count) {
    if (!asked.list) return {};
    std::size_t itself = 0;
    for (const Urn urn : asked.list->schools) itself += urn == picture.school(member).urn;
    const std::size_t left_out = asked.list->schools.size() - itself - shown_count;
    if (left_out == 0) return {};
    return page_kit::paragraph(fmt::format(
        "{} of the list {} not shown: of another phase, not open on this day, or without a census figure.",
        left_out, left_out == 1 ? "is" : "are"));
}

Html answer(storage::Reader& db, const Picture& picture, std::uint32_t member, const Asked& asked) {
    Html content;
    if (picture.similar.is_thin(member))
        content += page_kit::warning_text(
            {.content = "Few schools in England are like this one. Compare with care."});
    if (const auto with = asked.with ? picture.member(*asked.with) : std::nullopt;
        with && picture.similar.comparable(member, *with))
        content += why_these(picture, member, *with) + page_kit::heading(2, "All of them");
    const auto others = others_of(picture, member, asked);
    return content + page_kit::data_table(table_of(db, picture, member, asked, others)) +
           list_note(picture, member, asked, others.size()) + how_to_read(picture, member);
}

std::string caption_of(const Picture& picture) {
    const std::string known = "as known on " + picture.as_at.display();
    if (picture.similar.period().empty()) return "Before any school census, " + known;
    return fmt::format("School census of {}, {}", census_words(picture.similar.period()), known);
}

/// The years before; one's lists, and a new one that begins with the schools shown.
Html links(const kit::Act& act, const Picture& picture, std::optional<std::uint32_t> member,
           const Asked& asked) {
    std::vector<page_kit::Content> links{
        page_kit::link_to(fmt::format("{}/years?as_at={}", similar_href(asked.urn), asked.as_at.iso()),
                          "How these schools changed over the years")};
    if (!act.viewer.may(access::Permission::comparators)) return page_kit::bullet_list(links);
    links.emplace_back(page_kit::link_to("/comparators", "Lists of schools to compare with"));
    std::string urns;
    if (member && !asked.list)
        for (const std::uint32_t other : picture.similar.of(*member))
            urns += (urns.empty() ? "" : ",") + picture.school(other).urn.text();
    if (!urns.empty())
        links.emplace_back(page_kit::link_to("/comparators?schools=" + urns,
                                             "Start your own list with the schools shown here"));
    return page_kit::bullet_list(links);
}

web::Response similar_page(const PageTools& tools, Pictures& pictures, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const Asked asked = read(act, school->urn);
    const auto picture = pictures.of(tools.snapshots.current(act.db, asked.as_at), asked.as_at, asked.count);
    const auto member = picture->member(school->urn);
    Html content = question_form(act, asked);
    if (!member || picture->similar.missing(*member) != Missing::none)
        content +=
            page_kit::empty_state({.title = "No similar schools", .content = why_none(*picture, member)});
    else
        content += answer(act.db, *picture, *member, asked);
    content += links(act, *picture, member, asked);
    return kit::respond(act,
                        {.title = "Schools like " + std::string{school->name},
                         .caption = caption_of(*picture),
                         .back_href = "/schools/" + school->urn.text(),
                         .wide = true},
                        content);
}

}

std::string similar_href(Urn urn) {
    return "/schools/" + urn.text() + "/similar";
}

void add_similar_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures) {
    given.routes.push_back({web::Method::get, "/schools/{urn}/similar", access::Permission::signed_in, false,
                            "",
                            [tools, pictures](kit::Act& act) { return similar_page(tools, *pictures, act); },
                            "Schools like a school"});
}

}
