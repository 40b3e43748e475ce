// The pack of a meeting: as of now, prepared as a job and kept, printed, or taken away as a table.
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/job_page.hpp"
#include "feature_kit/paper.hpp"
#include "platform/documents/workbook.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_jobs.hpp"

namespace tarn::rating {
namespace {

std::string pack_href(const Pack& pack) {
    return fmt::format("{}/packs/{}", meeting_href(pack.meeting), pack.id.value);
}

/// One line a school, the same on the page and on paper.
page_kit::DataTable table_of(const PackBody& body) {
    page_kit::DataTable table{.id = "pack",
                              .caption = "Agenda",
                              .columns = headings({"School", "Why on the agenda", "Decided", "Proposed",
                                                   "Main reasons", "Adviser"}),
                              .empty_sentence = "Nothing is left to decide.",
                              .compact = true,
                              .cards = true};
    for (const auto& school : body.open) {
        std::string reasons;
        for (const auto& reason : school.reasons) reasons += (reasons.empty() ? "" : " ") + reason;
        table.rows.push_back(
            {school.name, school.why, level_html(school.decided), level_html(school.proposed),
             !reasons.empty() ? reasons
             : school.proposed != Level::not_enough_evidence
                 ? std::string{no_concern}
                 : std::string{"No level was proposed, so there are no reasons."},
             school.adviser.empty() ? page_kit::Content{"No recommendation"}
                                    : page_kit::Content{page_kit::typed_text(school.adviser)}});
    }
    return table;
}

Html decided_html(const PackBody& body) {
    page_kit::DataTable table{.id = "decided",
                              .caption = "Decided at this meeting",
                              .columns = headings({"School", "Level", "Proposed", "Rationale"}),
                              .empty_sentence = "Nothing had been decided.",
                              .compact = true,
                              .cards = true};
    for (const auto& school : body.decided)
        table.rows.push_back({school.name, level_html(school.decided), level_html(school.proposed),
                              page_kit::typed_text(school.rationale)});
    return page_kit::data_table(table);
}

Html pack_html(const PackBody& body) {
    return page_kit::paragraph("Confidential. For the members of the challenge board only.") +
           page_kit::summary_list(
               {.rows = {{.key = "Day", .value = body.held_on.display()},
                         {.key = "Evidence as at", .value = body.evidence_as_at.display()},
                         {.key = "Recommendations by", .value = body.recommendations_by.display()}}}) +
           page_kit::data_table(table_of(body)) + decided_html(body) + page_kit::heading(2, "Minutes") +
           page_kit::paragraph(body.minutes.empty() ? page_kit::Content{"None yet."}
                                                    : page_kit::Content{page_kit::typed_text(body.minutes)});
}

/// The pack as PDF or Word, where the address asks for one.
std::optional<web::Response> pack_file(const kit::Act& act, const PackBody& body, const std::string& name,
                                       const std::string& back) {
    const auto format = act.request.query_value("format").value_or("");
    if (format != "pdf" && format != "docx") return std::nullopt;
    return kit::paper_file(act, {.title = "Pack: " + body.title,
                                 .name = name,
                                 .confidential = true,
                                 .day = body.held_on,
                                 .back = back,
                                 .content = pack_html(body)});
}

documents::Workbook workbook_of(const KeptPack& kept) {
    using documents::Cell;
    documents::Sheet sheet{"Agenda",
                           {{"URN", 10},
                            {"School", 40},
                            {"Phase", 14},
                            {"Why on the agenda", 40},
                            {"Decided", 16},
                            {"Proposed", 22},
                            {"Adviser", 40},
                            {"Main reasons", 80},
                            {"Rationale of the decision taken", 40}},
                           {}};
    for (const auto* part : {&kept.body.open, &kept.body.decided})
        for (const auto& school : *part) {
            std::string reasons;
            for (const auto& reason : school.reasons) reasons += (reasons.empty() ? "" : " ") + reason;
            sheet.rows.push_back({Cell{std::int64_t{school.urn.value}}, Cell{school.name}, Cell{school.phase},
                                  Cell{school.why},
                                  school.decided ? Cell{std::string{level_codes.title(*school.decided)}}
                                                 : Cell{documents::Missing{"none"}},
                                  Cell{std::string{level_codes.title(school.proposed)}}, Cell{school.adviser},
                                  Cell{reasons}, Cell{school.rationale}});
        }
    return {
        .title = "Pack: " + kept.body.title,
        .author = kept.pack.made_by,
        .made = kept.pack.made_at,
        .sheets = {std::move(sheet)},
        .notes = {"Confidential. For the members of the challenge board only.",
                  "Evidence as at " + kept.body.evidence_as_at.display() + ".",
                  fmt::format("Prepared by {} on {}.", kept.pack.made_by, local_minute(kept.pack.made_at))}};
}

web::Response show(const kit::Act& act, const PackBody& body, MeetingId meeting, const std::string& caption,
                   const Html& above = {}) {
    return kit::respond(act,
                        {.title = "Pack: " + body.title,
                         .caption = caption,
                         .back_href = meeting_href(meeting),
                         .wide = true},
                        above + pack_html(body));
}

}

Html packs_html(kit::Act& act, const Meeting& meeting) {
    const auto href = meeting_href(meeting.id);
    page_kit::DataTable table{
        .id = "packs",
        .caption = "Packs kept with this meeting",
        .columns = {{.heading = "Prepared"}, {.heading = "By"}, {.heading = "Schools", .numeric = true}},
        .compact = true};
    for (const auto& pack : packs_of(act.db, act.viewer, meeting.id))
        table.rows.push_back({page_kit::link_to(pack_href(pack), local_minute(pack.made_at)), pack.made_by,
                              std::to_string(pack.schools)});
    Html html;
    if (may_prepare_pack(act.viewer, meeting, act.today()))
        html = page_kit::form(href + "/packs", act.csrf,
                              page_kit::button({.content = "Prepare the pack",
                                                .classes = "govuk-button--secondary",
                                                .prevent_double_click = true})) +
               page_kit::paragraph(
                   page_kit::link_to(href + "/pack", "Read the pack as it is now, without keeping it"));
    else if (table.rows.empty())
        html = page_kit::paragraph("No pack was kept with this meeting.");
    return table.rows.empty() ? html : html + page_kit::data_table(table);
}

web::Response pack_page(Runs& runs, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    if (const auto may = may_prepare_pack(act.viewer, *meeting, act.today()); !may)
        return kit::not_done(act, may.error().message, meeting_href(meeting->id));
    act.record("pack.read", fmt::format("meeting:{}", meeting->id.value));
    const auto body = pack_of(agenda_of(act.db, act.viewer, runs, *meeting));
    const auto href = meeting_href(meeting->id) + "/pack";
    if (auto file = pack_file(act, body, "pack-" + body.held_on.iso(), href)) return *std::move(file);
    return show(act, body, meeting->id, body.held_on.display(), kit::paper_links(href, "the pack"));
}

web::Response prepare_pack_post(const std::function<void()>& wake, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    if (const auto may = may_prepare_pack(act.viewer, *meeting, act.today()); !may)
        return kit::not_done(act, may.error().message, meeting_href(meeting->id));
    const auto job = ask_pack(*act.writer, act.viewer, meeting->id, act.clock.now());
    if (!job) return kit::not_found(act, job.error().message);
    act.record("pack.asked", fmt::format("meeting:{}", meeting->id.value));
    act.writer->after_commit(wake);
    return web::Response::redirect(fmt::format("{}/packs/jobs/{}", meeting_href(meeting->id), job->value));
}

web::Response pack_job_page(Runs&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("packing").value_or(""));
    const auto job = id ? jobs::find(act.db, {*id}) : std::nullopt;
    const auto meeting = asked_meeting(act);
    if (!job || !meeting || meeting_of(*job) != meeting->id)
        return kit::not_found(act, "There is no such pack.");
    Html finished;
    if (const auto made = pack_of(*job)) {
        const auto kept = find_pack(act.db, act.viewer, *made);
        if (!kept) return kit::not_found(act, "There is no such pack.");
        finished = page_kit::paragraph(page_kit::link_to(
                       pack_href(kept->pack), fmt::format("Open the pack: {} schools", kept->pack.schools))) +
                   page_kit::paragraph("This version is saved with the meeting.");
    } else if (job->state == jobs::State::failed) {
        finished = page_kit::paragraph(page_kit::link_to(meeting_href(meeting->id), "Back to the meeting"));
    }
    return kit::job_page(act, *job, {.title = "Preparing a pack", .back_href = meeting_href(meeting->id)},
                         finished);
}

