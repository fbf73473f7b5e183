/**
 * What each endpoint should ask of its caller, written by hand and not read from the contracts:
 * a new endpoint without a line here fails the matrix, and so does a permission that changed.
 */
import { ofMediation } from './of-mediation.ts';
import { petitionEndpoints } from './petition-endpoints.ts';
import { receptionEndpoints } from './reception-endpoints.ts';

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
  ...ofMediation,
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

  ...receptionEndpoints,

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
  'papers.listPapers': { who: 'signedIn', path: `/api/matters/${NUMBER}/papers` },
  'papers.previewPaper': { who: 'matter.act', path: `/api/matters/${NUMBER}/paper-drafts/reply` },
  'papers.makePaper': { who: 'matter.act', path: `/api/matters/${NUMBER}/papers` },
  'papers.openPaper': { who: 'signedIn', path: `/api/matters/${NUMBER}/papers/${NO_ID}/pdf` },
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
  'petition.read':
    'countyDispatcher callBackOperator petitionOfficer jointMeeting supervisor leader',
  'reception.plan': 'townDispatcher countyDispatcher petitionOfficer',
  'reception.desk':
    'clerk townDispatcher countyDispatcher handler unitHead petitionOfficer jointMeeting leader',
};

export function holds(role: string, permission: string): boolean {
  return held[permission]?.split(' ').includes(role) ?? false;
}
