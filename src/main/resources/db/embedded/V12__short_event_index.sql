-- With each event a page of 48 entries of its trunk is written anew in this index: eight bytes that stand for the trunk (the class of events'
-- table has the rule) make them short.
alter table trunk_event add column place bigint;
update trunk_event set place = cast(substring(hash('SHA-256', org || char(10) || trunk) from 1 for 8) as bigint);
drop index trunk_event_trunk;
create index trunk_event_place on trunk_event (place, event_time);
