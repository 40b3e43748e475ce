#include "demo/demo_fill_store.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_tables_rules.hpp"
#include "evidence/evidence.hpp"
#include "platform/storage/storage.hpp"
#include "schools/schools.hpp"

namespace tarn::demo {
namespace {

std::pair<double, double> degrees(Point point) {
    schools::School school;
    school.easting = static_cast<std::int32_t>(point.easting);
    school.northing = static_cast<std::int32_t>(point.northing);
    const auto place = schools::coordinates(school).value();
    return {place.longitude, place.latitude};
}

evidence::ImportRequest request_for(const File& file, const County& county, const std::string& imported_by) {
    evidence::ImportRequest request;
    request.content = file.text;
    request.file_name = file.name;
    if (file.owned) request.owner = fellshire;
    request.public_from = file.public_from;
    request.imported_by = imported_by;
    request.now = at(
        file.public_from ? std::min(*file.public_from + 2, county.plan.today) : county.plan.today - 1, 14, 5);
    return request;
}

const access::Viewer officer{PersonId{1}, "", access::Role::data_officer, fellshire, {}};

/// Heads change in September or January; a head stays about seven years.
Outcome record_posts(storage::Writer& db, const County& county, const Site& site) {
    using schools::PostKind;
    const Urn urn = site.now().urn;
    auto random = stream(county.plan.seed, "posts", urn.value);
    const Date opened = site.now().opened.value_or(Date::of(2005, 9, 1).value());
    const Date since = std::max(opened, site.head_since);
    const auto recorded = [&](Date day) { return std::min(day, county.plan.today); };
    const Date earlier =
        std::max(opened, add_months(site.head_since, -12 * static_cast<int>(random.between(3, 9))));
    if (earlier < site.head_since) {
        if (auto done = schools::appoint(db, officer,
                                         {.urn = urn,
                                          .kind = PostKind::headteacher,
                                          .holder = site.former_head.full(),
                                          .from = earlier,
                                          .recorded = recorded(earlier)});
            !done)
            return done.error();
    }
    if (auto done = schools::appoint(db, officer,
                                     {.urn = urn,
                                      .kind = PostKind::headteacher,
                                      .holder = site.head.full(),
                                      .from = since,
                                      .recorded = recorded(since)});
        !done)
        return done.error();
    const Date chaired = std::max(
        opened, Date::of(county.last_year.start - static_cast<int>(random.between(1, 6)), 9, 1).value());
    if (auto done = schools::appoint(db, officer,
                                     {.urn = urn,
                                      .kind = PostKind::chair_of_governors,
                                      .holder = chair_name(county, site).full(),
                                      .from = chaired,
                                      .recorded = recorded(chaired)});
        !done)
        return done.error();
    // A few headships stand empty since the summer.
    const Date summer = Date::of(county.last_year.start, 8, 31).value();
    if (random.uniform() < 0.012 && site.head_since < summer - 300 && summer < county.plan.today) {
        return schools::end_post(db, officer, urn, PostKind::headteacher, summer, recorded(summer));
    }
    return Done{};
}

}

Outcome import_published(storage::Database& database, const County& county, const std::string& imported_by,
                         std::size_t& count) {
    const auto files = publish(county, degrees);
    std::vector<evidence::ImportRequest> requests;
    for (const auto& file : files) requests.push_back(request_for(file, county, imported_by));
    Outcome outcome = Done{};
    evidence::import_files(
        database, requests,
        [&](const evidence::ImportRequest& request, const Result<evidence::ImportReport>& report) {
            if (!outcome) return;
            if (!report)
                outcome = Error{fmt::format("The file {} was not accepted: {}", request.file_name,
                                            report.error().message),
                                report.error().detail};
            else if (report->rows_rejected > 0 && !request.owner)
                outcome = Error{fmt::format("{} rows of {} were rejected: {}", report->rows_rejected,
                                            request.file_name, report->rejected.front().reason),
                                {}};
            else
                ++count;
        });
    return outcome;
}

Outcome record_places_and_posts(storage::Writer& db, const County& county) {
    std::vector<schools::AreaId> areas;
    for (std::size_t i = 0; i < county.land.areas.size(); ++i) {
        const std::string code(1, static_cast<char>('A' + i));
        const auto area = schools::set_up_area(
            db, officer, {.authority = fellshire, .code = code, .name = county.land.areas[i]});
        if (!area) return area.error();
        areas.push_back(*area);
    }
    const auto known = schools::Register::load(db);
    const Date drawn = Date::of(county.last_year.start - 8, 9, 1).value();
    for (const auto& site : county.sites) {
        if (site.authority != 0 || site.phase == Phase::sixteen_plus) continue;
        for (const auto& record : site.records) {
            // A record that closed before any published register began is in none of them.
            if ((record.closed && *record.closed < drawn) || !known->latest(record.urn)) continue;
            const Date from = std::max(drawn, record.opened.value_or(drawn));
            if (auto done = schools::place_in_area(db, officer, areas[static_cast<std::size_t>(site.area)],
                                                   record.urn, from);
                !done)
                return done.error();
        }
        if (!site.on(county.plan.today)) continue;
        if (auto done = record_posts(db, county, site); !done) return done;
    }
    return Done{};
}

Date board_day(Date day) {
    if (day.month() == 8) day = Date::of(day.year(), 7, 8).value();
    const int weekday = (day.days() + 4) % 7;  // 0 is Sunday
    return day + (9 - weekday) % 7;
}

}
