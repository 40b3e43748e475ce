#include "platform/web/body_room.hpp"

#include <gtest/gtest.h>
#include <optional>

namespace tarn::web {
namespace {

TEST(BodyRoom, CountsWhatArrivesBeyondWhatThereIsAlwaysRoomFor) {
    BodyRoom room(1'000'000, 100'000, 4);
    BodyRoom::Share one(room), other(room), small(room);
    EXPECT_TRUE(one.hold(always_room + 60'000));
    EXPECT_TRUE(one.hold(always_room + 60'000)) << "the same bytes once";
    EXPECT_FALSE(other.hold(always_room + 60'000));
    EXPECT_TRUE(other.hold(always_room + 40'000));
    EXPECT_TRUE(small.hold(always_room));
    EXPECT_FALSE(small.hold(always_room + 1));
    one.release();
    EXPECT_TRUE(small.hold(always_room + 60'000));
}

TEST(BodyRoom, KeepsUploadsAndFormsApart) {
    BodyRoom room(50'000, 50'000, 4);
    BodyRoom::Share upload(room), form(room);
    ASSERT_TRUE(upload.begin_upload("192.0.2.1"));
    EXPECT_TRUE(upload.hold(always_room + 50'000));
    EXPECT_TRUE(form.hold(always_room + 50'000));
}

TEST(BodyRoom, GivesEachClientFewUploads) {
    BodyRoom room(1'000'000, 1'000'000, 1);
    std::optional<BodyRoom::Share> first(std::in_place, room);
    BodyRoom::Share second(room), other(room);
    EXPECT_TRUE(first->begin_upload("192.0.2.1"));
    EXPECT_FALSE(second.begin_upload("192.0.2.1"));
    EXPECT_TRUE(other.begin_upload("192.0.2.2"));
    first.reset();
    EXPECT_TRUE(second.begin_upload("192.0.2.1"));
}

}
}
