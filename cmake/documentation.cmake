# The reference manual: cmake --build BUILD --target documentation, then documentation/html/index.html in the build folder.
# A warning is an error. What is meant is said in prose and not parameter by parameter, so that does not warn.
find_package(Doxygen 1.9.4 QUIET)
if(NOT DOXYGEN_FOUND)
  message(STATUS "The reference manual is not made: install doxygen for that")
  return()
endif()
set(DOXYGEN_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/documentation)
set(DOXYGEN_PROJECT_BRIEF "${PROJECT_DESCRIPTION}")
set(DOXYGEN_FILE_PATTERNS *.hpp *.md)
set(DOXYGEN_FULL_PATH_NAMES YES)
set(DOXYGEN_STRIP_FROM_PATH ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_STRIP_FROM_INC_PATH ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_EXCLUDE_SYMBOLS polku::detail polku::detail::*)
# It takes polku::inline v0 for another namespace, v0.
set(DOXYGEN_INPUT_FILTER "sed s/::inline.v0//")
set(DOXYGEN_USE_MDFILE_AS_MAINPAGE ${PROJECT_SOURCE_DIR}/README.md)
set(DOXYGEN_JAVADOC_AUTOBRIEF YES)
set(DOXYGEN_EXTRACT_STATIC YES)
set(DOXYGEN_HAVE_DOT NO)
set(DOXYGEN_GENERATE_LATEX NO)
set(DOXYGEN_QUIET YES)
set(DOXYGEN_WARN_AS_ERROR FAIL_ON_WARNINGS)
set(DOXYGEN_EXTRACT_ALL YES)  # a member whose name says all has no comment
set(DOXYGEN_WARN_IF_INCOMPLETE_DOC NO)
doxygen_add_docs(documentation include README.md CHANGELOG.md examples/README.md examples/embedding.md examples/analysis-program.md examples/data/README.md bench/README.md tests/fuzz/README.md
  python/README.md python/tutorial.md)
