# Runs a fuzzer on its corpus, and then for some seconds on what it makes of it; what it finds stays in FOLDER.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER}/new)
execute_process(COMMAND ${FUZZER} -seed=1 -max_total_time=5 -max_len=4096 -timeout=100 -rss_limit_mb=3000 -verbosity=0
  -artifact_prefix=${FOLDER}/ ${FOLDER}/new ${CORPUS} COMMAND_ERROR_IS_FATAL ANY)
