#pragma once
// For tests of what stands behind the gate: one signed-in person, without accounts.
#include "feature_kit/gate.hpp"

namespace tarn::kit {

/// Whoever asks is Asha.
class OnlyAsha : public Visitors {
  public:
    VisitorPtr visitor(const web::Request&) override { return asha_; }
    std::string csrf(const Visitor&) const override { return "token"; }
    bool csrf_valid(const Visitor&, const web::Request& request) const override {
        return request.form_value("csrf") == "token";
    }

  private:
    static VisitorPtr make() {
        Visitor asha;
        asha.person = PersonId{1};
        asha.session = "a1";
        asha.name = "Asha Rahman";
        asha.viewer = access::Viewer{PersonId{1}, asha.name, access::Role::data_officer, {901}, {}};
        return std::make_shared<const Visitor>(asha);
    }
    const VisitorPtr asha_ = make();
};

}
