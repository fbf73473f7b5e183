/** A committee of mediators as the law wants one, and its terms: set up where a call needs it. */
import { asAdministrator, folk } from './stage.ts';

const { mediator, orgs } = folk;

const member = (name: string, isWoman: boolean, given: object = {}) => ({
  name,
  seat: 'member',
  isWoman,
  post: null,
  fields: ['neighbours'],
  languages: ['putonghua'],
  loadMost: 5,
  ...given,
});
export const terms = {
  level: 'town',
  chosenBy: '示例甲镇居民代表会议推选',
  grievancesTo: orgs.centre,
  grievanceDays: 10,
  fee: { zh: '', en: '' },
  toOn: '2028-02-29',
};
export const addCommittee = (org = orgs.town) =>
  asAdministrator('POST /api/roster/committees', {
    ...terms,
    org,
    channel: 'people',
    fromOn: '2025-03-01',
    mediators: [
      member('示例甲', true, { seat: 'chair', post: org === orgs.town ? mediator.post : null }),
      member('示例乙', false),
      member('示例丙', false),
    ],
  });
