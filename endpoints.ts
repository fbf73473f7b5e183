/**
 * Every endpoint table of the house with its texts, without opening it: for the description of the
 * interface and for checks. A test holds this list against the house.
 */
import { kindTexts } from './kinds.ts';
import { agendaApi } from './modules/agenda/contract.ts';
import { agendaTexts } from './modules/agenda/texts.ts';
import { allAgreementsApi } from './modules/agreements/contract/guests.ts';
import { agreementsTexts } from './modules/agreements/texts.ts';
import { disputesApi } from './modules/disputes/contract.ts';
import { fieldApi } from './modules/field/contract.ts';
import { fieldTexts } from './modules/field/texts.ts';
import { geographyApi } from './modules/geography/contract.ts';
import { geographyTexts } from './modules/geography/texts.ts';
import { identityApi } from './modules/identity/contract.ts';
import { identityTexts } from './modules/identity/texts.ts';
import { invitationsApi } from './modules/invitations/contract.ts';
import { invitationsTexts } from './modules/invitations/texts.ts';
import { mattersApiWith } from './modules/matters/contract.ts';
import { mattersTexts } from './modules/matters/texts.ts';
import { messagingApi } from './modules/messaging/contract.ts';
import { messagingTexts } from './modules/messaging/texts.ts';
import { noticesApi } from './modules/notices/contract.ts';
import { noticesTexts } from './modules/notices/texts.ts';
import { papersApi } from './modules/papers/contract.ts';
import { papersTexts } from './modules/papers/texts.ts';
import { patrolApi } from './modules/patrol/contract.ts';
import { patrolTexts } from './modules/patrol/texts.ts';
import { petitionsApi } from './modules/petitions/contract.ts';
import { receptionApi } from './modules/reception/contract.ts';
import { receptionTexts } from './modules/reception/texts.ts';
import { roomsApi } from './modules/rooms/contract.ts';
import { roomsTexts } from './modules/rooms/texts.ts';
import { rosterApi } from './modules/roster/contract.ts';
import { rosterTexts } from './modules/roster/texts.ts';
import { rulebookApi } from './modules/rulebook/contract.ts';
import { rulebookTexts } from './modules/rulebook/texts.ts';
import { clockApi } from './platform/clock/contract.ts';
import { clockTexts } from './platform/clock/endpoint.ts';
import { aboutApi } from './platform/http/contract.ts';
import type { Described } from './platform/http/index.ts';
import { journalApi } from './platform/journal/contract.ts';

export const endpointTables: readonly Described[] = [
  { name: 'geography', api: geographyApi, texts: geographyTexts },
  { name: 'identity', api: identityApi, texts: identityTexts },
  { name: 'rulebook', api: rulebookApi, texts: rulebookTexts },
  { name: 'messaging', api: messagingApi, texts: messagingTexts },
  {
    name: 'matters',
    api: mattersApiWith(Object.keys(kindTexts)),
    texts: { ...mattersTexts, ...kindTexts },
  },
  { name: 'petitions', api: petitionsApi, texts: {} },
  { name: 'agreements', api: allAgreementsApi, texts: agreementsTexts },
  { name: 'papers', api: papersApi, texts: papersTexts },
  { name: 'agenda', api: agendaApi, texts: agendaTexts },
  { name: 'roster', api: rosterApi, texts: rosterTexts },
  { name: 'disputes', api: disputesApi, texts: {} },
  { name: 'reception', api: receptionApi, texts: receptionTexts },
  { name: 'rooms', api: roomsApi, texts: roomsTexts },
  { name: 'invitations', api: invitationsApi, texts: invitationsTexts },
  { name: 'patrol', api: patrolApi, texts: patrolTexts },
  { name: 'field', api: fieldApi, texts: fieldTexts },
  { name: 'notices', api: noticesApi, texts: noticesTexts },
  { name: 'about', api: aboutApi, texts: {} },
  { name: 'clock', api: clockApi, texts: clockTexts },
  { name: 'journal', api: journalApi, texts: {} },
];

/** What people call each module, in the order in which the description shows them. */
export const moduleTitles = {
  matters: { zh: '事项', en: 'Matters' },
  petitions: { zh: '信访', en: 'Petitions' },
  agreements: { zh: '调解协议', en: 'Agreements' },
  papers: { zh: '文书', en: 'Documents' },
  agenda: { zh: '日程', en: 'Agenda' },
  disputes: { zh: '矛盾纠纷', en: 'Disputes' },
  roster: { zh: '调解组织和调解员', en: 'Committees and mediators' },
  reception: { zh: '接访', en: 'Reception days' },
  rooms: { zh: '调解室', en: 'The mediation room' },
  invitations: { zh: '当事人专用链接', en: 'Links of parties' },
  patrol: { zh: '巡查', en: 'Patrol' },
  field: { zh: '网格员应用', en: 'The grid worker’s app' },
  geography: { zh: '区划和网格', en: 'Regions and grids' },
  messaging: { zh: '消息和推送', en: 'Messages and webhooks' },
  rulebook: { zh: '规则', en: 'Rules' },
  identity: { zh: '登录、机构和岗位', en: 'Sign-in, organisations and posts' },
  notices: { zh: '公告和中心', en: 'Notices and the centre' },
  journal: { zh: '访问日志', en: 'The access log' },
  about: { zh: '关于本系统', en: 'About this installation' },
  clock: { zh: '时钟', en: 'The clock' },
} as const;
