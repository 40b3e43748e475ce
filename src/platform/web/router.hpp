#pragma once
// From method and path to a route. Literal segments win over {names}; two routes for one address are refused
// at start.
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::web {

using Segments =
    std::vector<std::string>;  ///< of a path, each decoded: "/a%2Fb/c" is {"a/b", "c"}; "/" is {}

class Router {
  public:
    /// Throws std::invalid_argument naming the pattern that is malformed or declared twice.
    explicit Router(std::vector<Route> routes);
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;
    ~Router();

    struct Match {
        const Route* route = nullptr;
        Fields parameters;
        std::string allow;  ///< when the address exists but not for this method: what to put into Allow
    };
    Match find(Method method, const Segments& segments) const;

  private:
    struct Node;
    const Node* walk(const Node& node, const Segments& segments, std::size_t at) const;
    void insert(const Route& route);

    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

}
