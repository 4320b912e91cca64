-- What roll-ups and figures of legs are made in, step by step. A server has them as temporary tables of a session; here they are
-- tables as all others, whose rows no other transaction sees and which are empty between transactions: H2 cannot open its file
-- after a kill amid a change of temporary tables, and two sessions that make a table at once fail.
create table if not exists stage_bucket (at bigint not null);
create index if not exists stage_bucket_at on stage_bucket (at);
create table if not exists stage_busy (trunk int not null, at bigint not null, began bigint not null,
  ended bigint not null, talk bigint not null);
create index if not exists stage_busy_at on stage_busy (at);
create table if not exists stage_part (trunk int not null, at bigint not null, attempts bigint, connected bigint,
  failed bigint, uncertain bigint, occupied_millis bigint, talk_millis bigint, mos_min double precision,
  mos_sum double precision, mos_count bigint, r_min double precision, r_sum double precision, r_count bigint,
  latency_max int, latency_sum bigint, latency_count bigint, received bigint, discarded bigint);
create table if not exists stage_peak (subject int not null, at bigint not null, peak bigint not null);
