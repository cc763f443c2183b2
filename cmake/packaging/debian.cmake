# The Debian package libpolku-dev: cpack -G DEB in the build folder.
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libpolku-dev
  COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# All that belongs to no part of the installation by name, and Debian's copyright in place of the licence.
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${PROJECT_BINARY_DIR};polku;Unspecified;/;${PROJECT_BINARY_DIR};polku;debian;/")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_VENDOR "the polku authors")
set(CPACK_PACKAGE_CONTACT "the polku authors <authors@polku.invalid>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_NAME libpolku-dev)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libboost-dev (>= 1.74), libfmt-dev (>= 8)")
set(suggests "")
foreach(component IN LISTS polku_components)
  list(APPEND suggests ${polku_${component}_debian})
endforeach()
list(JOIN suggests ", " CPACK_DEBIAN_PACKAGE_SUGGESTS)
string(TOLOWER "${PROJECT_DESCRIPTION}" CPACK_PACKAGE_DESCRIPTION_SUMMARY)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"From records of services to people who need support to get a job, polku builds
the graph of transitions between services and finds the two faults that ruin
pathways: ping-pong, being sent back and forth without progress, and gaps in
support, when nobody holds the person. This is the whole library: C++20
headers, for CMake and pkg-config. Its components need one of the suggested
packages each: json, xes and pseudonyms.")
include(CPack)
