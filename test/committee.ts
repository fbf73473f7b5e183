/** A committee of mediators as the law wants one: what is posted to register it. */

type Folk = {
  orgs: { town: string; centre: string };
  mediator: { post: string };
};

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

/** What may be changed of it while its term runs. */
export const termsOf = ({ orgs }: Folk) => ({
  level: 'town',
  chosenBy: '示例甲镇居民代表会议推选',
  grievancesTo: orgs.centre,
  grievanceDays: 10,
  fee: { zh: '', en: '' },
  toOn: '2028-02-29',
});

/** Of the town, whose mediator chairs it; of another organisation nobody has a post. */
export const committeeOf = (folk: Folk, org = folk.orgs.town) => ({
  ...termsOf(folk),
  org,
  channel: 'people',
  fromOn: '2025-03-01',
  mediators: [
    member('示例甲', true, {
      seat: 'chair',
      post: org === folk.orgs.town ? folk.mediator.post : null,
    }),
    member('示例乙', false),
    member('示例丙', false),
  ],
});
