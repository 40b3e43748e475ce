#pragma once
// The world behind the real application, on each database.
#include <gtest/gtest.h>
#include <memory>

#include "access/viewer.hpp"
#include "access/visitor.hpp"
#include "access/world.hpp"
#include "server/application.hpp"

namespace tarn::test {

class InTheWorld : public ::testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgres && !postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR)";
        world_ = std::make_unique<World>(GetParam());
        application_ = std::make_unique<server::Application>(world_->database(), world_->clock(), options());
    }
    void TearDown() override {
        application_.reset();
        world_.reset();
    }

    static server::ApplicationOptions options() { return {.settings = {.port = 0, .access_log = false}}; }
    World& world() { return *world_; }
    server::Application& application() { return *application_; }
    Visitor visitor(access::Role role) {
        Visitor made(application().server());
        made.sign_in(world().members().at(static_cast<std::size_t>(role)).email, World::password());
        return made;
    }

  private:
    std::unique_ptr<World> world_;
    std::unique_ptr<server::Application> application_;
};

}
