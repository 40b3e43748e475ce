// What the authority records of a school: the list, entering, reading one whole and ending it, and many from
// a table. Officers only, never the school.
#include <fmt/format.h>

#include "evidence/facts/facts.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/record_page.hpp"
#include "feature_kit/table_import.hpp"

namespace tarn::evidence {
namespace {

std::string facts_href(Urn urn) {
    return "/schools/" + urn.text() + "/facts";
}
std::string facts_title(const kit::Act& act) {
    return "Recorded facts: " + act.school->name;
}

/// A vacancy is concluded from the posts, so that it can neither be forgotten nor typed beside them.
Html vacancy(const kit::Act& act) {
    for (const auto& headship : schools::headships(act.db))
        if (headship.urn == act.school->urn && headship.days.contains(act.today()) && !headship.held)
            return page_kit::inset_text({.content = fmt::format("{} since {}, going by the posts recorded.",
                                                                fact_kinds.title(FactKind::no_headteacher),
                                                                headship.days.from.display())});
    return {};
}

kit::Answers kinds_for(const schools::School& school) {
    kit::Answers kinds;
    for (const FactKind kind : typed_fact_kinds.all())
        if (school.maintained() || !maintained_only(kind))
            kinds.push_back({std::string{fact_kinds.code(kind)}, std::string{fact_kinds.title(kind)},
                             std::string{fact_meaning(kind)}});
    return kinds;
}

}

std::string fact_href(const Fact& fact) {
    return facts_href(fact.urn) + "/" + std::to_string(fact.id.value);
}

const kit::List& fact_list() {
    using Column = kit::ListColumn<Fact>;
    static const kit::List list =
        kit::list_of(kit::ListPage<Fact>{.path = "/schools/{urn}/facts",
                                         .title = "The recorded facts of a school",
                                         .nouns = "facts",
                                         .permission = access::Permission::rating_of_school,
                                         .columns = {Column("kind").linked(fact_href),
                                                     Column("began_on").largest_at_first(), "known_on",
                                                     "detail", "source", "ended_on", "withdrawn_on"},
                                         .filters = {"kind"},
                                         .sort = "began_on",
                                         .descending = true,
                                         .nothing = "Nothing is recorded for this school.",
                                         .audit = "facts.read",
                                         .confidential = "Officers of the authority. Not for the school.",
                                         .heading = facts_title,
                                         .whole_in_files = true},
                     facts, kit::of_the_school());
    return list;
}

web::Response facts_page(const PageTools& tools, kit::Act& act) {
    using namespace kit;
    const Urn urn = act.school->urn;
    const auto registers = tools.registers.current(act.db);
    const schools::School& school = *asked_school(*registers, act);
    const auto list = [&act] {
        return page_kit::paragraph(
                   "What the authority knows and no published file says. It counts in the proposed level "
                   "from the day it was known until it ends. A warning notice, unsafe safeguarding or a "
                   "deficit without an agreed plan alone can set the level. The school does not see this "
                   "page.") +
               vacancy(act) + fact_list().html(act);
    };
    Form f{act,
           {.title = facts_title(act),
            .caption = "Warning notices, safeguarding, deficits; confidential",
            .back_href = "/schools/" + urn.text(),
            .button = "Record it",
            .heading = "Record a fact",
            .above = list,
            .wide = true,
            .offered = act.viewer.may(access::Permission::facts_write, urn, school.authority)}};
    Fact fact;
    const auto kind =
        f.choice("kind", "What do you want to record?", kinds_for(school), required("Choose what to record"));
    fact.kind = fact_kinds.parse(kind).value_or(FactKind{});
    f.ask(facts, fact, {&Fact::began_on});
    fact.known_on = f.maybe_date("known_on", "When did the authority know?", named("The day it was known"),
                                 hint("Ratings before this day do not use it. Leave empty for today."))
                        .value_or(act.today());
    f.ask(facts, fact, {&Fact::source, &Fact::detail, &Fact::ended_on});
    f.ask(facts, fact, &Fact::end_reason, hint("Only if you give a last day"));
    if (f.accepted() && !fact.ended_on && !fact.end_reason.empty())
        f.wrong("ended_on", "Enter the last day, or leave out why it ended");
    if (!f.accepted()) return f.page();
    return f.ends(add_fact(*act.writer, act.viewer, school, fact, act.clock.now()), "fact.entered", "",
                  "The fact is recorded", facts_href(urn));
}

web::Response fact_page(const PageTools&, kit::Act& act) {
    using namespace kit;
    auto fact = asked(facts, act, "fact");
    if (!fact) return not_found(act, "There is no such fact.");
    act.record("facts.read", "school:" + fact->urn.text());
    const bool may =
        act.viewer.may(access::Permission::facts_write, fact->urn, fact->authority) && !fact->withdrawn_on;
    Form f{act,
           {.title = std::string{fact_kinds.title(fact->kind)},
            .caption = act.school->name + ", confidential",
            .back_href = facts_href(fact->urn),
            .button = "Record the end",
            .action = fact_href(*fact) + "/end",
            .heading = "Record that it has ended",
            .above = [row = facts.cells(*fact)] { return row_summary(row); },
            .offered = act.writer || (may && !fact->ended_on)}};
    FactEnd end;
    end.last_day = f.date("ended_on", "Last day it applied", named("The last day"), starts_on(act.today()));
    f.ask(facts, *fact, {&Fact::end_known_on});
    f.ask(facts, *fact, &Fact::end_reason, required("Enter why it has ended"),
          hint("For example: complied with, withdrawn, a recovery plan agreed"));
    end.known_on = fact->end_known_on;
    end.reason = fact->end_reason;
    Form mistake{act,
                 {.button = "Withdraw it",
                  .warns = true,
                  .action = fact_href(*fact) + "/withdraw",
                  .key = "mistake",
                  .heading = "Withdraw a fact recorded by mistake",
                  .offered = act.writer || may}};
    mistake.say(
        page_kit::paragraph("Ratings from today on no longer use it. Ratings of days before today still say "
                            "what they counted. The "
                            "fact stays on the list with your reason."));
    mistake.ask(facts, *fact, &Fact::withdrawn_reason, required("Enter what was wrong with it"));
    if (f.accepted())
        return f.ends(end_fact(*act.writer, act.viewer, fact->id, end, act.clock.now()), "fact.ended", "",
                      "The end of the fact is recorded", facts_href(fact->urn));
    if (mistake.accepted()) {
        const auto done =
            withdraw_fact(*act.writer, act.viewer, fact->id, fact->withdrawn_reason, act.clock.now());
        if (!done) return mistake.wrong(done.error()), f.page_with(mistake);
        return mistake.ends(done, "fact.withdrawn", "", "The fact is withdrawn", facts_href(fact->urn));
    }
    return f.page_with(mistake);
}

namespace {

/// A fact as a file tells it.
struct FactRow {
    Urn urn;
    FactKind kind{};
    Date from;
    std::string source{}, detail{}, because{"Ended before it was entered here."};
    std::optional<Date> known{}, to{}, end_known{};
};

Result<bool> enter(kit::Act& act, const schools::Register& schools, const FactRow& row) {
    const auto* school = schools.find(row.urn, row.from);
    if (!school)
        return Error{fmt::format("No school with URN {} was open on {}", row.urn.text(), row.from.display()),
                     {},
                     "URN"};
    if (row.end_known && !row.to)
        return Error{"Enter a last day in the column “to”, or leave out why it ended", {}, "end known"};
    Fact fact{.kind = row.kind,
              .began_on = row.from,
              .known_on = row.known.value_or(row.from),
              .source = row.source,
              .detail = row.detail,
              .ended_on = row.to,
              .end_known_on = row.end_known,
              .end_reason = row.to ? row.because : ""};
    const auto added = add_fact(*act.writer, act.viewer, *school, fact, act.clock.now());
    if (!added) return added.error();
    act.record("fact.entered", "school:" + row.urn.text());
    return true;
}

}

std::vector<kit::Route> fact_import_routes(const PageTools& tools) {
    using Column = kit::ImportColumn<FactRow>;
    return kit::TableImport<FactRow>{
        .address = "/evidence/facts/import",
        .title = "Import recorded facts",
        .back_href = "/evidence",
        .noun = "fact",
        .nouns = "facts",
        .about =
            "Add one row for each warning notice, safeguarding finding or deficit. Record headteacher "
            "vacancies on the school's page.",
        .label = "fact.entered",
        .columns =
            {Column("URN", &FactRow::urn).needed().example("100000"),
             Column("fact", &FactRow::kind, typed_fact_kinds)
                 .kept_in("kind")
                 .needed()
                 .example("warning_notice"),
             Column("from", &FactRow::from)
                 .kept_in("began_on")
                 .needed()
                 .saying("First day")
                 .example("2026-03-02"),
             Column("source", &FactRow::source).needed().saying("For example, a letter, report or minutes"),
             Column("known", &FactRow::known)
                 .kept_in("known_on")
                 .saying("Date the authority knew. Leave empty to use the first day"),
             Column("to", &FactRow::to).kept_in("ended_on").saying("Last day, when it is over"),
             Column("end known", &FactRow::end_known)
                 .kept_in("end_known_on")
                 .saying("Date the authority knew it had ended. Leave empty to use the last day"),
             Column("ended because", &FactRow::because).kept_in("end_reason"),
             Column("detail", &FactRow::detail)},
        .storing =
            [tools](kit::Act& act) {
                return [&act, schools = tools.registers.current(act.db)](const FactRow& row) {
                    return enter(act, *schools, row);
                };
            }}
        .routes();
}

}
