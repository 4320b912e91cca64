-- What SIP checks found: the latest verdict of each target and method, and the points behind it.

create table check_latest (
  target  varchar(500) not null,
  method  varchar(20)  not null,
  verdict text         not null,
  primary key (target, method)
);

create table check_point (
  target     varchar(500)                not null,
  method     varchar(20)                 not null,
  checked_at timestamp(6) with time zone not null,
  outcome    varchar(20)                 not null,
  failure    varchar(40),
  -- Null when no final answer came, and no answer at all.
  status     int,
  rtt_millis real,
  primary key (target, method, checked_at)
);
create index check_point_checked_at on check_point (checked_at);
