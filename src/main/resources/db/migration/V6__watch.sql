-- What only one node does at a time.
create table node_lease (
  name        varchar(200)                primary key,
  node        varchar(200)                not null,
  lease_until timestamp(6) with time zone not null
);

-- When each org's notification channels were heard last.
create table watch_memory (
  org      varchar(200)                primary key,
  heard_at timestamp(6) with time zone not null
);
