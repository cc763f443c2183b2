# The recipes for vcpkg and Conan, tried without either.
add_test(NAME packaging.vcpkg_port COMMAND ${CMAKE_COMMAND} -D TREE=${PROJECT_SOURCE_DIR}
  -D FOLDER=${CMAKE_CURRENT_BINARY_DIR}/packaging/vcpkg -P ${CMAKE_CURRENT_SOURCE_DIR}/packaging/portfile.cmake)
if(POLKU_PYTHON)
  add_test(NAME packaging.recipes
    COMMAND ${POLKU_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/packaging/check_recipes.py ${PROJECT_SOURCE_DIR})
endif()
