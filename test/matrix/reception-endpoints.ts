/** What each endpoint of reception days should ask of its caller; see `endpoints.ts`. */
import type { Expected } from './endpoints.ts';

const NO_ID = '01900000-0000-7000-8000-000000000000';

export const receptionEndpoints: Record<string, Expected> = {
  'reception.listReceptionDays': { who: 'everyone', query: 'county=310116' },
  'reception.listPastReceptions': { who: 'everyone', query: 'county=310116' },
  'reception.getReceptionDay': {
    who: 'everyone',
    path: `/api/public/reception-days/310116/${NO_ID}`,
  },
  'reception.bookReception': {
    who: 'signedIn',
    path: `/api/public/reception-days/310116/${NO_ID}/appointments`,
  },
  'reception.listOwnAppointments': { who: 'residents', query: 'county=310116' },
  'reception.moveOwnAppointment': {
    who: 'signedIn',
    path: `/api/my/appointments/310116/${NO_ID}/${NO_ID}/move`,
  },
  'reception.cancelOwnAppointment': {
    who: 'residents',
    path: `/api/my/appointments/310116/${NO_ID}/${NO_ID}/cancel`,
    body: {},
  },
  'reception.listPlannedDays': { who: 'reception.desk', query: 'county=310116' },
  'reception.listReceptionTopics': { who: 'reception.plan', query: 'county=310116' },
  'reception.planReceptionDay': { who: 'reception.plan' },
  'reception.changeReceptionDay': {
    who: 'reception.plan',
    path: `/api/reception/days/310116/${NO_ID}`,
  },
  'reception.publishReceptionDay': {
    who: 'reception.plan',
    path: `/api/reception/days/310116/${NO_ID}/publication`,
    body: {},
  },
  'reception.cancelReceptionDay': {
    who: 'reception.plan',
    path: `/api/reception/days/310116/${NO_ID}/cancellation`,
  },
  'reception.getReceptionDesk': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/desk`,
  },
  'reception.bookForSomebody': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/desk`,
  },
  'reception.markAppointment': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/mark`,
  },
  'reception.moveAppointment': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/move`,
  },
  'reception.writeReceptionResult': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/result`,
  },
  'reception.undertakeAtReception': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/undertaking`,
  },
  'reception.openAppointment': {
    who: 'person.open',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/opening`,
  },
  'reception.listUndertakings': { who: 'reception.desk', query: 'county=310116' },
  'reception.finishUndertaking': {
    who: 'reception.desk',
    path: `/api/reception/days/310116/${NO_ID}/appointments/${NO_ID}/undertaking/done`,
  },
};
