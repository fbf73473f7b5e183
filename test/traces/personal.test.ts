/**
 * What speaks of persons leaves the house by the one endpoint that is made for it: any other field
 * that could say who somebody is stands here with its reason.
 */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpointTables } from '../../endpoints.ts';
import type { Endpoint } from '../../kernel/endpoint.ts';

const endpoints = endpointTables.flatMap(({ name: module, api }) =>
  Object.entries(api).map(([name, endpoint]): [string, Endpoint] => [
    `${module}.${name}`,
    endpoint,
  ]),
);

/** Fields that could say who somebody is, by name. */
const PERSONAL = /^(name|.*Name|.*[pP]hone|id(Number|Card)|address|email|recipient|to)$/;

/** Endpoints, their fields, and why each field may stand there. */
const reasons: [endpoints: string, fields: string, why: string][] = [
  ['matters.openPersons', 'name phone idNumber address', 'opened with a purpose, and logged'],
  ['about.getAbout', 'name', 'sign-in of the demo’s made-up accounts; elsewhere there is none'],
  ['geography.locate geography.grids', 'workerPublicName dutyPhone', 'the public notice of a grid'],
  ['geography.publicPlace', 'workerPublicName dutyPhone', 'the public notice of its grid'],
  [
    'geography.locate geography.grids geography.regions geography.boundaries',
    'name',
    'of a region or grid',
  ],
  [
    'geography.previewShapes geography.publishShapes geography.previewRegions ' +
      'geography.publishRegions',
    'name',
    'of a region or grid',
  ],
  [
    'geography.searchPlaces geography.publicPlace geography.listPlaces geography.addPlace ' +
      'geography.changePlace',
    'name address',
    'of a building or public place: a flat is refused, and nobody stands in the register',
  ],
  ['geography.previewPlaces geography.importPlaces', 'name', 'of a building or public place'],
  [
    'identity.signIn identity.session identity.switchPost identity.residentSignIn',
    'name publicName dutyPhone',
    'one’s own, and of one’s own posts',
  ],
  [
    'identity.listAccounts identity.addAccount identity.changeAccount',
    'name displayName publicName dutyPhone',
    'staff, for those who administer them',
  ],
  [
    'identity.listPosts identity.addPost identity.changePost',
    'publicName dutyPhone',
    'staff, for those who administer them',
  ],
  ['identity.listOrgs identity.addOrg identity.changeOrg', 'phone', 'of an office'],
  ['identity.listKeys identity.addKey identity.revokeKey', 'name', 'of a machine'],
  ['journal.listJournal', 'postName orgName', 'what a post is called, never who holds it'],
  ['messaging.listWebhooks messaging.createWebhook', 'name', 'of another system'],
  ['messaging.listMessages messaging.retryMessage', 'recipient', 'masked, and each look is logged'],
  ['papers.listPapers papers.makePaper', 'recipient', 'masked, of who received a document'],
  [
    'rulebook.listDocuments rulebook.getDocument rulebook.publishDocument ' +
      'rulebook.compareDocuments',
    'name',
    'of a document',
  ],
  ['notices.listCentres', 'name', 'of a county'],
  ['notices.getCentre', 'name phone', 'of a county and a holiday; of offices'],
  [
    'notices.listPublicNotices notices.listNotices notices.publishNotice notices.withdrawNotice',
    'name',
    'of a town',
  ],
  [
    'patrol.listPatrolPoints patrol.listPatrolDue patrol.addPatrolPoint ' +
      'patrol.changePatrolPoint patrol.checkIn',
    'name gridName',
    'of a place that is looked at, of the grid it lies in',
  ],
  [
    'field.getShift',
    'name gridName regionName',
    'of a grid, a region, a place: what is looked at, where a task lies',
  ],
  ['matters.getMatter', 'gridName', 'of the grid that the matter lies in'],
  ['matters.getMatter matters.getOwnMatter', 'name regionName', 'of a clock, of a region'],
  ['matters.listSupervision', 'name', 'of a clock'],
  ['matters.explainClocks', 'name to', 'of a clock, the end of a stretch of days'],
  ['matters.previewReport', 'name to', 'of a clock, the end of a stretch of days'],
  ['matters.tryClock', 'name to', 'of a holiday, the end of a stretch of days'],
  ['matters.tryRoute', 'name', 'of a region or grid'],
  [
    'matters.getPublic matters.listPublicMatters matters.listListed',
    'regionName',
    'of a region, as far as the matter is shown at all',
  ],
  ['matters.getWall', 'name regionName', 'of a county or town, of a region'],
  ['matters.getPublicFigures', 'name to', 'of a town, the end of a period'],
  ['matters.compareOrgs', 'name to', 'of a measure, the end of a period'],
  ['matters.getFigures matters.searchMatters', 'to', 'the end of a period, of a marked word'],
  [
    'agreements.readAgreement agreements.readInRoom',
    'name hasPhone',
    'whether the reader may put a party on record; whether a phone is known, never which',
  ],
  [
    'agreements.sendSigningCode agreements.sendCodeInRoom',
    'to',
    'one’s own phone, masked: where the code went',
  ],
  ['petitions.getYearly', 'name to', 'of a county, the end of a period'],
  [
    [
      'reception.listPlannedDays reception.planReceptionDay reception.changeReceptionDay',
      'reception.publishReceptionDay reception.cancelReceptionDay',
    ].join(' '),
    'name to',
    'of officials who receive as announced; the end of a pause',
  ],
  [
    'reception.listReceptionDays reception.listPastReceptions reception.getReceptionDay',
    'name',
    'of officials in a public function, who receive as announced (信访工作条例 art. 18)',
  ],
  [
    [
      'reception.bookReception reception.listOwnAppointments',
      'reception.moveOwnAppointment reception.cancelOwnAppointment',
    ].join(' '),
    'name',
    'one’s own, and of officials who receive',
  ],
  ['reception.getReceptionDesk', 'name phone to', 'masked, to who receives; the end of a pause'],
  ['reception.openAppointment', 'name phone', 'opened with a purpose, and logged'],
  [
    'rooms.listSessions rooms.planSession rooms.changeSession rooms.cancelSession',
    'hasPhone',
    'whether a phone is known, never which',
  ],
  ['rooms.readLink', 'phone', 'one’s own, masked: where the code will go'],
  ['invitations.readInvitationLink', 'phone', 'one’s own, masked: where the code will go'],
  ['invitations.listInvitations', 'hasPhone', 'whether a phone is known, never which'],
  [
    [
      'invitations.getPartyPage invitations.answerInvitation invitations.setReminders',
      'invitations.wishChannel invitations.chooseByLink invitations.answerInterestByLink',
      'invitations.replaceByLink',
    ].join(' '),
    'name to',
    'of mediators on the public roster; the office that answers a grievance',
  ],
  ['invitations.fileGrievanceByLink', 'to', 'the office that answers it'],
  [
    'rooms.getRoom',
    'name',
    'of who sits at the same table, to who was let in there: before, one’s own and the mediator’s',
  ],
  [
    'roster.listCommittees roster.addCommittee roster.changeCommittee',
    'name',
    'of mediators, for those who administer them',
  ],
  [
    'roster.listPublicMediators',
    'name',
    'the public roster: of mediators as such, whom parties choose',
  ],
  [
    'roster.listMatterMediators roster.chooseMediator roster.answerInterest',
    'name to',
    'of mediators on the public roster; the office that answers a grievance',
  ],
  ['roster.fileGrievance', 'to', 'the office that answers it'],
];

describe('a field that could say who somebody is', () => {
  const found = endpoints.flatMap(([name, { answer, events }]) => {
    const shapes = [...(answer ? [answer] : []), ...Object.values(events ?? {})];
    const fields = shapes.flatMap((one) =>
      fieldsOf(z.toJSONSchema(one, { unrepresentable: 'any' })),
    );
    const personal = [...new Set(fields)].filter((field) => PERSONAL.test(field));
    return personal.map((field) => `${name} ${field}`);
  });

  it('stands where a reason for it stands, and nowhere else', () => {
    const reasoned = reasons.flatMap(([names, fields]) =>
      names.split(' ').flatMap((name) => fields.split(' ').map((field) => `${name} ${field}`)),
    );
    expect(found.sort()).toEqual(reasoned.sort());
  });
});

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  const inside = [...Object.values(properties ?? {}), ...Object.values(rest)];
  return [...Object.keys(properties ?? {}), ...inside.flatMap(fieldsOf)];
}
