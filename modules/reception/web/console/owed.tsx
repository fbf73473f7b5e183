/** What one's organisation took on at receptions and has not done yet. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useTexts } from '../../../../web/texts.ts';
import { useDone } from './day-ways.tsx';
import { deskTexts } from './texts.ts';

type Work = Answer<'GET /api/reception/undertakings'>['items'][number];

export function Owed({ county }: { county: string }) {
  const say = useTexts(deskTexts);
  const { data } = useSuspenseQuery(read('GET /api/reception/undertakings', { query: { county } }));
  return (
    <section aria-labelledby="reception-owed">
      <h2 id="reception-owed">{say('owed')}</h2>
      {data.items.length === 0 && <p className="reception-soft">{say('owedNone')}</p>}
      <ul className="reception-list">
        {data.items.map((work) => (
          <WorkLine key={`${work.appointment}${work.org.id}`} work={work} />
        ))}
      </ul>
    </section>
  );
}

function WorkLine({ work }: { work: Work }) {
  const say = useTexts(deskTexts);
  const what = say('owedOf', { day: work.receivedOn, turn: work.turn });
  return (
    <li>
      <div className="reception-line">
        <h3>{what}</h3>
        <span className={work.isOverdue ? 'reception-bad' : 'reception-soft'}>
          {say('by', { on: work.dueOn })} {work.isOverdue && say('overdue')}
        </span>
      </div>
      <p>{work.text}</p>
      <Finish work={work} label={say('finishOf', { what })} />
    </li>
  );
}

function Finish({ work, label }: { work: Work; label: string }) {
  const say = useTexts(deskTexts);
  const shared = useTexts(sharedTexts);
  const [text, setText] = useState('');
  const onSuccess = useDone();
  const { county, day, appointment: id } = work;
  const finish = useMutation({
    mutationFn: () =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/undertaking/done', {
        params: { county, day, id },
        body: { text },
      }),
    onSuccess,
  });
  return (
    <>
      <Popconfirm
        title={say('finishText')}
        description={
          <Input.TextArea
            rows={3}
            value={text}
            maxLength={2000}
            aria-label={say('finishText')}
            onChange={(event) => setText(event.target.value)}
          />
        }
        okText={say('finish')}
        cancelText={shared('back')}
        okButtonProps={{ disabled: text.trim().length < 2 }}
        onConfirm={() => finish.mutate()}
      >
        <Button loading={finish.isPending} aria-label={label}>
          {say('finish')}
        </Button>
      </Popconfirm>
      <ProblemNotice error={finish.error} />
    </>
  );
}
