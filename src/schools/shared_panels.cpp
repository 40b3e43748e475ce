#include "schools/shared_panels.hpp"

#include <initializer_list>

namespace tarn::schools {

std::size_t SharedPanels::Hash::operator()(const Key& key) const {
    std::size_t hash = key.panel;
    for (const std::int64_t part : std::initializer_list<std::int64_t>{
             key.urn.value, key.authority.value, key.as_at.days(), key.today.days(), key.schools.merged,
             key.schools.local, key.generation})
        hash = (hash ^ static_cast<std::size_t>(part)) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32);
}

SharedPanels::Part SharedPanels::find_or_make(const Key& key, const std::function<web::Html()>& make) {
    if (auto kept = kept_.find(key)) return kept;
    web::Html made = make();
    const std::size_t bytes = made.markup().capacity();
    return kept_.keep(key, std::move(made), bytes);
}

SharedPanels::Part SharedPanels::content(std::size_t number, const Panel& panel, const PanelView& view,
                                         const RegisterGeneration& generation) {
    const std::int64_t shown = panel.generation ? panel.generation(view.db) : 0;
    return find_or_make({number, view.school.urn, view.authority, view.as_at, view.today, generation, shown},
                        [&] { return panel.shared(view); });
}

SharedPanels::Part SharedPanels::part(std::size_t number, const PanelView& view,
                                      const RegisterGeneration& generation,
                                      const std::function<web::Html()>& make) {
    return find_or_make({number, view.school.urn, view.authority, view.as_at, view.today, generation, 0},
                        make);
}

}
