# The shipped audits and the made programme: what polku-quality prints.
function(polku_quality_test name expected)
  add_test(NAME quality_program.${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMAND ${CMAKE_COMMAND}
    -D PROGRAM=$<TARGET_FILE:polku-quality> -D "ARGUMENTS=${ARGN}" -D EXPECTED=${PROJECT_SOURCE_DIR}/examples/${expected}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/compare_output.cmake)
endfunction()

set(folder examples/data/quality)
polku_quality_test(audits expected/quality/audits.txt --audits ${folder}/audits.json)
polku_quality_test(audits_by_a_file expected/quality/audits.txt
  --audits ${folder}/audits.json --instrument ${folder}/ips-25.json)
polku_quality_test(another_instrument expected/quality/self-assessment.txt
  --audits ${folder}/self-assessment/audits.json --instrument ${folder}/self-assessment/instrument.json)
polku_quality_test(programme expected/quality/programme.txt --audits ${folder}/audits.json --records ${folder}/programme)
polku_quality_test(ips_grow expected/quality/ips-grow.txt --records ${folder}/programme --set ips-grow)
polku_quality_test(own expected/quality/own.txt --records ${folder}/programme --indicators ${folder}/programme.json)
polku_quality_test(own_json expected/quality/own.json
  --records ${folder}/programme --indicators ${folder}/programme.json --json)
polku_quality_test(instrument data/quality/ips-25.json --write instrument)

# Indicators are of few clients; how to suppress them is not known.
add_test(NAME quality_program.indicators_only_in_the_internal_report WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  COMMAND polku-report ${folder}/programme --indicators ${folder}/programme.json)
set_tests_properties(quality_program.indicators_only_in_the_internal_report PROPERTIES
  PASS_REGULAR_EXPRESSION "--indicators requires --exact")
