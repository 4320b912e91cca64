-- What an org itself counted in an hour, by edge and direction; total: milliseconds of metrics that are durations.
create table series_aggregate (
  org     int         not null references series_org (id),
  edge    varchar(60) not null,
  inbound boolean     not null,
  at      bigint      not null,
  metric  varchar(60) not null,
  n       bigint      not null,
  total   bigint      not null,
  primary key (org, at, edge, inbound, metric)
);