web::Response kept_pack_page(Runs&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("pack").value_or(""));
    const auto kept = id ? find_pack(act.db, act.viewer, {*id}) : std::nullopt;
    const auto meeting = asked_meeting(act);
    if (!kept || !meeting || meeting->id != kept->pack.meeting)
        return kit::not_found(act, "There is no such pack.");
    act.record("pack.read", fmt::format("pack:{}", kept->pack.id.value));
    const auto name = fmt::format("pack-{}-{}", kept->body.held_on.iso(), kept->pack.id.value);
    const auto format = act.request.query_value("format").value_or("");
    if (format == "csv")
        return web::Response::download(name + ".csv", documents::csv_type,
                                       documents::to_csv(workbook_of(*kept)));
    if (format == "xlsx")
        if (auto file = documents::to_xlsx(workbook_of(*kept)))
            return web::Response::download(name + ".xlsx", documents::xlsx_type, *std::move(file));
    const auto href = pack_href(kept->pack);
    if (auto file = pack_file(act, kept->body, name, href)) return *std::move(file);
    const auto above =
        page_kit::inset_text({.content = fmt::format("As it stood when {} prepared it on {}.",
                                                     kept->pack.made_by, local_minute(kept->pack.made_at))}) +
        kit::paper_links(href, "the pack") +
        page_kit::paragraph(page_kit::link_to(href + "?format=xlsx", "Excel") + Html::text(" ") +
                            page_kit::link_to(href + "?format=csv", "CSV"));
    return show(act, kept->body, kept->pack.meeting, kept->body.held_on.display(), above);
}

}
