# What polku needs. polku itself: Boost headers, fmt. Its components: nlohmann_json (json), expat and zlib (xes), libsodium
# (pseudonyms). The command line of the examples: CLI11.
find_package(Boost 1.74 REQUIRED)
find_package(fmt 8 REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.10 QUIET)
find_package(EXPAT QUIET)
find_package(ZLIB QUIET)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})  # FindSodium
find_package(Sodium QUIET)

if(POLKU_BUILD_EXAMPLES OR POLKU_BUILD_TESTS)
  find_package(CLI11 2.1 QUIET)
  foreach(package nlohmann_json EXPAT ZLIB Sodium CLI11)
    if(NOT ${package}_FOUND)
      message(FATAL_ERROR "polku's examples and tests need ${package}. On Debian: "
        "apt-get install nlohmann-json3-dev libexpat1-dev zlib1g-dev libsodium-dev libcli11-dev; or set POLKU_BUILD_EXAMPLES and POLKU_BUILD_TESTS to OFF.")
    endif()
  endforeach()
endif()
if(POLKU_BUILD_TESTS)
  if(CMAKE_CXX_FLAGS MATCHES "-D_GLIBCXX_DEBUG( |$)")
    # The debug mode has other containers: what passes them on has to be built alike. Here is where libgtest-dev puts its source.
    add_subdirectory(/usr/src/googletest ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  else()
    find_package(GTest REQUIRED)
  endif()
endif()
if(POLKU_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
