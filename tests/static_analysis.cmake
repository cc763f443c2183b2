# What clang-tidy and cppcheck say of the headers. Their exceptions: .clang-tidy, structure/cppcheck.txt.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include/polku/*.hpp)

find_program(POLKU_CLANG_TIDY clang-tidy)
if(POLKU_CLANG_TIDY)
  list(TRANSFORM headers REPLACE "^include/(.*)$" "#include <\\1>" OUTPUT_VARIABLE includes)
  list(JOIN includes "\n" includes)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/all_headers.cpp CONTENT "${includes}\n" @ONLY)
  add_test(NAME structure.clang_tidy COMMAND ${POLKU_CLANG_TIDY} --quiet --config-file=${PROJECT_SOURCE_DIR}/.clang-tidy
    ${CMAKE_CURRENT_BINARY_DIR}/all_headers.cpp -- -std=c++20 -I${PROJECT_SOURCE_DIR}/include)
  set_tests_properties(structure.clang_tidy PROPERTIES TIMEOUT 1800)
else()
  message(STATUS "clang-tidy is absent: its test is left out (tests/run.sh installs it)")
endif()

find_program(POLKU_CPPCHECK cppcheck)
if(POLKU_CPPCHECK)
  add_test(NAME structure.cppcheck COMMAND ${POLKU_CPPCHECK} --language=c++ --std=c++20
    --enable=warning,performance,portability,style --quiet -I include
    --suppressions-list=${CMAKE_CURRENT_SOURCE_DIR}/structure/cppcheck.txt --error-exitcode=1 ${headers}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
else()
  message(STATUS "cppcheck is absent: its test is left out (tests/run.sh installs it)")
endif()
