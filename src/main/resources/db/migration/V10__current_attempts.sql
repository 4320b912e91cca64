-- Hardly a step needs a second attempt: the current one stands in the step itself, and step_attempt holds those before it.
alter table run_step add column undo boolean default false not null;
alter table run_step add column node varchar(200) default '' not null;
alter table run_step add column token bigint default 0 not null;
alter table run_step add column attempted_at timestamp(6) with time zone;

update run_step s set
  undo = coalesce((select a.undo from step_attempt a where a.run_id = s.run_id and a.connection = s.connection
    and a.step = s.step and a.attempt = s.attempts), false),
  node = coalesce((select a.node from step_attempt a where a.run_id = s.run_id and a.connection = s.connection
    and a.step = s.step and a.attempt = s.attempts), ''),
  token = coalesce((select a.token from step_attempt a where a.run_id = s.run_id and a.connection = s.connection
    and a.step = s.step and a.attempt = s.attempts), 0),
  attempted_at = coalesce((select a.started_at from step_attempt a where a.run_id = s.run_id and a.connection = s.connection
    and a.step = s.step and a.attempt = s.attempts), s.started_at);

alter table run_step alter column attempted_at set not null;

delete from step_attempt a where exists (select 1 from run_step s where s.run_id = a.run_id
  and s.connection = a.connection and s.step = a.step and s.attempts = a.attempt);
