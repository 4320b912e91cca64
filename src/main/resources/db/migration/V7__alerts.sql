-- Alerts over the time series. Times are milliseconds since 1970, as in the tables of the series.

-- What fires, or is on its way to fire or to end; what is quiet has no row. turning: since when readings speak for the other
-- state.
create table alert_state (
  rule    varchar(100) not null,
  org     varchar(200) not null,
  kind    varchar(12)  not null,
  subject varchar(300) not null,
  name    varchar(300) not null,
  firing  boolean      not null,
  since   bigint,
  turning bigint,
  reading double precision,
  primary key (rule, org, kind, subject)
);

-- Beginnings and ends of alerts, each written together with what the outbox tells of it.
create table alert_history (
  id       varchar(36)   primary key,
  at       bigint        not null,
  rule     varchar(100)  not null,
  org      varchar(200)  not null,
  kind     varchar(12)   not null,
  subject  varchar(300)  not null,
  name     varchar(300)  not null,
  severity varchar(10)   not null,
  state    varchar(10)   not null,
  reading  double precision,
  reason   varchar(1000) not null
);
create index alert_history_at on alert_history (at, id);

-- When rules were looked at last, by whichever node; a look that began from another time than this is not written.
create table alert_look (
  id int    primary key,
  at bigint not null
);
insert into alert_look (id, at) values (1, 0);

-- The last rules that could be used, for a start with a file that cannot.
create table alert_rules (
  id   int                        primary key,
  text character varying(1000000) not null
);
