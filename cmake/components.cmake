# polku's components: what each needs of CMake's packages, and how Debian and pkg-config call that. Of use to the build and, as
# polku-components.cmake, to those who find the installed package.
set(polku_component_names json xes pseudonyms)
set(polku_json_needs nlohmann_json)
set(polku_json_debian nlohmann-json3-dev)
set(polku_json_pkg_config nlohmann_json)
set(polku_xes_needs EXPAT ZLIB)
set(polku_xes_debian libexpat1-dev zlib1g-dev)
set(polku_xes_pkg_config expat zlib)
set(polku_pseudonyms_needs Sodium)
set(polku_pseudonyms_debian libsodium-dev)
set(polku_pseudonyms_pkg_config libsodium)

# polku_say_needs(COMPONENT RESULT): "polku's component xes needs EXPAT and ZLIB (Debian: libexpat1-dev zlib1g-dev)"
function(polku_say_needs component result)
  list(JOIN polku_${component}_needs " and " needs)
  list(JOIN polku_${component}_debian " " debian)
  set(${result} "polku's component ${component} needs ${needs} (Debian: ${debian})" PARENT_SCOPE)
endfunction()
