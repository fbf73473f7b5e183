/** A call of each traced endpoint of rules, messages and matters whose trace is the access log. */
import { withClient } from '../server.ts';
import { formOf } from '../upload.ts';
import { asAdministrator, type Calls, folk, http, idOf, story, tell } from './stage.ts';

const { clerk, countyDispatcher, supervisor, townDispatcher } = folk;
const resident = await folk.resident();
const closed = await tell.report(resident);
await tell.done(townDispatcher, closed, 'answer', { reply: '已转告' });
const number = await tell.report(clerk, { reporter: { name: '示例人', phone: '13900000001' } });

const webhook = {
  county: '310116',
  name: '示例',
  url: 'https://hotline.example.org/linli',
  events: ['matter.closed'],
};
async function failedMessage() {
  // A gateway that refuses for good takes hours of retries: the state is set by hand.
  return withClient(story.base.superUrl, async (client) => {
    const { rows } = await client.query<{ id: string; matter_id: string }>(
      `UPDATE messaging.message SET state = 'failed' WHERE county = '310116'
       RETURNING id, matter_id`,
    );
    return { id: rows[0]?.id, matterId: rows[0]?.matter_id };
  });
}

async function uploadId(): Promise<string> {
  const bytes = Buffer.from('%PDF-1.7\n%%EOF\n');
  const form = await formOf({ name: 'a.pdf', type: 'application/pdf', bytes });
  return idOf(http('POST /api/attachments', { as: clerk, ...form }));
}

export const workCalls: Calls = {
  'rulebook.publishDocument': async () => {
    const routing = { county: '310116', kind: 'routing', name: 'main', body: { rules: [] } };
    return asAdministrator('POST /api/rulebook', { ...routing, note: '试' });
  },
  'messaging.listMessages': () =>
    http(`GET /api/messages?matter=${number}`, { as: countyDispatcher }),
  'messaging.retryMessage': async () => {
    const { id, matterId } = await failedMessage();
    const body = { county: '310116', matterId };
    return http(`POST /api/messages/${id}/retry`, { as: countyDispatcher, body });
  },
  'messaging.listWebhooks': () => asAdministrator('GET /api/webhooks?county=310116'),
  'messaging.createWebhook': () => asAdministrator('POST /api/webhooks', webhook),
  'messaging.deleteWebhook': async () => {
    const id = await idOf(asAdministrator('POST /api/webhooks', webhook));
    return asAdministrator(`DELETE /api/webhooks/${id}?county=310116`);
  },
  'matters.openAttachment': async () =>
    http(`GET /api/attachments/${await uploadId()}`, { as: clerk }),
  'papers.openPaper': async () => {
    const body = { paper: 'reply' };
    const id = await idOf(http(`POST /api/matters/${closed}/papers`, { as: townDispatcher, body }));
    return http(`GET /api/matters/${closed}/papers/${id}/pdf`, { as: clerk });
  },
  'matters.openPersons': () =>
    http(`POST /api/matters/${number}/persons`, {
      as: clerk,
      body: { purpose: 'handling', reason: '核实情况' },
    }),
  'matters.erasePersons': () =>
    http(`POST /api/matters/${closed}/erasure`, {
      as: countyDispatcher,
      body: { reason: '本人申请' },
    }),
  'matters.searchMatters': () =>
    http(`GET /api/matters/search?q=${encodeURIComponent('路灯')}`, { as: clerk }),
  'matters.exportMatters': () =>
    http('POST /api/matters/export', {
      as: supervisor,
      body: { queue: 'recent', reason: '月度调度会', format: 'csv' },
    }),
};
