# The shipped designs: what is found in each, the same from its JSON form, and two of them beside the example's records.
function(polku_design_test name expected)
  add_test(NAME designs.${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMAND ${CMAKE_COMMAND}
    -D PROGRAM=$<TARGET_FILE:polku-designs> -D "ARGUMENTS=${ARGN}"
    -D EXPECTED=${PROJECT_SOURCE_DIR}/examples/expected/designs/${expected}.txt
    -P ${CMAKE_CURRENT_SOURCE_DIR}/compare_output.cmake)
endfunction()

foreach(letter a b c d e f g h)
  polku_design_test(${letter} ${letter} ${letter})
  set(json ${CMAKE_CURRENT_BINARY_DIR}/design_${letter}.json)
  add_test(NAME designs.${letter}.write COMMAND sh -c "\"$1\" \"$2\" --json >\"$3\"" sh
    $<TARGET_FILE:polku-designs> ${letter} ${json})
  set_tests_properties(designs.${letter}.write PROPERTIES FIXTURES_SETUP design-${letter})
  polku_design_test(${letter}.read ${letter} ${json})
  set_tests_properties(designs.${letter}.read PROPERTIES FIXTURES_REQUIRED design-${letter})
endforeach()
polku_design_test(a.records a-records a --records examples/data/todays-path)
polku_design_test(b.records b-records b --records examples/data/orimattila-pilot)
