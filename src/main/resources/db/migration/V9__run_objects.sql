-- What a run writes that connections of other runs may share: a location, a site.
create table run_object (
  run_id varchar(36)  not null references run (id),
  name   varchar(600) not null,
  primary key (run_id, name)
);

-- One run at a time on each of them, as on each connection.
create table object_lock (
  org    varchar(200) not null,
  name   varchar(600) not null,
  run_id varchar(36)  not null references run (id),
  primary key (org, name)
);
create index object_lock_run on object_lock (run_id);
