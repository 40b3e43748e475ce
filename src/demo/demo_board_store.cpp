// The challenge board: levels held before Tarn, one closed meeting with minutes, one to come with
// recommendations.
#include <algorithm>
#include <fmt/format.h>

#include "access/audit.hpp"
#include "demo/demo_fill_store.hpp"
#include "demo/demo_tables_rules.hpp"
#include "platform/storage/storage.hpp"
#include "rating/agenda.hpp"
#include "rating/packs.hpp"
#include "rating/rating_runs.hpp"

namespace tarn::demo {
namespace {

using rating::Level;

Level or_green(Level level) {
    return level == Level::not_enough_evidence ? Level::green : level;
}

constexpr std::string_view kept_reasons[] = {
    "Annual review of all schools, autumn term.",
    "Annual review of all schools; nothing new since the last visit.",
    "Annual review of all schools; the adviser's visit agreed."};
constexpr std::string_view agreed_words[] = {"The board agrees with the proposed level.",
                                             "The board discussed the evidence and agrees."};

/// What the board says of a level, given the one that the adviser recommended; it says that it agrees with
/// the adviser only where it does.
std::string_view view_of_board(Level level, Level proposed, std::optional<Level> recommended,
                               Random& random) {
    const bool with_adviser = recommended == level;
    if (level == proposed)
        return with_adviser ? "The board read the adviser's view and agrees." : pick(random, agreed_words);
    if (level < proposed)
        return with_adviser ? "The board agrees with the adviser: the visits show that the work of the last "
                              "year is bearing fruit."
                            : "The board takes a better view than the figures: the work of the last year is "
                              "bearing fruit.";
    return with_adviser ? "The board agrees with the adviser, who is more concerned than the figures alone "
                          "would suggest."
                        : "The board is more concerned than the figures alone would suggest.";
}

class Board {
  public:
    Board(storage::Database& database, const County& county, const Staff& staff, const Leads& leads)
        : database_(database),
          county_(county),
          staff_(staff),
          leads_(leads),
          today_(county.plan.today),
          runs_(registers_, snapshots_) {}

    void hold_all() {
        import_levels();
        past_meeting();
        coming_meeting();
        ask_about_figures();
    }

  private:
    storage::Database& database_;
    const County& county_;
    const Staff& staff_;
    const Leads& leads_;
    Date today_;
    schools::Registers registers_;
    evidence::Snapshots snapshots_;
    rating::Runs runs_;

    const Officer& chairing() const { return staff_.board.front(); }

    std::shared_ptr<const rating::Run> run_at(Date day) {
        auto reader = database_.read();
        return runs_.of_authority(*reader, fellshire, day, rating::NotesFor::officers);
    }

    /// What the authority held in a spreadsheet: mostly what the evidence said, with a memory of its own.
    void import_levels() {
        const Date day = Date::of(county_.last_year.start - 1, 10, 15).value();
        const auto run = run_at(day);
        auto writer = database_.write();
        auto random = stream(county_.plan.seed, "held");
        std::size_t count = 0;
        for (const auto& proposal : run->proposals) {
            const double u = random.uniform();
            Level level = or_green(proposal.level);
            if (level == Level::green && u < 0.04)
                level = Level::amber;
            else if (level == Level::red && u < 0.25)
                level = Level::amber;
            else if (level == Level::amber && u < 0.2)
                level = Level::green;
            const rating::HeldLevel held{.urn = proposal.urn,
                                         .level = level,
                                         .effective_on = day,
                                         .reason = std::string{pick(random, kept_reasons)},
                                         .review_on = {}};
            scenario::must(
                rating::import_level(*writer, fellshire, staff_.data_officer.id, held, at(day, 15)));
            ++count;
        }
        trail(*writer, staff_.data_officer,
              {{"levels.imported", "authority:" + fellshire.text(), "", fmt::format("{} levels", count)}},
              at(day, 15));
        writer->commit();
    }

    static void trail(storage::Writer& writer, const Officer& officer,
                      std::vector<access::AuditEntry> entries, Instant when) {
        access::write_audit(writer, officer.viewer(), entries, when);
    }

    rating::Meeting arrange(Date held, Date evidence, std::string title, Instant now) {
        auto writer = database_.write();
        const auto id = scenario::meeting(*writer, now, chairing().viewer(),
                                          {.title = std::move(title),
                                           .held_on = held,
                                           .evidence_as_at = evidence,
                                           .recommendations_by = held - 6});
        trail(*writer, chairing(), {{"meeting.arranged", fmt::format("meeting:{}", id.value), "", ""}}, now);
        auto meeting = rating::board_meetings.find(*writer, chairing().viewer(), id).value();
        writer->commit();
        return meeting;
    }

