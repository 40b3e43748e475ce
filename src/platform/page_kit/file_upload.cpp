#include "platform/page_kit/field_frame.hpp"
#include "platform/page_kit/inputs.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

Html with_drop_zone(const FileUpload& p, const Html& bare) {
    if (!p.drop_zone) return bare;
    Attributes wording;
    add_wording(wording, "choose-files-button", p.choose_text);
    add_wording(wording, "no-file-chosen", p.none_chosen_text);
    add_wording(wording, "multiple-files-chosen", p.many_chosen_text);
    add_wording(wording, "drop-instruction", p.drop_text);
    add_wording(wording, "entered-drop-zone", p.entered_text);
    add_wording(wording, "left-drop-zone", p.left_text);
    return Start("div")
        .classes({"govuk-file-upload-wrapper", p.wrapper_classes})
        .set("data-module", "govuk-file-upload")
        .extra(wording)
        .extra(p.wrapper_attributes)
        .around(bare);
}

}

Html file_upload(const FileUpload& p) {
    return labelled_field(p, p.group, [&](std::string_view id, const std::string& described_by) {
        const Html bare = Start("input")
                              .classes({"govuk-file-upload", p.classes,
                                        p.error.content.empty() ? "" : "govuk-file-upload--error"})
                              .set("id", id)
                              .set("name", p.name)
                              .set("type", "file")
                              .flag("disabled", p.disabled)
                              .flag("multiple", p.multiple)
                              .maybe("aria-describedby", described_by)
                              .extra(p.attributes)
                              .alone();
        return p.group.before_input + with_drop_zone(p, bare) + p.group.after_input;
    });
}

}
