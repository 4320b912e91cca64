-- A day of samples is a partition: dropping one takes milliseconds where deleting it takes seconds. The writer makes the
-- partitions that its rows need. Rows come nearly in the order of time, so that a BRIN index does for it.

drop table series_sample;

create table series_sample (
  trunk      int      not null,
  at         bigint   not null,
  seen       smallint not null,
  inbound    int      not null,
  outbound   int      not null,
  mismatches int,
  primary key (trunk, at)
) partition by range (at);
create index series_sample_at on series_sample using brin (at);
