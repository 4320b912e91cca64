-- With the org first, an index for names is as cheap to PostgreSQL's planner as the primary key, as long as it knows nothing of the
-- table; it then reads every trunk of the org to find one.
drop index trunk_state_name;
create index trunk_state_name on trunk_state (name, org);
