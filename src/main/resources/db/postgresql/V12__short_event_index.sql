-- Each event makes an entry in this index: eight bytes that stand for the trunk (the class of events' table has the rule) are cheaper to
-- compare and to log than two texts.
alter table trunk_event add column place bigint;
update trunk_event set
  place = ('x' || encode(substring(sha256(convert_to(org || chr(10) || trunk, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint;
drop index trunk_event_trunk;
create index trunk_event_place on trunk_event (place, event_time);
