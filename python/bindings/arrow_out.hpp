// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "table.hpp"

namespace polku_python {

// A table as a capsule that holds an Arrow stream of one batch. What is columnar is not copied and stays alive as long as
// anybody holds the batch.
py::capsule stream_of(const table_pointer& t);

}  // namespace polku_python
