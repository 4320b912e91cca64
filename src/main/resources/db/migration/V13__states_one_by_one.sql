-- Under load states of trunks reach their table one by one. The number of the outbox up to which a trunk's events are in its state; null when
-- nothing but what outbox_line says is known of it.
alter table trunk_state add column merged_to bigint;
