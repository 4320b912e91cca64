-- Under load a node writes the states of trunks once a second instead of with each group of events. This says which node wrote last, and the
-- number of the outbox after which the events are not in the states of the table yet; null when all are.
alter table outbox_line add column states_by varchar(36);
alter table outbox_line add column states_after bigint;
