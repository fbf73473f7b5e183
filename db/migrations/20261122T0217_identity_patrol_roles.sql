-- why: roles that were set up before patrol existed may do in it what the same roles may in a new installation.
-- breaking: no

insert into identity.role_permission (role, permission, from_at)
select role.code, given.permission, now()
from identity.role
join (values
  ('gridWorker', 'patrol.read'),
  ('gridWorker', 'patrol.checkIn'),
  ('townDispatcher', 'patrol.read'),
  ('townDispatcher', 'patrol.manage'),
  ('countyDispatcher', 'patrol.read'),
  ('countyDispatcher', 'patrol.manage'),
  ('unitHead', 'patrol.read'),
  ('supervisor', 'patrol.read'),
  ('administrator', 'patrol.read'),
  ('administrator', 'patrol.manage')
) as given (role, permission) on given.role = role.code
where not exists (
  select from identity.role_permission as held
  where held.role = role.code and held.permission = given.permission and held.to_at is null
);
