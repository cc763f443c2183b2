# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#
# The analyses of polku-in-memory in R's data.table, vectorised. Usage: Rscript data_table_peer.R FILE.csv THREADS. Prints one
# line of JSON.

suppressPackageStartupMessages(library(data.table))

arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(as.integer(arguments[2]))
seconds <- function() as.numeric(proc.time()["elapsed"])

# One number per client, and rows by client, start and end (open last).
begin <- seconds()
log <- fread(arguments[1], colClasses = list(factor = c("case_id", "activity", "org", "resource")),
             na.strings = c("", "NA"))
for (column in c("start", "end")) set(log, j = column, value = as.integer(as.IDate(log[[column]])))
log[, client := as.integer(case_id)]
cutoff <- max(log$start, log$end, na.rm = TRUE)
log[, until := fifelse(is.na(end), cutoff + 1L, end)]
setorder(log, client, start, until)
log[, until := pmin(until, cutoff)]
load_seconds <- seconds() - begin

# Neighbouring stays of different organisations, neighbours of the same one merged; and A, B, A among them.
begin <- seconds()
client <- log$client
org <- as.integer(log$org)
is_stay <- !(client == shift(client, fill = -1L) & org == shift(org, fill = -1L))
client <- client[is_stay]
org <- org[is_stay]
direct <- sum(client == shift(client, 2L, fill = -1L) & org == shift(org, 2L, fill = -1L))
direct_seconds <- seconds() - begin

begin <- seconds()
before <- shift(org)
same <- client == shift(client, fill = -1L)
pairs <- data.table(a = before[same], b = org[same])[, .N, keyby = .(a, b)]

# What lies between the latest end so far and the next start, or the cutoff.
log[, covered := cummax(until), by = client]
following <- shift(log$start, type = "lead")
is_last <- log$client != shift(log$client, type = "lead", fill = -1L)
following[is_last] <- cutoff
days <- following - log$covered
is_gap <- days > 0L
analysis_seconds <- direct_seconds + seconds() - begin

names <- levels(log$org)
cat(sprintf(paste0('{"version":"%s","episodes":%d,"clients":%d,"load_seconds":%.3f,"analysis_seconds":%.3f,',
                   '"direct_returns_seconds":%.3f,"figures":{"transitions":%d,"direct_returns":%d,"gaps_between":%d,',
                   '"gaps_trailing":%d,"gap_days":%.0f,"pairs":{%s}}}\n'),
            packageVersion("data.table"), nrow(log), uniqueN(log$client), load_seconds, analysis_seconds, direct_seconds,
            sum(same), direct, sum(is_gap & !is_last), sum(is_gap & is_last), sum(as.numeric(days[is_gap])),
            paste0('"', names[pairs$a], " > ", names[pairs$b], '":', pairs$N, collapse = ",")))
