-- What the nodes of this store took of each org's calls per minute.
create table call_slice (
  org          varchar(200) not null,
  epoch_minute bigint       not null,
  taken        int          not null,
  primary key (org, epoch_minute)
);
