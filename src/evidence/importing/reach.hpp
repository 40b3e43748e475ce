#pragma once
// What an import means for one authority: of which of its schools the file speaks, which it lacks, and whose
// proposed level moved by it.
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.hpp"

namespace tarn::evidence {

/// The level that officers are proposed for each school of an authority, in words. Levels stand above
/// evidence, so whoever joins the two (the server, the command line) gives this.
using Levels = std::map<Urn, std::string>;
using LevelsNow = std::function<Levels(storage::Reader&, AuthorityCode)>;

struct Reach {
    struct School {
        Urn urn;
        std::string name;
    };
    struct Moved {
        Urn urn;
        std::string name, before, after;
    };
    AuthorityCode authority;
    std::string kind = "schools";  ///< what the counted ones are: "junior and primary schools"
    std::int64_t own = 0;          ///< schools of the authority open on the day, of the file's phases
    std::int64_t spoken_of = 0;    ///< of which the file has anything, perhaps under an earlier URN
    std::int64_t unknown = 0;      ///< schools of the file that the register does not know
    bool none_known = false;       ///< it knows none of them
    std::vector<School> lacking;   ///< own schools of which the file has nothing, by URN
    std::vector<Moved> moved;      ///< by URN; confidential as levels are
    bool compared = false;         ///< levels were looked at before and after
};
/// The file's phases: of its measures, with a tenth of the schools of England or of the authority in it.
Reach reach_of(const schools::Register& schools, const ImportReport& report, AuthorityCode authority,
               Date day);
void add_moved(Reach& reach, const schools::Register& schools, const Levels& before, const Levels& after);

/// Plain sentences, the answer first; empty for files without figures of schools that moved no level.
/// `authority`: its name where others are told; empty for its own officers.
std::vector<std::string> sentences(const Reach& reach, std::string_view authority = {});
std::string sentence(const Reach::Moved& moved);  ///< "Brook Primary (900001): Green, was Amber"

}