    void past_meeting() {
        const Date held = board_day(today_ - 135);
        const auto title = fmt::format("School Improvement Challenge Board, {} {}",
                                       held.month() >= 9   ? "autumn"
                                       : held.month() >= 4 ? "summer"
                                                           : "spring",
                                       held.year());
        const auto meeting = arrange(held, held - 12, title, at(held - 40, 10));
        recommend_some(meeting, held - 8, {});
        const auto agenda = [&] {
            auto reader = database_.read();
            return rating::agenda_of(*reader, chairing().viewer(), runs_, meeting);
        }();
        auto writer = database_.write();
        if (const auto pack = rating::keep_pack(*writer, chairing().viewer(), meeting.id,
                                                rating::pack_of(agenda), at(held, 8));
            !pack)
            throw scenario::Refused(pack.error());
        decide_all(*writer, agenda);
        close(*writer, agenda);
        writer->commit();
    }

    std::string rationale(const rating::AgendaItem& item, const rating::Run& run, Level level,
                          Random& random) const {
        const auto* proposal = item.line.proposal;
        if (!proposal || proposal->level == Level::not_enough_evidence)
            return "There is little published evidence for a school of this kind. The board knows of no "
                   "cause "
                   "for concern.";
        const auto& adviser = item.line.recommended;
        std::string words{view_of_board(level, proposal->level,
                                        adviser ? std::optional{adviser->level} : std::nullopt, random)};
        const rating::Contribution* largest = nullptr;
        for (const auto& c : proposal->contributions) {
            // The school reads the rationale.
            if (run.indicator(c).officers_only) continue;
            if (c.contribution.hundredths > 0 && (!largest || c.contribution > largest->contribution))
                largest = &c;
        }
        if (largest && level != Level::green) words += " " + rating::reason(run, *largest);
        return words;
    }

    Level decided(const rating::AgendaItem& item, Random& random) const {
        const Level proposed = or_green(item.line.proposal ? item.line.proposal->level : Level::green);
        const Urn urn = item.line.school->urn;
        if (urn == leads_.primary->now().urn) return Level::amber;
        if (urn == leads_.secondary->now().urn) return proposed == Level::green ? Level::amber : Level::red;
        const double u = random.uniform();
        if (proposed == Level::red && u < 0.1) return Level::amber;
        if (proposed == Level::amber && u < 0.1) return Level::green;
        if (proposed == Level::green && u < 0.06) return Level::amber;
        return proposed;
    }

    void decide_all(storage::Writer& writer, const rating::Agenda& agenda) {
        auto random = stream(county_.plan.seed, "decided");
        int minute = 0;
        for (const auto& line : agenda.lines.lines) {
            const auto open = std::find_if(agenda.open.begin(), agenda.open.end(), [&](const auto& i) {
                return i.line.school->urn == line.school->urn;
            });
            const bool lead = line.school->urn == leads_.primary->now().urn ||
                              line.school->urn == leads_.secondary->now().urn;
            if (open == agenda.open.end() && !lead) continue;
            const rating::AgendaItem item =
                open != agenda.open.end() ? *open : rating::AgendaItem{line, {}, {}};
            auto decision = rating::decision_on(item, *agenda.lines.run, agenda.meeting.id);
            decision.level = decided(item, random);
            decision.rationale = rationale(item, *agenda.lines.run, decision.level, random);
            // Some reviews fall due before the next meeting, the others after half a year or a year.
            const int months = decision.level == Level::green ? 12 : random.uniform() < 0.35 ? 4 : 8;
            decision.review_on = lead ? board_day(today_ + 12) : add_months(agenda.meeting.held_on, months);
            const auto when = at(agenda.meeting.held_on, 10, minute++ / 2);
            const auto& member = staff_.board[static_cast<std::size_t>(minute) % staff_.board.size()];
            scenario::decision(writer, when, member.viewer(), decision);
            trail(writer, chairing(),
                  {{"level.decided", "school:" + decision.urn.text(), "",
                    fmt::format("meeting {}", agenda.meeting.id.value)}},
                  when);
        }
    }

    void close(storage::Writer& writer, const rating::Agenda& agenda) {
        const auto id = agenda.meeting.id;
        std::vector<PersonId> present;
        for (const auto& member : staff_.board) present.push_back(member.id);
        present.pop_back();
        const auto when = at(agenda.meeting.held_on, 16, 30);
        scenario::meeting_closed(writer, when, chairing().viewer(), id, present, minutes(agenda));
        trail(writer, chairing(),
              {{"minutes.saved", fmt::format("meeting:{}", id.value), "", ""},
               {"meeting.closed", fmt::format("meeting:{}", id.value), "", ""}},
              when);
    }

