/** Who a newcomer may try to be, for the sign-in pages: town 1, its county, the city above. */
import { demoPeople, plannedAccounts } from './directory.ts';

export type DemoDoors = {
  accounts: { name: string; role: string; zh: string; en: string }[];
  phones: string[];
};

/** In the order in which a report meets them. */
const FIRST = [
  'dispatcher',
  'works',
  'handler',
  'checker',
  'callback',
  'townpetitions',
  'mediator',
  'mediationhead',
  'supervisor',
  'gridworker',
  'clerk',
  'unithead',
  'leader',
  'auditor',
  'countydispatcher',
  'petitionofficer',
  'jointmeeting',
  'cityoffice',
  'admin',
  'dispatcher2',
] as const;

const english: Readonly<Record<(typeof FIRST)[number], string>> = {
  dispatcher: 'dispatcher of a town',
  works: 'handler (works station)',
  handler: 'handler (urban management)',
  checker: 'checker',
  callback: 'call-back operator',
  townpetitions: 'petition officer of a town',
  mediator: 'mediator (people’s mediation committee)',
  mediationhead: 'head of a mediation committee',
  supervisor: 'supervisor',
  gridworker: 'grid worker',
  clerk: 'intake clerk',
  unithead: 'head of unit',
  leader: 'leader',
  auditor: 'auditor',
  countydispatcher: 'dispatcher of the county',
  petitionofficer: 'petition officer of the county',
  jointmeeting: 'office of the joint meeting on petitions',
  cityoffice: 'petition office of the city',
  admin: 'administrator',
  dispatcher2: 'dispatcher of another town',
};

export function demoDoors(): DemoDoors {
  const planned = new Map(plannedAccounts().map((one) => [one.login, one]));
  return {
    accounts: FIRST.map((name) => {
      const { title = name, role = '' } = planned.get(name) ?? {};
      return { name, role, zh: title, en: english[name] };
    }),
    phones: demoPeople().residents,
  };
}
