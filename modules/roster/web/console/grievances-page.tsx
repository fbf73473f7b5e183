/** Grievances about mediators, for whoever answers them. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { grievanceTexts } from '../../../../web/grievance-texts.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { rosterWebTexts } from '../texts.ts';
import './roster.css';

type Grievance = Answer<'GET /api/roster/grievances'>['items'][number];
const LIST = 'GET /api/roster/grievances';
const results = ['unfounded', 'reproved', 'corrected', 'replaced', 'dismissed'] as const;
type Result = (typeof results)[number];
const wordOf = (result: Result) => (result === 'replaced' ? 'resultReplaced' : result);

export function GrievancesPage() {
  const say = useTexts(rosterWebTexts);
  const { counties = [] } = useSession();
  const { data } = useSuspenseQuery(read(LIST, { query: { county: counties[0] ?? '' } }));
  return (
    <>
      <ConsoleTitle name={say('grievances')} />
      <p className="roster-soft">{say('grievancesLead')}</p>
      {data.items.length === 0 && <p>{say('grievancesNone')}</p>}
      <ul className="roster-list">
        {data.items.map((one) => (
          <OneGrievance key={one.id} one={one} />
        ))}
      </ul>
    </>
  );
}

function OneGrievance({ one }: { one: Grievance }) {
  const say = useTexts(rosterWebTexts);
  const words = useTexts(grievanceTexts);
  const named = useNamed();
  const time = useTime();
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <h2>
        {one.mediator} · {words(one.ground)}
      </h2>
      <div className="roster-ways">
        <Link to={consolePaths.matter(one.number)}>{one.number}</Link>
        <span className="roster-soft">{named(one.committee)}</span>
        {one.result === null && (
          <span className={one.isOverdue ? 'roster-warn' : 'roster-soft'}>
            {one.isOverdue && `${say('overdue')} · `}
            {say('dueBy', { at: time(one.dueAt, 'day') })}
          </span>
        )}
        {one.result !== null && <span className="roster-mark">{say(wordOf(one.result))}</span>}
      </div>
      <p>{one.text ?? say('erased')}</p>
      {one.answer !== null && <p>{say('answered', { answer: one.answer })}</p>}
      {one.result === null && !isOpen && (
        <Button aria-label={say('answerOne', { number: one.number })} onClick={() => setOpen(true)}>
          {say('answer')}
        </Button>
      )}
      {isOpen && one.result === null && <AnswerForm one={one} />}
    </li>
  );
}

function AnswerForm({ one }: { one: Grievance }) {
  const say = useTexts(rosterWebTexts);
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (body: { result: Result; text: string }) =>
      api('POST /api/roster/grievances/{county}/{id}/answer', {
        params: { county: one.county, id: one.id },
        body,
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: [LIST] }),
  });
  const needed = [{ required: true, message: say('needed') }];
  return (
    <Form<{ result: Result; text: string }>
      name={`answer-${one.id}`}
      layout="vertical"
      onFinish={(body) => send.mutate(body)}
    >
      <ProblemNotice error={send.error} />
      <Form.Item name="result" label={say('result')} rules={needed}>
        <Select options={results.map((value) => ({ value, label: say(wordOf(value)) }))} />
      </Form.Item>
      <Form.Item name="text" label={say('answer')} rules={needed}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {say('answer')}
      </Button>
    </Form>
  );
}
