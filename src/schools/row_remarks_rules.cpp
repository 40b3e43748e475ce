// What is said of a register file that was accepted: rows that make no school, numbers held twice.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>

#include "schools/types_rules.hpp"
#include "schools/versions_rules.hpp"

namespace tarn::schools {
namespace {

/// A sentence names so many schools and counts the others.
constexpr std::size_t most_named = 20;

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < most_named; ++i) out += (i > 0 ? "; " : "") + names[i];
    if (names.size() > most_named) out += fmt::format("; and {} more", names.size() - most_named);
    return out;
}

class Remarks {
  public:
    explicit Remarks(const RegisterTable& table) : said_(statements_of(table)) {
        for (std::uint32_t row = 0; row < table.urns.size(); ++row) look_at(row);
    }
    std::vector<std::string> sentences() const {
        std::vector<std::string> all;
        const auto add = [&](std::string_view why, const std::vector<std::string>& schools) {
            if (schools.empty()) return;
            all.push_back(fmt::format(
                "{} {}: {}. {}.", schools.size(),
                schools.size() == 1 ? "accepted row makes no school" : "accepted rows make no school", why,
                listed(schools)));
        };
        add("proposed to open", proposed_);
        add("closed before it opened", never_open_);
        if (not_listed_ > 0)
            all.push_back(
                fmt::format("{} accepted {} no state-funded school of England: kept, and in no list.",
                            not_listed_, not_listed_ == 1 ? "row is" : "rows are"));
        for (const auto& [number, schools] : holders_)
            if (schools.size() > 1)
                all.push_back(
                    fmt::format("{} open schools hold the number {}: {}. Check which of them it is.",
                                schools.size(), Laestab{number}.text(), listed(schools)));
        return all;
    }

  private:
    static std::vector<Statements> statements_of(const RegisterTable& table) {
        Statements said{.source = table.source, .snapshot = table.snapshot, .urns = table.urns};
        for (const RegisterTable::Column& column : table.columns)
            said.columns[static_cast<std::size_t>(column.field)] = column.values;
        return {std::move(said)};
    }
    std::string name_of(std::uint32_t row) const {
        return fmt::format("URN {} {}", said_[0].urns[row].text(), said_[0].at(Field::name, row));
    }
    void look_at(std::uint32_t row) {
        const RowRef ref{0, row};
        const OpenPeriod period = open_period_of(said_, {&ref, 1});
        if (!period.exists) return proposed_.push_back(name_of(row));
        if (period.opened && period.closed && *period.closed < *period.opened)
            return never_open_.push_back(fmt::format("{} (opened {}, closed {})", name_of(row),
                                                     period.opened->display(), period.closed->display()));
        if (said_[0].says(Field::type) && !state_funded(parse_type(said_[0].at(Field::type, row))))
            return void(++not_listed_);
        if (period.seen_closed || (period.closed && *period.closed < said_[0].snapshot) ||
            (period.opened && *period.opened > said_[0].snapshot))
            return;
        const auto number = number_in(said_[0], row);
        if (number) holders_[number->value].push_back(name_of(row));
    }

    std::vector<Statements> said_;
    std::vector<std::string> proposed_, never_open_;
    std::int64_t not_listed_ = 0;
    std::map<std::int32_t, std::vector<std::string>> holders_;  ///< open schools by number
};

}

std::vector<std::string> remarks_on(const RegisterTable& table) {
    const bool lives = std::ranges::any_of(table.columns, [](const RegisterTable::Column& column) {
        return column.field == Field::status || column.field == Field::opened;
    });
    if (!lives || table.urns_are_school_keys) return {};
    return Remarks{table}.sentences();
}

}
