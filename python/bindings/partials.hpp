// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Partial results as Python holds them, of any analysis. Each analysis is bound beside its verb, whose tables it shares.
#pragma once

#include "table.hpp"

#include <polku/partials/analyses.hpp>

#include <functional>
#include <map>

namespace polku_python {

class any_partial;
using partial_pointer = std::shared_ptr<any_partial>;

// Never changed once made.
class any_partial {
 public:
  any_partial() = default;
  any_partial(const any_partial&) = delete;
  any_partial& operator=(const any_partial&) = delete;
  virtual ~any_partial() = default;

  [[nodiscard]] virtual std::string_view analysis() const = 0;
  [[nodiscard]] virtual std::size_t client_count() const = 0;
  [[nodiscard]] virtual const std::vector<std::uint64_t>& client_sums() const = 0;
  [[nodiscard]] virtual partial_pointer merged(const any_partial& other) const = 0;
  [[nodiscard]] virtual std::string to_bytes() const = 0;
  // What the verb gives to Python, of these clients. Needs Python's lock.
  [[nodiscard]] virtual py::object result() const = 0;
};

// What partial results are read by, by the name of the analysis.
using partial_readers = std::map<std::string_view, partial_pointer (*)(std::string_view), std::less<>>;
[[nodiscard]] partial_readers& readers_of_partials();

template <class A>
using partial_of = std::shared_ptr<const polku::partial<A>>;

// `Show` makes what the verb gives, of what is of its clients.
template <class A, py::object (*Show)(const partial_of<A>&)>
class held_partial final : public any_partial {
 public:
  explicit held_partial(polku::partial<A>&& p) : partial_(std::make_shared<const polku::partial<A>>(std::move(p))) {}

  [[nodiscard]] std::string_view analysis() const override { return A::name; }
  [[nodiscard]] std::size_t client_count() const override { return partial_->client_count(); }
  [[nodiscard]] const std::vector<std::uint64_t>& client_sums() const override { return partial_->client_sums(); }
  [[nodiscard]] partial_pointer merged(const any_partial& other) const override {
    const auto* const same = dynamic_cast<const held_partial*>(&other);
    if (!same)
      throw polku::partial_error(std::string("polku: these partial results do not go together: one is of ")
                                     .append(A::name)
                                     .append(", another of ")
                                     .append(other.analysis())
                                     .append("; merge those of one analysis"));
    auto out = *partial_;
    out.merge(*same->partial_);
    return std::make_shared<held_partial>(std::move(out));
  }
  [[nodiscard]] std::string to_bytes() const override { return partial_->to_bytes(); }
  [[nodiscard]] py::object result() const override { return Show(partial_); }

 private:
  partial_of<A> partial_;
};

// Binds `name(pathways, threads, options...)`, and reading from bytes; `options_of` makes the analysis's options.
template <class A, py::object (*Show)(const partial_of<A>&), class... Args>
void bind_partial(py::module_& m, const char* name, typename A::options (*options_of)(Args...)) {
  readers_of_partials()[A::name] = [](std::string_view bytes) -> partial_pointer {
    return std::make_shared<held_partial<A, Show>>(polku::partial<A>::from_bytes(bytes));
  };
  m.def(name, [options_of](const paths_pointer& paths, unsigned threads, Args... args) -> partial_pointer {
    const auto options = options_of(args...);
    return unlocked(
        [&] { return std::make_shared<held_partial<A, Show>>(polku::take_partial<A>(paths->paths, options, threads)); });
  });
}

// The clients that a partial result lists.
template <class A>
dictionary_pointer clients_in(const partial_of<A>& p) {
  return names_in(p, p->listed_clients());
}

}  // namespace polku_python
