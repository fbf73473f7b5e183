/** What the endpoints of mediation should ask of their callers: dates, rooms, agreements. */
import type { Expected } from './endpoints.ts';

const NO_ID = '01900000-0000-7000-8000-000000000000';
const NUMBER = '310116-26-9999999';
const INVITED = `/api/invitations/310116-${NO_ID}`;

export const ofMediation: Record<string, Expected> = {
  'agenda.listAgenda': { who: 'matter.read', query: 'from=2026-11-20&to=2026-11-21' },
  'agenda.listRooms': { who: 'matter.read', query: 'county=310116' },
  'agenda.addRoom': { who: 'place.manage' },
  'agenda.changeRoom': { who: 'place.manage', path: `/api/agenda/rooms/310116/${NO_ID}` },
  'agenda.getFeed': { who: 'staff' },
  'agenda.renewFeed': { who: 'staff' },
  'agenda.withdrawFeed': { who: 'staff' },
  'agenda.readFeed': { who: 'everyone' },
  'agenda.listDates': { who: 'signedIn', path: `/api/matters/${NUMBER}/dates` },
  'agenda.planDate': { who: 'matter.act', path: `/api/matters/${NUMBER}/dates` },
  'agenda.moveDate': { who: 'matter.act', path: `/api/matters/${NUMBER}/dates/${NO_ID}/move` },
  'agenda.cancelDate': { who: 'matter.act', path: `/api/matters/${NUMBER}/dates/${NO_ID}/cancel` },
  'agenda.openDate': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/dates/${NO_ID}/event.ics`,
  },
  'roster.listPublicMediators': { who: 'everyone', query: 'county=310116' },
  'roster.listCommittees': { who: 'org.manage', query: 'county=310116' },
  'roster.addCommittee': { who: 'org.manage' },
  'roster.changeCommittee': {
    who: 'org.manage',
    path: `/api/roster/committees/310116/${NO_ID}`,
  },
  'roster.listMatterMediators': { who: 'signedIn', path: `/api/matters/${NUMBER}/mediators` },
  'roster.answerInterest': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/mediator-interests`,
  },
  'roster.chooseMediator': { who: 'signedIn', path: `/api/matters/${NUMBER}/mediator-choice` },
  'roster.fileGrievance': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/mediator-grievances`,
  },
  'roster.listGrievances': { who: 'matter.act', query: 'county=310116' },
  'roster.answerGrievance': {
    who: 'matter.act',
    path: `/api/roster/grievances/310116/${NO_ID}/answer`,
  },
  'disputes.analyseDisputes': {
    who: 'figures.read',
    query: 'county=310116&quarter=2026-Q3',
  },
  'agreements.readAgreement': { who: 'signedIn', path: `/api/matters/${NUMBER}/agreement` },
  'agreements.compareVersion': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/agreement/versions/1`,
  },
  'agreements.listClauseTemplates': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/agreement/clause-templates`,
  },
  'agreements.nameParty': { who: 'matter.act', path: `/api/matters/${NUMBER}/agreement/parties` },
  'agreements.correctParty': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/agreement/parties/${NO_ID}`,
  },
  'agreements.dropParty': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/agreement/parties/${NO_ID}`,
  },
  'agreements.writeText': { who: 'matter.act', path: `/api/matters/${NUMBER}/agreement/text` },
  'agreements.offerText': { who: 'matter.act', path: `/api/matters/${NUMBER}/agreement/offer` },
  'agreements.propose': { who: 'signedIn', path: `/api/matters/${NUMBER}/agreement/amendments` },
  'agreements.answerAmendment': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/agreement/amendments/${NO_ID}/answer`,
  },
  'agreements.sendSigningCode': { who: 'signedIn', path: `/api/matters/${NUMBER}/agreement/codes` },
  'agreements.signText': { who: 'signedIn', path: `/api/matters/${NUMBER}/agreement/signatures` },
  'agreements.attestSignature': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/agreement/signatures/attested`,
  },
  'agreements.signAsMediator': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/agreement/signatures/mediator`,
  },
  'agreements.sealText': {
    who: 'agreement.seal',
    path: `/api/matters/${NUMBER}/agreement/signatures/seal`,
  },
  'agreements.readInRoom': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/agreement` },
  'agreements.compareInRoom': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/agreement/versions/1`,
  },
  'agreements.proposeInRoom': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/agreement/amendments`,
  },
  'agreements.withdrawInRoom': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/agreement/amendments/${NO_ID}/answer`,
  },
  'agreements.sendCodeInRoom': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/agreement/codes`,
  },
  'agreements.signInRoom': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/agreement/signatures`,
  },
  'agreements.notePromise': {
    who: 'signedIn',
    path: `/api/matters/${NUMBER}/agreement/promises/${NO_ID}`,
  },
  'rooms.listSessions': { who: 'matter.read', path: `/api/matters/${NUMBER}/sessions` },
  'rooms.planSession': { who: 'matter.act', path: `/api/matters/${NUMBER}/sessions` },
  'rooms.changeSession': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/change`,
  },
  'rooms.cancelSession': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/cancellation`,
  },
  'rooms.invite': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/participants`,
  },
  'rooms.renewLink': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/participants/${NO_ID}/link`,
  },
  'rooms.enterSession': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/entry`,
  },
  'rooms.openRecording': {
    who: 'person.open',
    path: `/api/matters/${NUMBER}/sessions/${NO_ID}/recordings/${NO_ID}`,
  },
  'rooms.enterOwnSession': {
    who: 'residents',
    path: `/api/my/matters/${NUMBER}/sessions/${NO_ID}/entry`,
  },
  'rooms.readLink': { who: 'everyone' },
  'rooms.sendRoomCode': { who: 'everyone' },
  'rooms.enterByLink': { who: 'everyone' },
  'rooms.leaveRoom': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/departure` },
  'rooms.getRoom': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}` },
  'rooms.roomEvents': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/events`,
    query: `page=${NO_ID}`,
  },
  'rooms.listRemarks': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/remarks` },
  'rooms.addRemark': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/remarks` },
  'rooms.sendSignal': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/signals` },
  'rooms.acknowledgeDuties': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/acknowledgement`,
  },
  'rooms.answerRecording': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/recording-answer` },
  'rooms.writeFact': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/facts` },
  'rooms.confirmFact': {
    who: 'everyone',
    path: `/api/rooms/310116-${NO_ID}/facts/${NO_ID}/confirmation`,
  },
  'rooms.dropFact': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/facts/${NO_ID}` },
  'rooms.openShare': { who: 'everyone', path: `/api/rooms/310116-${NO_ID}/shares/${NO_ID}` },
  'rooms.receive': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/reception`,
  },
  'rooms.attest': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/attestation`,
  },
  'rooms.admit': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/admission`,
  },
  'rooms.decideDevice': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/device`,
  },
  'rooms.dismiss': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/dismissal`,
  },
  'rooms.noteAnswer': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/participants/${NO_ID}/recording-answer`,
  },
  'rooms.goTo': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/chamber` },
  'rooms.askRecording': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/recording` },
  'rooms.beginRecording': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/recordings` },
  'rooms.sendRecordingPart': {
    who: 'matter.act',
    path: `/api/rooms/310116-${NO_ID}/recordings/${NO_ID}/parts`,
    query: 'part=0',
  },
  'rooms.share': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/shares` },
  'rooms.unshare': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/shares/${NO_ID}` },
  'rooms.listShareable': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/shareable` },
  'rooms.draftRecord': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/record` },
  'rooms.closeSession': { who: 'matter.act', path: `/api/rooms/310116-${NO_ID}/close` },

  'invitations.listInvitations': {
    who: 'matter.read',
    path: `/api/matters/${NUMBER}/invitations`,
  },
  'invitations.inviteParty': { who: 'matter.act', path: `/api/matters/${NUMBER}/invitations` },
  'invitations.readInvitationLink': { who: 'everyone' },
  'invitations.sendInvitationCode': { who: 'everyone' },
  'invitations.enterInvitation': { who: 'everyone' },
  'invitations.getPartyPage': { who: 'everyone', path: INVITED },
  'invitations.answerInvitation': { who: 'everyone', path: `${INVITED}/answer` },
  'invitations.setReminders': { who: 'everyone', path: `${INVITED}/reminders` },
  'invitations.wishChannel': { who: 'everyone', path: `${INVITED}/channel-wish` },
  'invitations.getOwnWish': {
    who: 'signedIn',
    path: `/api/my/matters/${NUMBER}/channel-wish`,
  },
  'invitations.wishOwnChannel': {
    who: 'signedIn',
    path: `/api/my/matters/${NUMBER}/channel-wish`,
  },
  'invitations.chooseByLink': { who: 'everyone', path: `${INVITED}/mediator-choice` },
  'invitations.answerInterestByLink': {
    who: 'everyone',
    path: `${INVITED}/mediator-interests`,
  },
  'invitations.replaceByLink': { who: 'everyone', path: `${INVITED}/replacement` },
  'invitations.fileGrievanceByLink': {
    who: 'everyone',
    path: `${INVITED}/mediator-grievances`,
  },
  'invitations.enterRoomByLink': {
    who: 'everyone',
    path: `${INVITED}/sessions/${NO_ID}/entry`,
  },
  'invitations.openByLink': { who: 'everyone', path: `${INVITED}/papers/${NO_ID}` },
};
