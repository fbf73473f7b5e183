/**
 * What each endpoint should ask of its caller, written by hand and not read from the contracts:
 * a new endpoint without a line here fails the matrix, and so does a permission that changed.
 */
import { petitionEndpoints } from './petition-endpoints.ts';

/** Everyone; whoever is signed in; only residents; only staff; else who holds the permission. */
export type Who = 'everyone' | 'signedIn' | 'residents' | 'staff' | 'registrars' | (string & {});

export type Expected = {
  who: Who;
  /** Fills the path; without it ids that nobody has. */
  path?: string;
  query?: string;
  /** Reaches the handler, which refuses it: nothing is written by whoever passes. */
  body?: object;
  /** Ends the caller's session: asked by callers with nothing to lose. */
  isLast?: true;
  /** Answers without an end. */
  isStream?: true;
};

const NO_ID = '01900000-0000-7000-8000-000000000000';
const NUMBER = '310116-26-9999999';

/** By `module.endpoint`. Without a body those who pass are told INPUT_INVALID. */
export const expected: Record<string, Expected> = {
  'about.getAbout': { who: 'everyone' },
  'clock.getClock': { who: 'everyone' },
  'clock.moveClock': { who: 'clock.move' },
  'journal.listJournal': { who: 'journal.read' },

  'geography.locate': { who: 'everyone', query: 'lon=121.21&lat=30.71' },
  'geography.regions': { who: 'everyone', query: 'parent=310116' },
  'geography.grids': { who: 'everyone', query: 'region=310116101' },
  'geography.boundaries': { who: 'everyone', query: 'region=310116' },

  'geography.listEditions': { who: 'region.import' },
  'geography.previewShapes': { who: 'region.import' },
  'geography.publishShapes': { who: 'region.import' },
  'geography.previewRegions': { who: 'region.import' },
  'geography.publishRegions': { who: 'region.import' },

  'geography.regionTile': { who: 'everyone', path: '/api/tiles/regions/8/214/104' },
  'geography.gridTile': { who: 'everyone', path: '/api/tiles/grids/12/3428/1677' },
  'geography.mapSettings': { who: 'everyone' },
  'geography.tryMap': { who: 'rulebook.publish' },
  'geography.basemapFile': { who: 'everyone' },
  'geography.searchPlaces': { who: 'everyone', query: 'q=%E6%9D%91' },
  'geography.publicPlace': { who: 'everyone', path: '/api/public/places/310116-NONE' },
  'geography.listPlaces': { who: 'place.manage' },
  'geography.addPlace': { who: 'place.manage' },
  'geography.changePlace': { who: 'place.manage', path: '/api/places/310116-NONE' },
  'geography.previewPlaces': { who: 'place.manage' },
  'geography.importPlaces': { who: 'place.manage' },

  'identity.signIn': { who: 'everyone' },
  'identity.signOut': { who: 'everyone', isLast: true },
  'identity.session': { who: 'everyone' },
  'identity.switchPost': { who: 'staff', body: { post: NO_ID } },
  'identity.changePassword': {
    who: 'staff',
    body: { password: 'not this one', newPassword: 'long enough' },
  },
  'identity.setUpTotp': { who: 'staff' },
  'identity.confirmTotp': { who: 'staff', body: { code: '000000' } },
  'identity.startOidc': { who: 'everyone' },
  'identity.finishOidc': { who: 'everyone' },
  'identity.sendCode': { who: 'everyone' },
  'identity.residentSignIn': { who: 'everyone' },
  'identity.residentSignOut': { who: 'everyone', isLast: true },
  'identity.listOrgs': { who: 'signedIn' },
  'identity.addOrg': { who: 'org.manage' },
  'identity.changeOrg': { who: 'org.manage', path: `/api/orgs/${NO_ID}` },
  'identity.listAccounts': { who: 'account.manage' },
  'identity.addAccount': { who: 'account.manage' },
  'identity.changeAccount': { who: 'account.manage', path: `/api/accounts/${NO_ID}` },
  'identity.listPosts': { who: 'account.manage' },
  'identity.listOrgPosts': { who: 'matter.act', path: `/api/orgs/${NO_ID}/posts` },
  'identity.addPost': { who: 'account.manage' },
  'identity.changePost': { who: 'account.manage', path: `/api/posts/${NO_ID}` },
  'identity.listRoles': { who: 'signedIn' },
  'identity.listPermissions': { who: 'staff' },
  'identity.changeRole': { who: 'account.manage', path: '/api/roles/clerk' },
  'identity.listRoleOffers': { who: 'account.manage' },
  'identity.decideRoleOffers': { who: 'account.manage' },
  'identity.listKeys': { who: 'key.manage' },
  'identity.addKey': { who: 'key.manage' },
  'identity.revokeKey': { who: 'key.manage', path: `/api/keys/${NO_ID}/revoke` },

  'rulebook.listDocuments': { who: 'rulebook.read' },
  'rulebook.getDocument': { who: 'rulebook.read', path: '/api/rulebook/process/report' },
  'rulebook.publishDocument': { who: 'rulebook.publish' },
  'rulebook.checkDocument': { who: 'rulebook.publish' },
  'rulebook.compareDocuments': { who: 'rulebook.read' },
  'rulebook.drawDraft': { who: 'rulebook.publish' },
  'rulebook.drawProcess': { who: 'rulebook.read', path: '/api/rulebook/process/report/diagram' },

  'messaging.listMessages': { who: 'message.read', query: 'state=failed&county=310116' },
  'messaging.retryMessage': { who: 'message.retry', path: `/api/messages/${NO_ID}/retry` },
  'messaging.listTemplates': { who: 'rulebook.read', query: 'county=310116' },
  'messaging.listWebhooks': { who: 'key.manage', query: 'county=310116' },
  'messaging.createWebhook': { who: 'key.manage' },
  'messaging.deleteWebhook': {
    who: 'key.manage',
    path: `/api/webhooks/${NO_ID}`,
    query: 'county=310116',
  },

  'field.getShift': { who: 'staff' },
  'patrol.listPatrolPoints': { who: 'patrol.read' },
  'patrol.listPatrolDue': { who: 'patrol.read' },
  'patrol.addPatrolPoint': { who: 'patrol.manage' },
  'patrol.changePatrolPoint': {
    who: 'patrol.manage',
    path: `/api/patrol/points/310116/${NO_ID}`,
  },
  'patrol.checkIn': {
    who: 'patrol.checkIn',
    path: `/api/patrol/points/310116/${NO_ID}/check-ins`,
  },
  'patrol.listCheckIns': {
    who: 'patrol.read',
    path: `/api/patrol/points/310116/${NO_ID}/check-ins`,
  },
  'patrol.openCheckInPhoto': {
    who: 'patrol.read',
    path: `/api/patrol/points/310116/${NO_ID}/photos/${NO_ID}`,
  },

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

  'notices.listCentres': { who: 'everyone' },
  'notices.getCentre': { who: 'everyone', query: 'county=310116' },
  'notices.listPublicNotices': { who: 'everyone', query: 'county=310116' },
  'notices.listNotices': { who: 'notice.publish', query: 'county=310116' },
  'notices.publishNotice': { who: 'notice.publish' },
  'notices.withdrawNotice': {
    who: 'notice.publish',
    path: `/api/notices/${NO_ID}/withdrawal`,
    body: { county: '310116' },
  },

  'matters.register': { who: 'registrars', body: { text: '路灯不亮', region: '999999999999' } },
  'matters.suggestNear': {
    who: 'signedIn',
    body: { text: '路灯不亮', point: { lon: 100, lat: 40 } },
  },
  'matters.previewReport': { who: 'everyone' },
  'matters.getMatter': { who: 'signedIn', path: `/api/matters/${NUMBER}` },
  'matters.listNearOf': { who: 'matter.read', path: `/api/matters/${NUMBER}/near` },
  'matters.listReplyTemplates': { who: 'matter.act', query: `number=${NUMBER}` },
  'matters.tryReplies': { who: 'rulebook.read' },
  'matters.act': { who: 'signedIn', path: `/api/matters/${NUMBER}/actions/open` },
  'matters.getLog': { who: 'signedIn', path: `/api/matters/${NUMBER}/log` },
  'matters.explainClocks': { who: 'signedIn', path: `/api/matters/${NUMBER}/clocks` },
  'matters.openPersons': { who: 'person.open', path: `/api/matters/${NUMBER}/persons` },
  'matters.listOpenings': { who: 'signedIn', path: `/api/matters/${NUMBER}/openings` },
  'matters.erasePersons': { who: 'person.erase', path: `/api/matters/${NUMBER}/erasure` },
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
  'papers.listPapers': { who: 'signedIn', path: `/api/matters/${NUMBER}/papers` },
  'papers.previewPaper': { who: 'matter.act', path: `/api/matters/${NUMBER}/paper-drafts/reply` },
  'papers.makePaper': { who: 'matter.act', path: `/api/matters/${NUMBER}/papers` },
  'papers.openPaper': { who: 'signedIn', path: `/api/matters/${NUMBER}/papers/${NO_ID}/pdf` },
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
  'matters.listPublicMatters': { who: 'everyone', query: 'county=310116' },
  'matters.openPublicPicture': {
    who: 'everyone',
    path: `/api/public/attachments/${NO_ID}`,
    query: 'county=310116',
  },
  'matters.getPublicFigures': { who: 'everyone', query: 'county=310116' },
  'matters.getOwnMatter': { who: 'residents', path: `/api/my/matters/${NUMBER}` },
  'matters.claimMatter': { who: 'residents', body: { number: NUMBER } },
  'matters.getPublicity': { who: 'matter.read', path: `/api/matters/${NUMBER}/publicity` },
  'matters.releasePicture': { who: 'matter.act', path: `/api/matters/${NUMBER}/releases` },
  'matters.withdrawRelease': {
    who: 'matter.act',
    path: `/api/matters/${NUMBER}/releases/${NO_ID}/withdrawal`,
  },
  'matters.getPublic': { who: 'everyone', path: `/api/public/matters/${NUMBER}` },
  'matters.listCategories': { who: 'everyone', query: 'county=310116' },
  'matters.uploadAttachment': { who: 'signedIn' },
  'matters.startUpload': { who: 'signedIn' },
  'matters.getUpload': { who: 'signedIn', path: `/api/uploads/${NO_ID}` },
  'matters.sendPart': { who: 'signedIn', path: `/api/uploads/${NO_ID}`, query: 'offset=0' },
  'matters.dropUpload': { who: 'signedIn', path: `/api/uploads/${NO_ID}` },
  'matters.openAttachment': { who: 'signedIn', path: `/api/attachments/${NO_ID}` },
  'matters.openThumb': { who: 'signedIn', path: `/api/attachments/${NO_ID}/thumb` },
  'matters.listCheckpoints': { who: 'everyone', query: 'county=310116' },
  'matters.getFigures': {
    who: 'figures.read',
    query: 'county=310116&from=2026-11-01&to=2026-11-30',
  },
  'matters.listRatingWords': {
    who: 'matter.read',
    path: `/api/orgs/${NO_ID}/rating-words`,
    query: 'county=310116',
  },
  'matters.tryRoute': { who: 'rulebook.read' },
  'matters.tryClock': { who: 'rulebook.read' },
  'matters.countRunning': {
    who: 'rulebook.read',
    path: '/api/rulebook/process/report/running',
    query: 'county=310116',
  },
  'matters.listListed': { who: 'everyone', query: 'county=310116' },
  'matters.listDispatch': { who: 'matter.read', query: 'desk=toDispatch' },
  'matters.listOrgLoads': { who: 'matter.read', query: 'county=310116' },
  'matters.listSupervision': { who: 'matter.read', query: 'list=red' },
  'matters.countSupervision': { who: 'matter.read' },
  'matters.compareOrgs': {
    who: 'figures.read',
    query: 'county=310116&from=2026-11-01&to=2026-11-30',
  },
  'matters.listBehindFigure': {
    who: 'figures.read',
    path: `/api/figures/orgs/${NO_ID}/matters`,
    query: 'county=310116&from=2026-11-01&to=2026-11-30&part=onTime',
  },
  'matters.getWall': { who: 'figures.read', query: 'county=310116' },
  'matters.live': { who: 'signedIn', isStream: true },
  'matters.actOnMany': { who: 'matter.act' },
  'matters.previewExport': { who: 'matter.export' },
  'matters.exportMatters': { who: 'matter.export' },
  'matters.enterMatter': { who: 'matter.read', path: `/api/matters/${NUMBER}/presence` },
  'matters.leaveMatter': { who: 'matter.read', path: `/api/matters/${NUMBER}/presence` },
  'matters.listDrafts': { who: 'matter.read', path: `/api/matters/${NUMBER}/drafts` },
  'matters.saveDraft': { who: 'matter.read', path: `/api/matters/${NUMBER}/drafts/reply` },
  'matters.dropDraft': { who: 'matter.read', path: `/api/matters/${NUMBER}/drafts/reply` },
  'matters.listMatters': { who: 'matter.read', query: 'queue=recent' },
  'matters.countMatters': { who: 'matter.read' },
  'matters.searchMatters': { who: 'matter.search', query: 'q=%E8%B7%AF%E7%81%AF' },
  'matters.matterTile': { who: 'matter.read', path: '/api/tiles/matters/10/856/419' },
  'matters.heatTile': { who: 'matter.read', path: '/api/tiles/heat/10/856/419' },
  'matters.publicTile': {
    who: 'everyone',
    path: '/api/tiles/public/10/856/419',
    query: 'county=310116',
  },
  'matters.listMattersInBox': {
    who: 'matter.read',
    path: '/api/map/matters',
    query: 'west=121.2&south=30.7&east=121.21&north=30.71',
  },
  'matters.listOwnMatters': { who: 'residents' },
  ...petitionEndpoints,
};

