/** What was asked and decided: objections, suspensions, extensions; and supervision. */
import { Button } from 'antd';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import {
  requestKindWords,
  requestStateWords,
  supervisionKindWords,
  supervisionStateWords,
} from '../../../contract/words.ts';
import type { Action, Matter, Values } from './form-rules.ts';
import { Facts, Mark, Panel, type Tone, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

type Start = (action: Action, values?: Values) => void;
type Asked = Matter['requests'][number];

const stateTones: Readonly<Record<string, Tone>> = {
  pending: 'warn',
  issued: 'warn',
  replied: 'info',
  granted: 'good',
};

/** The action that decides a kind of request is named after it. */
const deciders: Readonly<Record<string, string>> = {
  objection: 'decideObjection',
  suspension: 'decideSuspension',
  extension: 'decideExtension',
};

export function RequestsPanel({ matter, onAct }: { matter: Matter; onAct: Start }) {
  const say = useTexts(matterTexts);
  return (
    <Panel
      id="requests"
      title={say('requests')}
      empty={matter.requests.length === 0 && say('noRequests')}
    >
      <ul className="matter-list">
        {matter.requests.toReversed().map((request) => (
          <RequestRow key={request.id} request={request} matter={matter} onAct={onAct} />
        ))}
      </ul>
    </Panel>
  );
}

function RequestRow({ request, matter, onAct }: { request: Asked; matter: Matter; onAct: Start }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const word = useWord();
  const decide = matter.allowedActions.find(
    (one) => one.action === deciders[request.kind] && one.why === null,
  );
  return (
    <li>
      <div className="matter-row">
        <b>{word(requestKindWords, request.kind)}</b>
        <Mark tone={stateTones[request.state] ?? 'plain'}>
          {word(requestStateWords, request.state)}
        </Mark>
        <span className="matter-soft">{time(request.askedAt)}</span>
      </div>
      <Facts
        facts={[
          [say('askedBy'), named(request.askedBy)],
          [say('decider'), named(request.decider)],
          [say('ground'), named(request.groundLabel)],
          [say('reason'), request.reason],
          request.amount && request.clock
            ? [say('wanted'), `${named(request.clock)} +${request.amount}`]
            : null,
          request.suggestedOrg && [say('suggestedOrg'), named(request.suggestedOrg)],
          [say('decision'), request.decision],
        ]}
      />
      {request.state === 'pending' && decide && (
        <Button size="small" type="primary" onClick={() => onAct(decide)}>
          {named(decide)}
        </Button>
      )}
    </li>
  );
}

export function SupervisionPanel({ matter, onAct }: { matter: Matter; onAct: Start }) {
  const say = useTexts(matterTexts);
  return (
    <Panel
      id="supervision"
      title={say('supervision')}
      empty={matter.supervisions.length === 0 && say('noSupervision')}
    >
      <ul className="matter-list">
        {matter.supervisions.toReversed().map((one) => (
          <SupervisionRow key={one.id} one={one} matter={matter} onAct={onAct} />
        ))}
      </ul>
    </Panel>
  );
}

/** What can be done with this very one: the action knows by its choices whose it is. */
const ownActs = ['closeSupervision', 'withdrawSupervision'];

type OneProps = { one: Matter['supervisions'][number]; matter: Matter; onAct: Start };

function SupervisionRow({ one, matter, onAct }: OneProps) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const word = useWord();
  const acts = matter.allowedActions.filter(
    ({ action, why, fields }) =>
      ownActs.includes(action) &&
      why === null &&
      fields.supervision?.choices?.some(({ code }) => code === one.id),
  );
  return (
    <li>
      <div className="matter-row">
        <b>{word(supervisionKindWords, one.kind)}</b>
        <Mark tone={stateTones[one.state] ?? 'plain'}>
          {word(supervisionStateWords, one.isWithdrawn ? 'withdrawn' : one.state)}
        </Mark>
        {one.isPublic && <Mark tone="bad">{say('public')}</Mark>}
        <span className="matter-soft">{time(one.issuedAt)}</span>
      </div>
      <Facts
        facts={[
          [say('issuer'), named(one.issuer)],
          [say('target'), named(one.target)],
          [say('reason'), one.reason],
          one.replyDueAt ? [say('replyDue'), time(one.replyDueAt)] : null,
          [say('replyGiven'), one.reply],
          [say(one.isWithdrawn ? 'whyWithdrawn' : 'outcome'), one.result],
        ]}
      />
      {acts.length > 0 && (
        <div className="matter-row">
          {acts.map((action) => (
            <Button
              key={action.action}
              size="small"
              onClick={() => onAct(action, { supervision: one.id })}
            >
              {named(action)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
