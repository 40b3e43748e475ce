#include "demo/demo_fill_store.hpp"

#include <algorithm>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_tables_rules.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::demo {
namespace {

/// Heads change in September or January; a head stays about seven years.
void record_posts(storage::Writer& db, const County& county, const Site& site) {
    using schools::PostKind;
    const Urn urn = site.now().urn;
    auto random = stream(county.plan.seed, "posts", urn.value);
    const Date opened = site.now().opened.value_or(Date::of(2005, 9, 1).value());
    const auto appoint = [&](PostKind kind, std::string holder, Date from, std::optional<Date> to = {}) {
        scenario::post(db, fellshire,
                       {.urn = urn,
                        .kind = kind,
                        .holder = std::move(holder),
                        .from = from,
                        .recorded = std::min(from, county.plan.today),
                        .to = to});
    };
    const Date earlier =
        std::max(opened, add_months(site.head_since, -12 * static_cast<int>(random.between(3, 9))));
    if (earlier < site.head_since) appoint(PostKind::headteacher, site.former_head.full(), earlier);
    const Date chaired = std::max(
        opened, Date::of(county.last_year.start - static_cast<int>(random.between(1, 6)), 9, 1).value());
    // A few headships stand empty since the summer.
    const Date summer = Date::of(county.last_year.start, 8, 31).value();
    const bool empty =
        random.uniform() < 0.012 && site.head_since < summer - 300 && summer < county.plan.today;
    appoint(PostKind::headteacher, site.head.full(), std::max(opened, site.head_since),
            empty ? std::optional{summer} : std::nullopt);
    appoint(PostKind::chair_of_governors, chair_name(county, site).full(), chaired);
}

}

std::pair<double, double> degrees(Point point) {
    schools::School school;
    school.easting = static_cast<std::int32_t>(point.easting);
    school.northing = static_cast<std::int32_t>(point.northing);
    const auto place = schools::coordinates(school).value();
    return {place.longitude, place.latitude};
}

std::size_t import_published(storage::Database& database, const County& county,
                             const std::string& imported_by) {
    const Date today = county.plan.today;
    std::vector<scenario::File> files;
    for (auto& file : publish(county, degrees))
        files.push_back({.name = std::move(file.name),
                         .text = std::move(file.text),
                         .public_from = file.public_from,
                         .owner = file.owned ? std::optional{fellshire} : std::nullopt,
                         .max_rejected_percent = file.owned ? 10. : 0.,
                         .imported_by = imported_by,
                         .imported_at = at(
                             file.public_from ? std::min(*file.public_from + 2, today) : today - 1, 14, 5)});
    scenario::import_texts(database, at(today, 9), files);
    return files.size();
}

void record_places_and_posts(storage::Writer& db, const County& county) {
    std::vector<schools::AreaId> areas;
    for (std::size_t i = 0; i < county.land.areas.size(); ++i) {
        const std::string code(1, static_cast<char>('A' + i));
        areas.push_back(scenario::area(db, fellshire, code, county.land.areas[i]));
    }
    const auto known = schools::Register::load(db);
    const Date drawn = Date::of(county.last_year.start - 8, 9, 1).value();
    for (const auto& site : county.sites) {
        if (site.authority != 0 || site.phase == Phase::sixteen_plus) continue;
        for (const auto& record : site.records) {
            // A record that closed before any published register began is in none of them.
            if ((record.closed && *record.closed < drawn) || !known->latest(record.urn)) continue;
            scenario::placed(db, fellshire, areas[static_cast<std::size_t>(site.area)], record.urn,
                             std::max(drawn, record.opened.value_or(drawn)));
        }
        if (site.on(county.plan.today)) record_posts(db, county, site);
    }
}

Date board_day(Date day) {
    if (day.month() == 8) day = Date::of(day.year(), 7, 8).value();
    const int weekday = (day.days() + 4) % 7;  // 0 is Sunday
    return day + (9 - weekday) % 7;
}

}
