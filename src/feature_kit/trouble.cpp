#include "feature_kit/trouble.hpp"

namespace tarn::kit {

void commit(storage::Writer& db) {
    try {
        db.commit();
    } catch (const storage::Gone& gone) {
        throw Unsure(gone.what());
    }
}

std::optional<Hindrance> hindrance_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Unsure&) {
        return Hindrance::unsure;
    } catch (const storage::Gone&) {
        return Hindrance::gone;
    } catch (const storage::Busy&) {
        return Hindrance::busy;
    } catch (const storage::Full&) {
        return Hindrance::full;
    } catch (const storage::ConstraintBroken&) {
        return Hindrance::changed;
    } catch (...) {
        return std::nullopt;
    }
}

Notice notice_of(Hindrance hindrance, bool sending) {
    switch (hindrance) {
        case Hindrance::busy:
            if (sending)
                return {503, "This was not saved yet",
                        "The service is busy, so your change was not saved. Wait a minute, then try again."};
            return {503, "This page cannot be shown yet",
                    "The service is busy with something large, and this page has to wait for it. Wait a "
                    "minute, then open the page again."};
        case Hindrance::full:
            if (sending)
                return {507, "This was not saved",
                        "The server's disk is full, so nothing was saved. Tell the people who run the "
                        "server."};
            return {507, "This page cannot be shown",
                    "We record who reads this page, and cannot because the server's disk is full. Tell the "
                    "people who run the server."};
        case Hindrance::gone:
            if (sending)
                return {503, "This was not saved yet",
                        "The service cannot reach its database, so nothing of yours was saved. Wait a few "
                        "minutes, then send it again."};
            return {503, "This page cannot be shown yet",
                    "The service cannot reach its database. Wait a few minutes, then open the page again. "
                    "If that does not help, tell the people who run the server."};
        case Hindrance::unsure:
            return {503, "It is not certain that this was saved",
                    "We do not know if your change was saved. Wait a few minutes, then check before you send "
                    "it again."};
        case Hindrance::changed:
            return {409, "This was not saved",
                    "Somebody else changed this at the same time. Go back, look again and repeat what is "
                    "still needed."};
    }
    return notice_of_fault();
}

Notice notice_at_sign_in(Hindrance hindrance) {
    Notice words = notice_of(hindrance, true);
    if (hindrance == Hindrance::full)
        words.sentence = "Nobody can sign in because the server's disk is full. Tell the people who run it";
    else
        words.sentence =
            "Signing in is not possible at the moment. Wait a minute, then enter your password again";
    return words;
}

std::string what_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

Notice notice_of_fault() {
    return {500, "Sorry, there is a problem with the service",
            "Try again later. If it happens again, tell the people who run the server."};
}

}
