// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The analyses of polku-in-memory in DuckDB: the file into a table, then one query. Prints one line of JSON.
// Usage: node duckdb_peer.mjs FILE.csv THREADS DIR, where DIR holds the node_modules with @duckdb/node-api.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const [file, threads, modules] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(resolve(modules, "from-here.js"))("@duckdb/node-api");

// Clients stay texts: numbering them with dense_rank() makes the query some 10 % faster, but costs more than that in loading.
const load = `
  CREATE TABLE log AS
  SELECT case_id AS client, activity, org, resource, "start", "end"
  FROM read_csv('${file.replaceAll("'", "''")}', header = true, columns = {
    'case_id': 'VARCHAR', 'activity': 'VARCHAR', 'org': 'VARCHAR', 'resource': 'VARCHAR', 'start': 'DATE', 'end': 'DATE'})`;

// Neighbours of one organisation are merged by keeping the first row of each; an open end counts as the cutoff. A gap is what
// lies between the latest end so far and the next start, or the cutoff where there is none.
const query = `
  WITH cut AS (SELECT greatest(max("start"), max("end")) AS cutoff FROM log),
  episodes AS (
    SELECT client, org, row_number() OVER w AS place, lag(org) OVER w AS org_before,
           max(coalesce("end", cutoff)) OVER (w ROWS UNBOUNDED PRECEDING) AS covered,
           lead("start") OVER w AS following, cutoff
    FROM log, cut
    WINDOW w AS (PARTITION BY client ORDER BY "start", "end" NULLS LAST)
  ),
  stays AS (
    SELECT org, lag(org) OVER w AS org_1, lag(org, 2) OVER w AS org_2
    FROM episodes WHERE org IS DISTINCT FROM org_before
    WINDOW w AS (PARTITION BY client ORDER BY place)
  )
  SELECT 'pair' AS kind, org_1 AS a, org AS b, count(*) AS n, count(*) FILTER (org = org_2) AS m
  FROM stays WHERE org_1 IS NOT NULL GROUP BY org_1, org
  UNION ALL
  SELECT if(following IS NULL, 'trailing', 'between') AS kind, NULL, NULL, count(*), sum(coalesce(following, cutoff) - covered)
  FROM episodes WHERE coalesce(following, cutoff) > covered GROUP BY kind`;

const instance = await DuckDBInstance.create(":memory:", { threads });
const db = await instance.connect();

const begin = performance.now();
await db.run(load);
const loaded = performance.now();
const rows = (await db.runAndReadAll(query)).getRows();
const done = performance.now();
const [[episodes, clients]] = (await db.runAndReadAll("SELECT count(*), count(DISTINCT client) FROM log")).getRows();

const figures = { transitions: 0, direct_returns: 0, gaps_between: 0, gaps_trailing: 0, gap_days: 0, pairs: {} };
for (const [kind, a, b, ...counts] of rows) {
  const [n, m] = counts.map(Number);
  if (kind === "pair") {
    figures.pairs[`${a} > ${b}`] = n;
    figures.transitions += n;
    figures.direct_returns += m;
  } else {
    figures[`gaps_${kind}`] = n;
    figures.gap_days += m;
  }
}
console.log(JSON.stringify({
  version: version(), episodes: Number(episodes), clients: Number(clients),
  load_seconds: (loaded - begin) / 1000, analysis_seconds: (done - loaded) / 1000, figures,
}));
