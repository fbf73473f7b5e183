/** When a clock would end, day by day; asked of the server, which counts as clocks do. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Select, Table, Tag } from 'antd';
import type { Calendar } from '../../../../../kernel/calendar.ts';
import { type Answer, api } from '../../../../../web/api.ts';
import { Scrollable } from '../../../../../web/console/admin/parts.tsx';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { serverNow } from '../../../../../web/server-clock.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { calendarTexts, unitTexts } from '../texts.ts';

type Tried = Answer<'POST /api/rulebook/clock/try'>;
const units = [
  'workingDays',
  'calendarDays',
  'workHours',
  'urgentWorkHours',
  'hours',
  'minutes',
] as const;
type Asked = {
  amount: number;
  unit: (typeof units)[number];
  start: string;
  startDay: 'excluded' | 'included';
  dueMoment: 'sameTime' | 'endOfDay' | 'endOfWorkDay';
  lastDayOnHoliday: 'asIs' | 'nextWorkingDay';
  outsideHours: 'atOnce' | 'nextOpening';
};

export function ClockTrial({ county, draft }: { county: string; draft: Calendar | null }) {
  const say = useTexts(calendarTexts);
  const tried = useMutation({ mutationFn: (asked: Asked) => tryClock(county, asked, draft) });
  return (
    <section className="admin-panel" aria-labelledby="clock-trial">
      <h2 id="clock-trial">{say('tryClock')}</h2>
      <p className="admin-soft">{draft ? say('tryDraft') : say('tryHelp')}</p>
      <TrialForm isBusy={tried.isPending} onTry={(asked) => tried.mutate(asked)} />
      <div aria-live="polite">
        <ProblemNotice error={tried.error} />
        {tried.data && <Outcome tried={tried.data} />}
      </div>
    </section>
  );
}

/** Now, on the centre's wall clock, as a date field writes it. */
function nowThere(): string {
  const there = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return there.format(serverNow()).replace(' ', 'T');
}

const CHOICES = {
  startDay: ['excluded', 'included'],
  dueMoment: ['endOfDay', 'endOfWorkDay', 'sameTime'],
  lastDayOnHoliday: ['nextWorkingDay', 'asIs'],
  outsideHours: ['nextOpening', 'atOnce'],
} as const;

function TrialForm({ isBusy, onTry }: { isBusy: boolean; onTry: (asked: Asked) => void }) {
  const say = useTexts(calendarTexts);
  const unit = useTexts(unitTexts);
  const first: Asked = {
    amount: 5,
    unit: 'workingDays',
    start: nowThere(),
    startDay: 'excluded',
    dueMoment: 'endOfDay',
    lastDayOnHoliday: 'nextWorkingDay',
    outsideHours: 'nextOpening',
  };
  return (
    <Form<Asked>
      name="clock"
      layout="vertical"
      className="rule-form"
      initialValues={first}
      onFinish={onTry}
    >
      <Form.Item name="amount" label={say('amount')} rules={[{ required: true }]}>
        <InputNumber min={0.01} max={100_000} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="unit" label={say('unit')}>
        <Select options={units.map((one) => ({ value: one, label: unit(`${one}Name`) }))} />
      </Form.Item>
      <Form.Item name="start" label={say('start')} rules={[{ required: true }]}>
        <Input type="datetime-local" />
      </Form.Item>
      {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => (
        <Form.Item key={name} name={name} label={say(name)}>
          <Select options={CHOICES[name].map((one) => ({ value: one, label: say(one) }))} />
        </Form.Item>
      ))}
      <Form.Item label=" " colon={false}>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {say('doTry')}
        </Button>
      </Form.Item>
    </Form>
  );
}

function tryClock(county: string, asked: Asked, draft: Calendar | null): Promise<Tried> {
  const { amount, unit, start, startDay, dueMoment, lastDayOnHoliday, outsideHours } = asked;
  return api('POST /api/rulebook/clock/try', {
    body: {
      county,
      amount,
      unit,
      start: `${start.slice(0, 16)}:00+08:00`,
      counting: {
        startDay,
        dueMoment,
        lastDayOnHoliday,
        ...(outsideHours === 'nextOpening' && { outsideHours }),
      },
      ...(draft && { draft: { ...draft } }),
    },
  });
}

function Outcome({ tried }: { tried: Tried }) {
  const say = useTexts(calendarTexts);
  const time = useTime();
  return (
    <>
      <h3>{say('dueAt', { at: time(tried.dueAt, 'full') })}</h3>
      <p>{say('countsFrom', { at: time(tried.countsFrom, 'full') })}</p>
      {tried.isProvisional ? (
        <Alert type="warning" title={say('provisional', { until: tried.knownUntil })} />
      ) : (
        <p className="admin-soft">{say('knownUntil', { until: tried.knownUntil })}</p>
      )}
      <Scrollable label={say('dayByDay')}>
        <Table
          size="small"
          rowKey="from"
          dataSource={tried.days}
          pagination={false}
          columns={[
            {
              title: say('day'),
              render: (_, { from, to }) => (from === to ? from : `${from} – ${to}`),
            },
            {
              title: say('why'),
              render: (_, day) => `${say(day.why as 'holiday')}${day.name ? ` · ${day.name}` : ''}`,
            },
            { title: say('counted'), render: (_, day) => <Counted day={day} /> },
          ]}
        />
      </Scrollable>
    </>
  );
}

function Counted({ day: { days, ms } }: { day: Tried['days'][number] }) {
  const say = useTexts(calendarTexts);
  if (days > 0) return <Tag color="success">{say('countedDays', { count: days })}</Tag>;
  if (ms > 0) {
    const hours = Math.round(ms / 36_000) / 100;
    return <Tag color="success">{say('countedTime', { hours })}</Tag>;
  }
  return <span className="admin-soft">{say('notCounted')}</span>;
}
