-- H2 commits, and so writes to disk, each time it fetches new numbers for a sequence: by default for each 32 rows. One process
-- has this database, so that numbers fetched ahead cannot come into use out of order; a crash only leaves a gap.
alter table outbox alter column seq set cache 4096;
