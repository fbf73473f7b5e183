/** The agreement inside the mediation room: the text before everybody, signed on the own phone. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../../../web/api.ts';
import type { RoomPanelProps } from '../../../../web/rooms/panels.ts';
import { useTexts } from '../../../../web/texts.ts';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { AgreementSheet, type Doors } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';

export function RoomAgreement({ room, state, me, Panel }: RoomPanelProps) {
  const say = useTexts(agreementTexts);
  // The mediator drafts on a page of the console.
  const isLeading = me.side === 'mediator';
  return (
    <Panel id="agreement" title={say('title')}>
      {isLeading ? (
        <p>
          <a href={`/console/matters/${state.number}/agreement`} target="_blank" rel="noreferrer">
            {say('openWrite')}
          </a>
        </p>
      ) : (
        <OwnSheet room={room} />
      )}
    </Panel>
  );
}

function OwnSheet({ room }: { room: string }) {
  const client = useQueryClient();
  const params = { room };
  const at = '/api/rooms/{room}/agreement' as const;
  const asked = read(`GET ${at}`, { params });
  // What the mediator writes on another page is told by the room's own stream.
  const { data, error } = useQuery(asked);
  if (!data) return <ProblemNote error={error} />;
  const doors: Doors = {
    key: room,
    compare: (version) => api(`GET ${at}/versions/{version}`, { params: { room, version } }),
    propose: (body) => api(`POST ${at}/amendments`, { params, body }),
    withdraw: (id) =>
      api(`POST ${at}/amendments/{id}/answer`, {
        params: { room, id },
        body: { state: 'withdrawn' },
      }),
    sendCode: (digest) => api(`POST ${at}/codes`, { params, body: { digest } }),
    sign: (body) => api(`POST ${at}/signatures`, { params, body }),
    note: null,
    onChanged: () => client.invalidateQueries({ queryKey: asked.queryKey }),
  };
  return <AgreementSheet view={data} doors={doors} />;
}
