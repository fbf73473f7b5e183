/** The sessions of a dispute: planned, changed, entered; links are shown once, here. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { CancelForm, ChangeForm, InviteForm, PlanForm } from './forms.tsx';
import { sessionTexts } from './texts.ts';
import './sessions.css';

type Sessions = Answer<'GET /api/matters/{number}/sessions'>;
type Session = Sessions['items'][number];
export type Invited = Answer<'POST /api/matters/{number}/sessions'>['invitations'][number];

export function SessionsPanel({ matter, Panel }: MatterPanelProps) {
  const say = useTexts(sessionTexts);
  const named = useNamed();
  const { number } = matter;
  const { data } = useSuspenseQuery(
    read('GET /api/matters/{number}/sessions', { params: { number } }),
  );
  const [isPlanning, setPlanning] = useState(false);
  const [invited, setInvited] = useState<readonly Invited[]>([]);
  // Another kind of matter, or a colleague who neither leads nor has one to see.
  const isOthers = data.why === 'ROOM_NO_DISPUTE' || data.why === 'NOT_YOURS';
  if (data.items.length === 0 && isOthers) return null;
  const mayLead = data.why === null;
  return (
    <Panel id="sessions" title={say('sessions')} empty={data.items.length === 0 && say('none')}>
      <ul className="sessions-list">
        {data.items.toReversed().map((one) => (
          <SessionRow
            key={one.id}
            number={number}
            session={one}
            mayLead={mayLead}
            onInvited={setInvited}
          />
        ))}
      </ul>
      {mayLead && <Button onClick={() => setPlanning(true)}>{say('plan')}</Button>}
      {!mayLead && !isOthers && (
        <p className="sessions-soft">{say('notYet', { why: named(data.whyText) })}</p>
      )}
      <Modal
        title={say('plan')}
        open={isPlanning}
        onCancel={() => setPlanning(false)}
        footer={null}
        destroyOnHidden
      >
        <PlanForm
          number={number}
          onDone={(made) => {
            setPlanning(false);
            setInvited(made);
          }}
        />
      </Modal>
      <Links invited={invited} onClose={() => setInvited([])} />
    </Panel>
  );
}

type RowProps = {
  number: string;
  session: Session;
  mayLead: boolean;
  onInvited: (invited: readonly Invited[]) => void;
};

function SessionRow({ number, session, mayLead, onInvited }: RowProps) {
  const say = useTexts(sessionTexts);
  const time = useTime();
  const isOn = session.state === 'planned' || session.state === 'open';
  const from = time(session.startsAt, 'full');
  return (
    <li>
      <div className="sessions-head">
        <strong>{say('when', { from, to: time(session.endsAt, 'clock') })}</strong>
        <span className="sessions-mark">{say(session.state)}</span>
      </div>
      <div className="sessions-soft">
        {say(session.mode)} {session.place}
      </div>
      <ul className="sessions-people">
        {session.participants.map((one) => (
          <li key={one.id}>
            {say(one.side)} {one.label} {one.isOnSite && say('onSite')}{' '}
            {one.isAttested && say('attested')}{' '}
            {isOn && mayLead && one.side !== 'mediator' && (
              <NewLink
                number={number}
                session={session.id}
                participant={one}
                onInvited={onInvited}
              />
            )}
          </li>
        ))}
      </ul>
      {session.recordings.map(({ id, begunAt, href }) => (
        <p key={id}>
          <a href={href}>{say('recording', { at: time(begunAt) })}</a>
        </p>
      ))}
      {isOn && mayLead && (
        <Doors number={number} session={session} at={from} onInvited={onInvited} />
      )}
    </li>
  );
}

function Doors({ number, session, at, onInvited }: Omit<RowProps, 'mayLead'> & { at: string }) {
  const say = useTexts(sessionTexts);
  const [open, setOpen] = useState<'change' | 'cancel' | 'invite' | null>(null);
  const enter = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/sessions/{session}/entry', {
        params: { number, session: session.id },
      }),
    onSuccess: ({ href }) => location.assign(href),
  });
  const close = () => setOpen(null);
  const shared = { number, session, onDone: close };
  return (
    <>
      <ProblemNotice error={enter.error} />
      <div className="sessions-doors">
        <Button
          type="primary"
          loading={enter.isPending}
          onClick={() => enter.mutate()}
          aria-label={say('enterOf', { at })}
        >
          {say('enter')}
        </Button>
        <Button onClick={() => setOpen('invite')} aria-label={say('inviteOf', { at })}>
          {say('invite')}
        </Button>
        <Button onClick={() => setOpen('change')} aria-label={say('changeOf', { at })}>
          {say('change')}
        </Button>
        <Button danger onClick={() => setOpen('cancel')} aria-label={say('cancelOf', { at })}>
          {say('cancelOne')}
        </Button>
      </div>
      <Modal
        title={say(open === 'cancel' ? 'cancelOne' : open === 'invite' ? 'invite' : 'change')}
        open={open !== null}
        onCancel={close}
        footer={null}
        destroyOnHidden
      >
        {open === 'change' && <ChangeForm {...shared} />}
        {open === 'cancel' && <CancelForm {...shared} />}
        {open === 'invite' && (
          <InviteForm
            {...shared}
            onDone={(made) => {
              close();
              onInvited([made]);
            }}
          />
        )}
      </Modal>
    </>
  );
}

function NewLink({
  number,
  session,
  participant,
  onInvited,
}: {
  number: string;
  session: string;
  participant: Session['participants'][number];
  onInvited: (invited: readonly Invited[]) => void;
}) {
  const say = useTexts(sessionTexts);
  const client = useQueryClient();
  const renew = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/sessions/{session}/participants/{participant}/link', {
        params: { number, session, participant: participant.id },
      }),
    onSuccess: (made) => {
      onInvited([made]);
      void client.invalidateQueries({ queryKey: ['GET /api/matters/{number}/sessions'] });
    },
  });
  return (
    <>
      <Button
        size="small"
        loading={renew.isPending}
        onClick={() => renew.mutate()}
        aria-label={say('newLinkOf', { label: participant.label })}
      >
        {say('newLink')}
      </Button>
      <ProblemNotice error={renew.error} />
    </>
  );
}

function Links({ invited, onClose }: { invited: readonly Invited[]; onClose: () => void }) {
  const say = useTexts(sessionTexts);
  const { message } = App.useApp();
  const copy = async (link: string) => {
    await navigator.clipboard.writeText(link);
    void message.success(say('copied'));
  };
  return (
    <Modal title={say('links')} open={invited.length > 0} onCancel={onClose} footer={null}>
      <p>{say('linksHelp')}</p>
      <ul className="sessions-links">
        {invited.map(({ id, side, label, link, isSent }) => (
          <li key={id}>
            <div>
              {say(side)} {label} ({say(isSent ? 'sent' : 'notSent')})
            </div>
            <code>{link}</code>{' '}
            <Button
              size="small"
              onClick={() => void copy(link)}
              aria-label={say('copyOf', { label })}
            >
              {say('copy')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
