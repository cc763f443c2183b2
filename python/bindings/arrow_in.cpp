// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "arrow_in.hpp"

namespace polku_python {

arrow_table::arrow_table(const py::capsule& capsule) {
  auto* const stream = static_cast<arrow_stream*>(PyCapsule_GetPointer(capsule.ptr(), stream_capsule));
  if (!stream) throw py::error_already_set();
  if (!stream->release) throw std::invalid_argument("polku: this Arrow stream was read already; ask its owner for another");
  const auto require = [&](int code) {
    if (code == 0) return;
    const auto* const why = stream->get_last_error(stream);
    std::string text = "polku: the Arrow stream could not be read";
    if (why) text.append(": ").append(why);
    release();
    stream->release(stream);
    throw std::invalid_argument(text);
  };
  require(stream->get_schema(stream, &schema_));
  for (;;) {
    arrow_array batch = {};
    require(stream->get_next(stream, &batch));
    if (!batch.release) break;
    batches_.push_back(batch);
  }
  stream->release(stream);
  if (std::string_view(schema_.format) == "+s") return;
  release();
  throw std::invalid_argument("polku: the Arrow stream is of one column; give a table or batches of records");
}

arrow_table::~arrow_table() { release(); }

void arrow_table::release() {
  for (auto& b : batches_)
    if (b.release) b.release(&b);
  if (schema_.release) schema_.release(&schema_);
}

}  // namespace polku_python
