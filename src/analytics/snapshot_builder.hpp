#pragma once
// Builds a snapshot from facts given in any order: tests, the demonstration county and benchmarks.
#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "analytics/snapshot.hpp"

namespace tarn::analytics {

class SnapshotBuilder {
  public:
    /// Schools first; the references that are returned hold until the next call.
    School& school(int urn, Phase phase = Phase::primary, int authority = 888) {
        School school;
        school.urn = Urn{urn};
        school.name = "School " + std::to_string(urn);
        school.phase = phase;
        school.authority = AuthorityCode{static_cast<std::int16_t>(authority)};
        school.maintained = true;
        return schools_.emplace(urn, std::move(school)).first->second;
    }
    void converted(int from, int to, Date opened) {
        schools_.at(to).opened = opened;
        schools_.at(to).maintained = false;
        schools_.at(from).closed = opened;
        links_.emplace_back(from, to);
    }
    struct Value {
        double value = std::numeric_limits<double>::quiet_NaN();
        float n = std::numeric_limits<float>::quiet_NaN();
        Missing missing = Missing::none;
    };
    struct File {
        std::string measure, period;
        Date known_from;
        std::int64_t release = 1;
        int precedence = 0;
        std::optional<Date> known_to = {};
    };
    void series(const File& file, std::map<int, Value> values) {
        files_.emplace_back(file, std::move(values));
    }
    void national(const std::string& measure, const std::string& period, double value, Date known_from) {
        aggregates_.push_back(
            {measure, period, "national-state-funded", std::nullopt, value, known_from, ReleaseId{1}});
    }
    Inspection& graded(int urn, Date held, int overall, Date known_from) {
        Inspection inspection;
        inspection.held = held;
        inspection.known_from = known_from;
        inspection.overall = static_cast<std::uint8_t>(overall);
        inspection.category = overall == 4 ? Category::unnamed : Category::none;
        inspection.release = ReleaseId{1};
        inspections_[urn].push_back(inspection);
        return inspections_[urn].back();
    }
    /// A report card with every area at `grade`, safeguarding met.
    ReportCard& card(int urn, Date held, CardGrade grade, Date known_from) {
        ReportCard made;
        made.held = held;
        made.known_from = known_from;
        made.release = ReleaseId{1};
        made.categories.push_back({Category::none, known_from, std::nullopt, ReleaseId{1}});
        for (const CardArea area : card_areas.all())
            made.entries.push_back({area, area == CardArea::safeguarding ? CardGrade::met : grade, held,
                                    known_from, std::nullopt, ReleaseId{1}});
        cards_.emplace_back(urn, std::move(made));
        return cards_.back().second;
    }
    /// A list that was public on its own day.
    void listed(int urn, Date day, Category category) {
        listed_.emplace_back(urn, CategoryListed{0, day, day, std::nullopt, category, ReleaseId{1}});
    }

    Snapshot build() const {
        Snapshot snapshot;
        std::map<int, SchoolIndex> index;
        for (const auto& [urn, school] : schools_) {
            index[urn] = static_cast<SchoolIndex>(snapshot.schools.size());
            snapshot.schools.push_back(school);
        }
        for (const auto& [from, to] : links_)
            snapshot.schools[index.at(to)].predecessors.push_back(index.at(from));
        for (const auto& [file, values] : files_)
            snapshot.series.edit().push_back(to_series(file, values, index));
        auto& all = snapshot.series.edit();
        std::sort(all.begin(), all.end(), [](const Series& a, const Series& b) {
            return std::tie(a.measure, a.period, a.precedence, a.release) <
                   std::tie(b.measure, b.period, b.precedence, b.release);
        });
        for (const Series& series : snapshot.series) add_release(snapshot, series.release);
        snapshot.aggregates.edit() = aggregates_;
        add_cards(snapshot, index);
        auto& begins = snapshot.inspection_begin.edit();
        auto& inspections = snapshot.inspections.edit();
        begins.push_back(0);
        for (const auto& [urn, school] : schools_) {
            const auto found = inspections_.find(urn);
            if (found != inspections_.end())
                for (const Inspection& inspection : found->second) inspections.push_back(inspection);
            std::sort(inspections.begin() + begins.back(), inspections.end(),
                      [](const Inspection& a, const Inspection& b) { return a.held < b.held; });
            begins.push_back(static_cast<std::uint32_t>(inspections.size()));
        }
        for (const Inspection& inspection : snapshot.inspections) add_release(snapshot, inspection.release);
        return snapshot;
    }

  private:
    static void add_release(Snapshot& snapshot, ReleaseId id) {
        if (snapshot.release_title(id).empty()) {
            snapshot.releases.push_back({id, "Release " + std::to_string(id.value)});
            std::sort(snapshot.releases.begin(), snapshot.releases.end(),
                      [](const Release& a, const Release& b) { return a.id < b.id; });
        }
    }
    void add_cards(Snapshot& snapshot, const std::map<int, SchoolIndex>& index) const {
        const auto place = [&](auto& all, const auto& given) {
            for (const auto& [urn, one] : given) {
                all.push_back(one);
                all.back().school = index.at(urn);
                add_release(snapshot, one.release);
            }
        };
        auto& cards = snapshot.report_cards.edit();
        place(cards, cards_);
        std::sort(cards.begin(), cards.end(), [](const ReportCard& a, const ReportCard& b) {
            return std::tie(a.school, a.held) < std::tie(b.school, b.held);
        });
        auto& listed = snapshot.categories.edit();
        place(listed, listed_);
        std::sort(listed.begin(), listed.end(), [](const CategoryListed& a, const CategoryListed& b) {
            return std::tie(a.school, a.listed) < std::tie(b.school, b.listed);
        });
    }
    static Series to_series(const File& file, const std::map<int, Value>& values,
                            const std::map<int, SchoolIndex>& index) {
        Series series{.measure = file.measure,
                      .period = file.period,
                      .release = ReleaseId{file.release},
                      .release_title = "Release " + std::to_string(file.release),
                      .known_from = file.known_from,
                      .known_to = file.known_to,
                      .precedence = file.precedence,
                      .values = {},
                      .missing = {},
                      .n = {}};
        series.values.assign(index.size(), std::numeric_limits<double>::quiet_NaN());
        series.missing.assign(index.size(), Missing::not_in_release);
        series.n.assign(index.size(), std::numeric_limits<float>::quiet_NaN());
        for (const auto& [urn, value] : values) {
            series.values[index.at(urn)] = value.value;
            series.missing[index.at(urn)] = value.missing;
            series.n[index.at(urn)] = value.n;
        }
        return series;
    }

    std::map<int, School> schools_;
    std::vector<std::pair<int, int>> links_;
    std::vector<std::pair<File, std::map<int, Value>>> files_;
    std::vector<Aggregate> aggregates_;
    std::map<int, std::vector<Inspection>> inspections_;
    std::vector<std::pair<int, ReportCard>> cards_;
    std::vector<std::pair<int, CategoryListed>> listed_;
};

}
