-- Every event of a trunk moves its row in this index, and on PostgreSQL makes new entries in all others, too, because a row with an
-- indexed column changed. Who looks for stale trunks reads ten thousand rows every ten seconds instead: milliseconds, beside the writer.
drop index trunk_state_seen;
