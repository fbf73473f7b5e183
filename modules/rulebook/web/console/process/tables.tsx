/** A process in tables: stages, actions and clocks. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import { read } from '../../../../../web/api.ts';
import { Scrollable } from '../../../../../web/console/admin/parts.tsx';
import { standingTexts } from '../../../../../web/console/admin/standings.ts';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { processTexts, unitTexts } from '../texts.ts';
import type { ProcessDocument } from '../words.ts';
import { targetsOf } from './layout.ts';

type Props = { process: ProcessDocument };
type Amount = ProcessDocument['clocks'][string]['time'];

export function useAmountWords(): (amount: Amount | undefined) => string {
  const say = useTexts(unitTexts);
  return (amount) => (amount ? say(amount.unit, { amount: amount.amount }) : '');
}

export function StageTable({ process }: Props) {
  const say = useTexts(processTexts);
  const standing = useTexts(standingTexts);
  const named = useNamed();
  return (
    <Scrollable label={say('stageTable')}>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={Object.entries(process.stages).map(([code, stage]) => ({ code, ...stage }))}
        columns={[
          { title: say('stage'), render: (_, stage) => named(stage) },
          { title: say('code'), render: (_, { code }) => <code>{code}</code> },
          { title: say('owner'), render: (_, { owner }) => standing(owner) },
          {
            title: say('end'),
            render: (_, { code, end }) => (
              <>
                {code === process.initial && <Tag color="processing">{say('start')}</Tag>}
                {end && <Tag>{say('end')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </Scrollable>
  );
}

type Takers = ProcessDocument['actions'][string]['by'];

/** Who may take an action: where they stand to the matter, and as what. */
function useTakerWords(): (by: Takers) => string {
  const standing = useTexts(standingTexts);
  const named = useNamed();
  const marks = useMarks();
  const known = useSuspenseQuery(read('GET /api/roles', {})).data.items;
  const roleOf = (code: string) => named(known.find((one) => one.code === code)) || code;
  return (by) =>
    marks.apart(
      by.map(({ roles, standing: where }) =>
        roles ? marks.aside(standing(where), marks.list(roles.map(roleOf))) : standing(where),
      ),
    );
}

export function ActionTable({ process }: Props) {
  const say = useTexts(processTexts);
  const named = useNamed();
  const marks = useMarks();
  const takers = useTakerWords();
  const stageOf = (name: string) => named(process.stages[name]);
  return (
    <Scrollable label={say('actionTable')}>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={Object.entries(process.actions).map(([code, action]) => ({ code, ...action }))}
        columns={[
          { title: say('action'), render: (_, action) => named(action) },
          {
            title: say('at'),
            render: (_, { from }) =>
              Array.isArray(from) ? marks.list(from.map(stageOf)) : say(from),
          },
          {
            title: say('toStage'),
            render: (_, { to }) =>
              marks.list(
                targetsOf(to).map((one) => (one === 'stay' ? say('stays') : stageOf(one))),
              ),
          },
          {
            title: say('by'),
            render: (_, { by }) => takers(by),
          },
          {
            title: say('needs'),
            render: (_, { fields = {} }) =>
              marks.list(Object.values(fields).map((one) => named(one))),
          },
        ]}
      />
    </Scrollable>
  );
}

export function ClockTable({ process }: Props) {
  const say = useTexts(processTexts);
  const named = useNamed();
  const amountOf = useAmountWords();
  return (
    <Scrollable label={say('clockTable')}>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={Object.entries(process.clocks).map(([code, clock]) => ({ code, ...clock }))}
        columns={[
          { title: say('clock'), render: (_, clock) => named(clock) },
          { title: say('time'), render: (_, clock) => amountOf(clock.time) },
          { title: say('urgentTime'), render: (_, clock) => amountOf(clock.urgentTime) },
          { title: say('nature'), render: (_, clock) => say(clock.nature) },
          {
            title: say('ladder'),
            render: (_, { ladder }) =>
              (process.ladders[ladder] ?? [])
                .map(({ rung, share }) => `${rung} ${Math.round(share * 100)}%`)
                .join(' · '),
          },
          { title: say('citation'), render: (_, { citation }) => citation ?? '' },
          {
            title: say('byCategory'),
            render: (_, clock) => (clock.byCategory ? <Tag>{say('byCategory')}</Tag> : ''),
          },
        ]}
      />
    </Scrollable>
  );
}
