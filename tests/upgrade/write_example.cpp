// write_example LABEL FOLDER: databases of this version with something in every table, for later versions to
// open. Run by tests/upgrade/write, which starts the PostgreSQL server it needs.
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>

#include "upgrade/example.hpp"

namespace tarn::test {
namespace {

void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

/// The schema gets a name of its own, so that a test can load it beside others.
void dump(World& world, const std::string& stem) {
    auto& database = world.database();
    const std::string from = file_or_schema(database);
    const std::string whole = stem + (database.is_sqlite() ? ".sqlite" : ".postgres");
    if (database.is_sqlite()) {
        database.backup(stem + ".backup");
        run(fmt::format("sqlite3 {} \"VACUUM INTO '{}'\"", from, whole));
    } else {
        run(fmt::format("pg_dump --no-owner --no-acl --schema={} --file={} '{}'", from, whole,
                        std::getenv("TARN_TEST_POSTGRES")));
        // psql before 15.14 does not know \\restrict.
        run(fmt::format("sed -i -e 's/{}/tarn_upgrade/g' -e '/^.\\(un\\)\\?restrict /d' {}", from, whole));
    }
    run("gzip -9nf " + whole);
    // Its rows are sealed with this one; git keeps no permissions, so the test makes it its owner's again.
    const std::string key = whole + ".key";
    std::filesystem::remove(key);
    database.integrity().key()->save(key);
}

void write_example(Engine engine, const std::string& stem) {
    World world(engine);
    live_in(world);
    dump(world, stem);
}

}
}

int main(int count, char** words) {
    using tarn::test::Engine;
    if (count != 3 || !tarn::test::postgres_available()) {
        std::cerr
            << "usage: write_example LABEL FOLDER, with TARN_TEST_POSTGRES set; see tests/upgrade/write\n";
        return 2;
    }
    try {
        for (const Engine engine : {Engine::sqlite, Engine::postgres})
            tarn::test::write_example(engine, std::string{words[2]} + "/" + words[1]);
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
}