    std::string minutes(const rating::Agenda& agenda) const {
        return fmt::format(
            "1. Apologies from {}. The minutes of the last meeting were agreed.\n\n"
            "2. The board looked at {} schools whose proposed level differs from the one held, whose adviser "
            "recommends another, or whose review was due. Decisions and reasons stand with each school.\n\n"
            "3. {} was discussed at length. The fall in results over three years outweighs the good start of "
            "the new curriculum. A joint review with the adviser is offered for the autumn term.\n\n"
            "4. {}: the board heard the trust's account of staffing. It stays a school that the board looks "
            "at in every meeting.\n\n"
            "5. Small village schools: results of one year with fewer than eleven pupils are not to be "
            "quoted without the years before.\n\n"
            "6. The next meeting is in the autumn term. Advisers recommend six days before.",
            staff_.board.back().name, agenda.open.size(), leads_.primary->now().name,
            leads_.secondary->now().name);
    }

    static std::string recommendation(Level proposed, Level level) {
        if (level == proposed)
            return "My visits agree with what the figures say. I would keep an eye on staffing in the "
                   "spring.";
        if (level < proposed)
            return "The figures are a year old. On my last two visits the changes made since then were plain "
                   "to see in books and lessons.";
        return "The figures do not yet show what I saw on my visits: the leadership is stretched and the "
               "plan is behind its dates.";
    }

    /// Advisers' views for a meeting; those in `silent` have not written theirs yet.
    void recommend_some(const rating::Meeting& meeting, Date day, const std::vector<const Officer*>& silent) {
        const auto run = run_at(meeting.evidence_as_at);
        auto writer = database_.write();
        auto random = stream(county_.plan.seed, "recommended", meeting.id.value);
        int minute = 0;
        for (const auto& proposal : run->proposals) {
            const double u = random.uniform();
            const auto& adviser = staff_.adviser_of(proposal.urn);
            const double chance = proposal.level == Level::red     ? 0.6
                                  : proposal.level == Level::amber ? 0.25
                                                                   : 0.01;
            if (u > chance || std::find(silent.begin(), silent.end(), &adviser) != silent.end()) continue;
            const Level proposed = or_green(proposal.level);
            const Level level = u > chance * 0.7                               ? proposed
                                : proposed == Level::green                     ? Level::amber
                                : proposed == Level::amber && u < chance * 0.3 ? Level::red
                                : proposed == Level::red                       ? Level::amber
                                                                               : Level::green;
            const auto when = at(day, 13, minute++ / 4);
            scenario::recommendation(*writer, when, adviser.viewer(),
                                     {.urn = proposal.urn,
                                      .meeting = meeting.id,
                                      .level = level,
                                      .reason = recommendation(proposed, level),
                                      .proposed = proposal.level});
            trail(*writer, adviser, {{"level.recommended", "school:" + proposal.urn.text(), "", ""}}, when);
        }
        writer->commit();
    }

    /// The headteacher says that two figures are wrong; one is answered.
    void ask_about_figures() {
        auto writer = database_.write();
        const auto& head = staff_.headteacher;
        const auto asked = [&](Date day, rating::FigureQuery query) {
            trail(*writer, head, {{"figure_query.asked", "school:" + head.held.at->text(), "", ""}},
                  at(day, 16));
            return scenario::figure_query(*writer, at(day, 16), head.viewer(), std::move(query));
        };
        const auto answered =
            asked(today_ - 15, {.figure = "Pupil numbers against capacity",
                                .should_be = "One class was closed in September: capacity is 30 places less",
                                .known_how = "The letter of the admissions team"});
        const auto& adviser = staff_.adviser_of(*head.held.at);
        scenario::figure_answer(*writer, at(today_ - 9, 11), adviser.viewer(), answered,
                                rating::FigureAnswer::next_release,
                                "The register is changed. The next file of it has the new capacity.");
        trail(*writer, adviser, {{"figure_query.answered", "school:" + head.held.at->text(), "", ""}},
              at(today_ - 9, 11));
        asked(today_ - 2, {.figure = "Another figure",
                           .should_be = "Persistent absence: six pupils left in May and are still counted",
                           .known_how = "Our own register of pupils"});
        writer->commit();
    }

    void coming_meeting() {
        const Date held = board_day(today_ + 12);
        const auto meeting =
            arrange(held, today_, fmt::format("School Improvement Challenge Board, {}", held.display()),
                    at(today_ - 30, 9, 40));
        // The personas' own recommendations are still to be written.
        recommend_some(meeting, today_ - 2, {&staff_.advisers[staff_.own_adviser], &staff_.advisers.front()});
    }
};

}

void hold_meetings(storage::Database& database, const County& county, const Staff& staff,
                   const Leads& leads) {
    Board{database, county, staff, leads}.hold_all();
}

}
