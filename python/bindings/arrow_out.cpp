// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "arrow_out.hpp"

#include "arrow_abi.hpp"

#include <cmath>

namespace polku_python {

namespace {

// A schema or array owns what its private data points to; its children and dictionary are released by themselves, unless
// somebody moved them away.
struct held_schema {
  std::string format, name;
  std::vector<arrow_schema> children;
  std::vector<arrow_schema*> child_pointers;
  std::unique_ptr<arrow_schema> dictionary;
};
struct held_array {
  std::vector<std::shared_ptr<const void>> owners;
  std::vector<const void*> buffers;
  std::vector<arrow_array> children;
  std::vector<arrow_array*> child_pointers;
  std::unique_ptr<arrow_array> dictionary;
};

template <class Struct, class Held>
void release(Struct* s) {
  const auto release_one = [](Struct* part) {
    if (part && part->release) part->release(part);
  };
  for (std::int64_t i = 0; i < s->n_children; ++i) release_one(s->children[i]);
  release_one(s->dictionary);
  delete static_cast<Held*>(s->private_data);
  s->release = nullptr;
}

void give(arrow_schema& out, std::unique_ptr<held_schema> held, std::int64_t flags) {
  for (auto& child : held->children) held->child_pointers.push_back(&child);
  out = {held->format.c_str(),
         held->name.c_str(),
         nullptr,
         flags,
         static_cast<std::int64_t>(held->children.size()),
         held->child_pointers.data(),
         held->dictionary.get(),
         &release<arrow_schema, held_schema>,
         held.get()};
  (void)held.release();
}

void give(arrow_array& out, std::unique_ptr<held_array> held, std::size_t length, std::size_t nulls) {
  for (auto& child : held->children) held->child_pointers.push_back(&child);
  out = {static_cast<std::int64_t>(length),
         static_cast<std::int64_t>(nulls),
         0,
         static_cast<std::int64_t>(held->buffers.size()),
         static_cast<std::int64_t>(held->children.size()),
         held->buffers.data(),
         held->child_pointers.data(),
         held->dictionary.get(),
         &release<arrow_array, held_array>,
         held.get()};
  (void)held.release();
}

const char* format_of(column_kind k) {
  constexpr const char* formats[] = {"l", "I", "g", "b", "tsu:", "tDu", "i"};
  return formats[static_cast<std::size_t>(k)];
}

void give_schema(const table& t, arrow_schema& out) {
  auto all = std::make_unique<held_schema>();
  all->format = "+s";
  all->children.resize(t.columns().size());
  for (std::size_t i = 0; i < t.columns().size(); ++i) {
    const auto& c = t.columns()[i];
    auto one = std::make_unique<held_schema>();
    one->format = format_of(c.kind);
    one->name = c.name;
    if (c.kind == column_kind::name) {
      auto values = std::make_unique<held_schema>();
      values->format = c.names->holds_numbers() ? "l" : "U";
      one->dictionary = std::make_unique<arrow_schema>();
      give(*one->dictionary, std::move(values), 0);
    }
    give(all->children[i], std::move(one), arrow_nullable);
  }
  give(out, std::move(all), 0);
}

template <class T, class IsNone>
std::size_t mark_nones(const column& c, held_array& held, IsNone is_none) {
  const auto* const values = static_cast<const T*>(c.data);
  std::size_t nones = 0;
  for (std::size_t i = 0; i < c.size; ++i) nones += is_none(values[i]) ? 1 : 0;
  if (nones == 0) return 0;
  auto bits = std::make_shared<std::vector<std::uint8_t>>((c.size + 7) / 8);
  for (std::size_t i = 0; i < c.size; ++i)
    if (!is_none(values[i])) (*bits)[i / 8] = static_cast<std::uint8_t>((*bits)[i / 8] | 1u << i % 8);
  held.buffers[0] = bits->data();
  held.owners.push_back(std::move(bits));
  return nones;
}

std::size_t mark_nones(const column& c, held_array& held) {
  switch (c.kind) {
    case column_kind::time:
    case column_kind::length:
      return mark_nones<std::int64_t>(c, held, [](std::int64_t v) { return v == no_time; });
    case column_kind::name:
      return mark_nones<std::int32_t>(c, held, [](std::int32_t v) { return v < 0; });
    case column_kind::number:
      return mark_nones<double>(c, held, [](double v) { return std::isnan(v); });
    default:
      return 0;
  }
}

void give_dictionary(const dictionary_pointer& names, arrow_array& out) {
  auto held = std::make_unique<held_array>();
  const auto n = names->size();
  if (names->holds_numbers()) {
    held->owners.push_back(names);
    held->buffers = {nullptr, names->numbers().data()};
  } else {
    struct texts {
      std::vector<std::int64_t> bounds;
      std::string text;
    };
    auto all = std::make_shared<texts>();
    all->bounds.reserve(n + 1);
    all->bounds.push_back(0);
    for (std::size_t i = 0; i < n; ++i) {
      all->text.append(names->text(i));
      all->bounds.push_back(static_cast<std::int64_t>(all->text.size()));
    }
    held->buffers = {nullptr, all->bounds.data(), all->text.data()};
    held->owners.push_back(std::move(all));
  }
  give(out, std::move(held), n, 0);
}

void give_column(const column& c, arrow_array& out) {
  auto held = std::make_unique<held_array>();
  held->owners.push_back(c.owner);
  held->buffers = {nullptr, c.data};
  if (c.kind == column_kind::truth) {
    auto bits = std::make_shared<std::vector<std::uint8_t>>((c.size + 7) / 8 + 1);
    const auto* const values = static_cast<const std::uint8_t*>(c.data);
    for (std::size_t i = 0; i < c.size; ++i)
      if (values[i]) (*bits)[i / 8] = static_cast<std::uint8_t>((*bits)[i / 8] | 1u << i % 8);
    held->buffers[1] = bits->data();
    held->owners.push_back(std::move(bits));
  }
  const auto nones = mark_nones(c, *held);
  if (c.kind == column_kind::name) {
    held->dictionary = std::make_unique<arrow_array>();
    give_dictionary(c.names, *held->dictionary);
  }
  give(out, std::move(held), c.size, nones);
}

void give_batch(const table& t, arrow_array& out) {
  auto all = std::make_unique<held_array>();
  all->buffers = {nullptr};
  all->children.resize(t.columns().size());
  for (std::size_t i = 0; i < t.columns().size(); ++i) give_column(t.columns()[i], all->children[i]);
  give(out, std::move(all), t.size(), 0);
}

struct held_stream {
  table_pointer t;
  bool is_read = false;
  std::string error = {};
};

template <class Give>
int answer(arrow_stream* s, Give give_it) {
  auto& held = *static_cast<held_stream*>(s->private_data);
  try {
    give_it(held);
    return 0;
  } catch (const std::exception& e) {
    held.error = e.what();
    return 12;  // ENOMEM
  }
}

void release_stream(arrow_stream* s) {
  delete static_cast<held_stream*>(s->private_data);
  s->release = nullptr;
}

}  // namespace

py::capsule stream_of(const table_pointer& t) {
  auto stream = std::make_unique<arrow_stream>();
  *stream = {[](arrow_stream* s, arrow_schema* out) { return answer(s, [&](held_stream& h) { give_schema(*h.t, *out); }); },
             [](arrow_stream* s, arrow_array* out) {
               return answer(s, [&](held_stream& h) {
                 if (h.is_read)
                   *out = {};
                 else
                   give_batch(*h.t, *out);
                 h.is_read = true;
               });
             },
             [](arrow_stream* s) -> const char* {
               const auto& error = static_cast<held_stream*>(s->private_data)->error;
               return error.empty() ? nullptr : error.c_str();
             },
             &release_stream, new held_stream{t}};
  py::capsule out(stream.get(), stream_capsule, [](PyObject* capsule) {
    auto* const s = static_cast<arrow_stream*>(PyCapsule_GetPointer(capsule, stream_capsule));
    if (!s) return PyErr_Clear();
    if (s->release) s->release(s);
    delete s;
  });
  (void)stream.release();
  return out;
}

}  // namespace polku_python
