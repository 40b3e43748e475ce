#pragma once
// The common shape of a question: group, label or legend, hint, error, then the control that names them.
#include "platform/page_kit/fields.hpp"

namespace tarn::page_kit {

/// Hint and error in order, and what aria-describedby must say.
struct Lead {
    Html html;
    std::string described_by;
};
Lead hint_and_error(std::string_view id, const Hint& hint, const ErrorMessage& error,
                    std::string_view described_by);

Html form_group(const FormGroup& group, bool in_error, const Html& inside);

/// A labelled control: `control(described_by)` writes the input itself.
template <class Params, class Control>
Html labelled_field(const Params& params, const FormGroup& group, const Control& control) {
    const std::string& id = params.id.empty() ? params.name : params.id;
    Label caption = params.label;
    caption.for_id = id;
    Lead lead = hint_and_error(id, params.hint, params.error, params.described_by);
    return form_group(group, !params.error.content.empty(),
                      label(caption) + lead.html + control(std::string_view{id}, lead.described_by));
}

}