/** Who holds what, by hand: the file of roles is not asked. */
export const held: Record<string, string> = {
  'matter.read':
    'clerk gridWorker townDispatcher countyDispatcher handler unitHead checker callBackOperator petitionOfficer jointMeeting mediator supervisor leader',
  'matter.register': 'clerk gridWorker townDispatcher countyDispatcher petitionOfficer',
  'matter.act':
    'clerk gridWorker townDispatcher countyDispatcher handler unitHead checker callBackOperator petitionOfficer jointMeeting mediator supervisor',
  'matter.sealed': 'petitionOfficer',
  'matter.search': 'clerk townDispatcher countyDispatcher petitionOfficer supervisor',
  'matter.export': 'supervisor',
  'person.open':
    'clerk gridWorker townDispatcher countyDispatcher handler unitHead checker callBackOperator petitionOfficer mediator',
  'person.erase': 'countyDispatcher',
  'figures.read':
    'townDispatcher countyDispatcher unitHead petitionOfficer jointMeeting supervisor leader auditor',
  'rulebook.read':
    'clerk gridWorker townDispatcher countyDispatcher handler unitHead checker callBackOperator petitionOfficer jointMeeting mediator supervisor leader auditor administrator',
  'rulebook.publish': 'administrator',
  'journal.read': 'auditor',
  'message.read':
    'townDispatcher countyDispatcher callBackOperator petitionOfficer supervisor auditor',
  'message.retry': 'townDispatcher countyDispatcher callBackOperator petitionOfficer',
  'patrol.read': 'gridWorker townDispatcher countyDispatcher unitHead supervisor administrator',
  'agreement.seal': 'unitHead',
  'patrol.checkIn': 'gridWorker',
  'patrol.manage': 'townDispatcher countyDispatcher administrator',
  'notice.publish': 'townDispatcher countyDispatcher administrator',
  'account.manage': 'administrator',
  'org.manage': 'administrator',
  'key.manage': 'administrator',
  'region.import': 'administrator',
  'place.manage': 'townDispatcher countyDispatcher administrator',
  'clock.move': 'administrator',
};

export function holds(role: string, permission: string): boolean {
  return held[permission]?.split(' ').includes(role) ?? false;
}
