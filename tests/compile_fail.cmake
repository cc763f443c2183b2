# Programs that must not compile. Each source is built twice, right and (with WRONG defined) wrong, so that it cannot rot into
# failing for another reason; the wrong one has to fail with the message that helps.
function(polku_compile_fail name message)
  set(compile ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -I${PROJECT_SOURCE_DIR}/include
    ${CMAKE_CURRENT_SOURCE_DIR}/compile_fail/${name}.cpp)
  add_test(NAME compile_fail.${name}.right COMMAND ${compile})
  add_test(NAME compile_fail.${name}.wrong COMMAND ${compile} -DWRONG)
  set_tests_properties(compile_fail.${name}.wrong PROPERTIES PASS_REGULAR_EXPRESSION "${message}")
endfunction()

polku_compile_fail(projection_returns_no_episode "constraints not satisfied.*projects_to_episode|because.*projects_to_episode")
polku_compile_fail(party_is_a_number "constraints not satisfied.*party_projection|because.*party_projection")
polku_compile_fail(window_without_unit "a bare number has no unit|deleted")
polku_compile_fail(support_is_no_predicate "constraints not satisfied.*support_predicate|because.*support_predicate")
polku_compile_fail(tally_cannot_merge "t.merge")
polku_compile_fail(log_is_gone "deleted")
polku_compile_fail(phases_out_of_order "lists every enumerator once, in order")
polku_compile_fail(graph_is_undirected "constraints not satisfied.*digraph|because.*digraph")
polku_compile_fail(graph_lists_no_vertices "constraints not satisfied.*lists_vertices|because.*lists_vertices")
polku_compile_fail(graph_has_no_index "constraints not satisfied.*has_vertex_index|because.*has_vertex_index")
polku_compile_fail(index_is_no_map "constraints not satisfied.*vertex_index_map|because.*vertex_index_map")
