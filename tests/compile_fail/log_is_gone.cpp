// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/analysis/pathways.hpp>
#include <polku/log/log_builder.hpp>

polku::reading how_read(polku::log_builder& builder) {
#ifdef WRONG
  const polku::pathways paths(builder.finish());
#else
  const auto log = builder.finish();
  const polku::pathways paths(log);
#endif
  return paths.how();
}
