/** On the page of a dispute: which parties were invited by a link, and what they answered. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type Answer, api, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { invitationTexts } from '../texts.ts';
import './invitations.css';

const KIND = 'dispute';
type Shown = Answer<'GET /api/matters/{number}/invitations'>;

export function InvitationsPanel({ matter, Panel }: MatterPanelProps) {
  return matter.kind.code === KIND ? <Invited number={matter.number} Panel={Panel} /> : null;
}

function Invited({ number, Panel }: { number: string; Panel: MatterPanelProps['Panel'] }) {
  const say = useTexts(invitationTexts);
  const { data, error } = useQuery(
    read('GET /api/matters/{number}/invitations', { params: { number } }),
  );
  if (error) return <ProblemNotice error={error} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Panel id="invitations" title={say('panel')}>
      <p className="invitations-soft">{say('panelLead')}</p>
      <ul className="invitations-list">
        {data.items.map((one) => (
          <OneParty key={one.id} number={number} one={one} mayInvite={data.mayInvite} />
        ))}
      </ul>
    </Panel>
  );
}

type Row = { number: string; one: Shown['items'][number]; mayInvite: boolean };

function OneParty({ number, one, mayInvite }: Row) {
  const say = useTexts(invitationTexts);
  const time = useTime();
  const client = useQueryClient();
  const { message } = App.useApp();
  const invite = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/invitations', {
        params: { number },
        body: { party: one.id },
      }),
    onSuccess: () => {
      void message.success(say('done'));
      void client.invalidateQueries();
    },
  });
  const { label } = one;
  const isAgain = one.invitedAt !== null;
  const stands = [
    one.invitedAt ? say('invitedAt', { at: time(one.invitedAt) }) : say('notInvited'),
    one.openedAt && say('openedAt', { at: time(one.openedAt) }),
    one.answer && say(one.answer === 'agreed' ? 'saidAgreed' : 'saidRefused'),
    one.wish && say('wished', { channel: say(one.wish) }),
    one.isReminded && say('reminded'),
    !one.hasPhone && say('noPhone'),
  ];
  return (
    <li>
      <strong>{say(one.side)}</strong> {label}
      <div className="invitations-soft">{stands.filter(Boolean).join(' · ')}</div>
      <ProblemNotice error={invite.error} />
      {mayInvite && one.hasPhone && (
        <Button
          size="small"
          loading={invite.isPending}
          aria-label={say(isAgain ? 'inviteAgainOf' : 'inviteOf', { label })}
          onClick={() => invite.mutate()}
        >
          {say(isAgain ? 'inviteAgain' : 'invite')}
        </Button>
      )}
    </li>
  );
}
