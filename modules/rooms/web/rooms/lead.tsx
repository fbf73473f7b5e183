/** What the mediator does: the door, who is where, and the end with its record. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Choices, Field, Sheet, Tick } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import { CloseSession } from './close.tsx';
import type { InsideProps } from './inside.tsx';
import { leadTexts } from './lead-texts.ts';
import type { Participant } from './room-page.tsx';
import { roomTexts } from './texts.ts';

type Document = NonNullable<Participant['attested']>['document'];
type How = NonNullable<Participant['attested']>['how'];
const documents = ['idCard', 'passport', 'licence', 'mandate', 'staffCard', 'other'] as const;
const ways = ['video', 'counter', 'visit'] as const;

export function LeadPart(props: InsideProps & { me: Participant }) {
  const say = useTexts(leadTexts);
  const { room, state } = props;
  const others = state.participants.filter(({ side }) => side !== 'mediator');
  return (
    <RoomCard id="lead" title={say('lead')}>
      <Chambers {...props} />
      <ul className="room-door">
        {others.map((one) => (
          <DoorRow key={one.id} room={room} one={one} />
        ))}
      </ul>
      <CloseSession room={room} number={state.number} />
    </RoomCard>
  );
}

/** The own connections are cut first: nothing is heard a moment too long. */
function Chambers({ room, state, me, mesh }: InsideProps & { me: Participant }) {
  const say = useTexts(leadTexts);
  const go = useMutation({
    mutationFn: (chamber: 'joint' | 'applicant' | 'respondent') => {
      const along = state.participants.filter(
        ({ side, withSide }) => side === chamber || withSide === chamber,
      );
      if (chamber !== 'joint') mesh.only(along.map(({ id }) => id));
      return api('POST /api/rooms/{room}/chamber', { params: { room }, body: { chamber } });
    },
  });
  const words = {
    joint: 'toJoint',
    applicant: 'toApplicant',
    respondent: 'toRespondent',
  } as const;
  return (
    <fieldset className="room-chambers">
      <legend>{say('where')}</legend>
      <ProblemNote error={go.error} />
      <div className="room-row">
        {(['joint', 'applicant', 'respondent'] as const).map((chamber) => (
          <Button
            key={chamber}
            look={me.chamber === chamber ? 'main' : 'plain'}
            aria-pressed={me.chamber === chamber}
            disabled={go.isPending}
            onClick={() => go.mutate(chamber)}
          >
            {say(words[chamber])}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function useVerbs(room: string, participant: string) {
  const params = { room, participant };
  return useMutation({
    mutationFn: (verb: 'reception' | 'admission' | 'dismissal' | 'letIn' | 'keepOut') => {
      if (verb === 'letIn' || verb === 'keepOut') {
        return api('POST /api/rooms/{room}/participants/{participant}/device', {
          params,
          body: { isLetIn: verb === 'letIn' },
        });
      }
      return api(`POST /api/rooms/{room}/participants/{participant}/${verb}`, { params });
    },
  });
}

function DoorRow({ room, one }: { room: string; one: Participant }) {
  const say = useTexts(leadTexts);
  const sides = useTexts(roomTexts);
  const verbs = useVerbs(room, one.id);
  const [isAttesting, setAttesting] = useState(false);
  const { name } = one;
  return (
    <li>
      <p>
        <strong>{name}</strong> <span className="muted">{sides(one.side)}</span>{' '}
        {one.attested && (
          <Badge tone="good">{say('attested', { document: say(one.attested.document) })}</Badge>
        )}{' '}
        {!one.isAdmitted && <Badge>{say(one.isTold ? 'told' : 'notTold')}</Badge>}
      </p>
      <ProblemNote error={verbs.error} />
      {one.hasSecondDevice && <SecondDevice name={name} onDecide={verbs.mutate} />}
      <div className="room-row">
        {!one.isAdmitted && one.isHere && one.chamber !== 'door' && (
          <Button
            look="plain"
            aria-label={say('doorOf', { name })}
            onClick={() => verbs.mutate('reception')}
          >
            {say('door')}
          </Button>
        )}
        {!one.isAdmitted && (
          <Button
            look="plain"
            aria-label={say('attestOf', { name })}
            onClick={() => setAttesting(true)}
          >
            {say('attest')}
          </Button>
        )}
        {!one.isAdmitted && one.attested && (
          <Button aria-label={say('admitOf', { name })} onClick={() => verbs.mutate('admission')}>
            {say('admit')}
          </Button>
        )}
        {(one.isAdmitted || one.isHere) && (
          <Button
            look="bad"
            aria-label={say('dismissOf', { name })}
            onClick={() => verbs.mutate('dismissal')}
          >
            {say('dismiss')}
          </Button>
        )}
      </div>
      <Sheet
        title={say('attestOf', { name })}
        isOpen={isAttesting}
        onClose={() => setAttesting(false)}
      >
        <Attest room={room} one={one} onDone={() => setAttesting(false)} />
      </Sheet>
    </li>
  );
}

function SecondDevice({
  name,
  onDecide,
}: {
  name: string;
  onDecide: (verb: 'letIn' | 'keepOut') => void;
}) {
  const say = useTexts(leadTexts);
  return (
    <div className="notice notice-warn">
      <p>{say('second', { name })}</p>
      <div className="room-row">
        <Button look="plain" onClick={() => onDecide('letIn')}>
          {say('letIn')}
        </Button>
        <Button look="plain" onClick={() => onDecide('keepOut')}>
          {say('keepOut')}
        </Button>
      </div>
    </div>
  );
}

type Attested = Answer<'GET /api/rooms/{room}'>['participants'][number];

function Attest({ room, one, onDone }: { room: string; one: Attested; onDone: () => void }) {
  const say = useTexts(leadTexts);
  const [document, setDocument] = useState<Document>('idCard');
  const [how, setHow] = useState<How>(one.isHere ? 'video' : 'counter');
  const [isTold, setTold] = useState(false);
  const attest = useMutation({
    mutationFn: () =>
      api('POST /api/rooms/{room}/participants/{participant}/attestation', {
        params: { room, participant: one.id },
        body: { document, how, isTold },
      }),
    onSuccess: onDone,
  });
  return (
    <>
      <p className="muted">{say('noKeep')}</p>
      <ProblemNote error={attest.error} />
      <Field label={say('document')}>
        {(tie) => (
          <select
            {...tie}
            className="input"
            value={document}
            onChange={(event) => setDocument(event.target.value as Document)}
          >
            {documents.map((kind) => (
              <option key={kind} value={kind}>
                {say(kind)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Choices
        legend={say('how')}
        options={ways.map((value) => ({ value, label: say(value) }))}
        value={how}
        onChange={(value) => setHow(value as How)}
      />
      {how !== 'video' && !one.isHere && (
        <Tick label={say('isTold')} checked={isTold} onChange={setTold} />
      )}
      <Button isWide disabled={attest.isPending} onClick={() => attest.mutate()}>
        {say('attest')}
      </Button>
    </>
  );
}
