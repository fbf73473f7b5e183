/** What the endpoints around petitions should ask of their caller: a part of `endpoints.ts`. */
import type { Expected } from './endpoints.ts';

/** Refused: the category is no petition. */
const filing = {
  petitioner: { name: '示例', phone: '13900000000' },
  text: '补贴没有发到，请核实。',
  category: 'streetLight',
  region: '310116101',
  helper: 'resident',
  name: '示例',
  mayMessage: true,
  mayReview: false,
  reportOn: '2030-01-01',
};

export const petitionEndpoints: Record<string, Expected> = {
  'petitions.sendWithdrawalCode': { who: 'residents' },
  'petitions.withdrawPetition': { who: 'residents', body: { code: '000000', version: 1 } },
  'petitions.giveMandate': {
    who: 'residents',
    body: {
      helper: 'resident',
      name: '示例',
      phone: '13900000000',
      mayMessage: true,
      mayReview: false,
    },
  },
  'petitions.sendFilingCode': { who: 'residents', body: filing },
  'petitions.filePetition': { who: 'residents', body: { ...filing, code: '000000' } },
  'petitions.getCare': { who: 'signedIn', path: '/api/matters/310116-26-9999999/care' },
  'petitions.listWaiting': { who: 'petition.read', query: 'county=310116&list=legacy' },
  'petitions.getYearly': {
    who: 'figures.read',
    path: '/api/petitions/yearly/2026',
    query: 'county=310116',
  },
  'petitions.openYearly': {
    who: 'figures.read',
    path: '/api/petitions/yearly/2026/xlsx',
    query: 'county=310116',
  },
};
