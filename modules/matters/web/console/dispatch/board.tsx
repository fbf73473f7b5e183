/** The dispatch board and the no-owner desk: what waits, where it is, who could take it. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api, Problem, read } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useNews } from '../news/use-news.ts';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { BoardMap } from './board-map.tsx';
import { type BoardMatter, type Load, offered } from './board-rules.ts';
import { type Given, type Taken, TakenProblem, useGive } from './give.ts';
import { GivePanel } from './give-panel.tsx';
import { OrgList } from './org-list.tsx';
import { RowList } from './row-list.tsx';
import { dispatchTexts } from './texts.ts';
import './board.css';

type Desk = 'toDispatch' | 'unowned';

export const DispatchPage = () => <Board desk="toDispatch" />;
export const UnownedPage = () => <Board desk="unowned" />;

const PAGE_SIZE = 50;
const REFRESH_MS = 20_000;

function useRows(desk: Desk) {
  const { county, town } = usePlaceChosen();
  return useInfiniteQuery({
    queryKey: ['GET /api/dispatch', desk, county, town],
    queryFn: ({ pageParam }) =>
      api('GET /api/dispatch', {
        query: {
          desk,
          county,
          limit: PAGE_SIZE,
          ...(town && { town }),
          ...(pageParam && { after: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}

function Board({ desk }: { desk: Desk }) {
  const say = useTexts(dispatchTexts);
  const list = useRows(desk);
  useNews(['GET /api/dispatch', 'GET /api/orgs/loads']);
  const isUnowned = desk === 'unowned';
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ConsoleTitle name={say(isUnowned ? 'unowned' : 'board')}>
        <PlaceChoice />
        <Button onClick={() => void list.refetch()}>{say('refresh')}</Button>
      </ConsoleTitle>
      <p className={isUnowned ? 'dispatch-help' : 'dispatch-help dispatch-keys'}>
        {say(isUnowned ? 'unownedHelp' : 'boardHelp')}
      </p>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending ? <ConsoleWaiting /> : <Desk rows={rows} isUnowned={isUnowned} />}
      {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{say('more')}</Button>}
    </>
  );
}

/** Whom the panel speaks of: a row that waits, or one that was given and is to be given again. */
type About = { row: BoardMatter | null; again: Given | null };

function useBoardState(rows: readonly BoardMatter[]) {
  const [search, change] = useSearchState();
  const [again, setAgain] = useState<Given | null>(null);
  const [org, setOrg] = useState<Load | null>(null);
  const [typed, setTyped] = useState('');
  const row = rows.find(({ number }) => number === search.matter) ?? null;
  const clear = () => {
    setOrg(null);
    setTyped('');
  };
  const choose = (number: string | undefined) => {
    if (number === search.matter && !again) return;
    clear();
    setAgain(null);
    change({ matter: number }, { replace: true });
  };
  const giveAgain = (given: Given) => {
    clear();
    setAgain(given);
  };
  const about: About = again ? { row: null, again } : { row, again: null };
  const missing = row || again ? undefined : search.matter;
  return { about, missing, choose, giveAgain, org, setOrg, typed, setTyped };
}

function Desk({ rows, isUnowned }: { rows: readonly BoardMatter[]; isUnowned: boolean }) {
  const say = useTexts(dispatchTexts);
  const { county } = usePlaceChosen();
  const loads = useQuery(read('GET /api/orgs/loads', { query: { county } }));
  const state = useBoardState(rows);
  const { about, choose, org, typed } = state;
  const deeds = useDeeds((number) => choose(nextOf(rows, number)));
  const list = useRef<HTMLUListElement>(null);
  const { regions = [] } = useSession();
  const orgs = offered(loads.data?.items ?? [], { matter: about.row, regions, typed });
  const input = () =>
    document
      .querySelector<HTMLInputElement>('.dispatch-org-input input, input.dispatch-org-input')
      ?.focus();
  const form = useRef<HTMLFormElement>(null);
  const accept = () => {
    const load = loads.data?.items.find((one) => one.org.id === about.row?.suggestedOrg?.id);
    if (about.row && load) deeds.giveRow(about.row, load.org);
  };
  const drop = (number: string, load: Load) => {
    const row = rows.find((one) => one.number === number);
    if (row) deeds.giveRow(row, load.org);
  };
  useFocusBack(deeds.last, list);
  return (
    <>
      <Deeds deeds={deeds} onAgain={state.giveAgain} />
      {state.missing && <Gone number={state.missing} onDismiss={() => choose(undefined)} />}
      {rows.length === 0 && !about.again && (
        <p className="dispatch-empty" role="status">
          {say(isUnowned ? 'noneUnowned' : 'none')}
        </p>
      )}
      {(rows.length > 0 || about.again) && (
        <div className="dispatch-board">
          <RowList
            rows={rows}
            chosen={about.row?.number ?? null}
            list={list}
            onChoose={choose}
            onEnter={input}
            onAccept={accept}
          />
          <div className="dispatch-middle">
            <BoardMap rows={rows} county={county} chosen={about.row?.number} onChoose={choose} />
            <GivePanel
              row={about.row}
              again={about.again}
              org={org}
              orgs={loads.data?.items ?? []}
              form={form}
              isBusy={deeds.isBusy}
              onAccept={accept}
              onGive={deeds.give}
            />
          </div>
          <OrgList
            groups={orgs}
            chosen={org}
            typed={typed}
            onType={state.setTyped}
            onChoose={state.setOrg}
            onGive={() => form.current?.requestSubmit()}
            onDrop={drop}
          />
        </div>
      )}
    </>
  );
}

/** It was chosen and waits no longer: who has it now. */
function Gone({ number, onDismiss }: { number: string; onDismiss: () => void }) {
  const { data } = useQuery(read('GET /api/matters/{number}', { params: { number } }));
  if (!data || (data.isOpen && data.handlingOrg === null)) return null;
  return <TakenAlert taken={{ number, now: data }} isOwn={false} onDismiss={onDismiss} />;
}

function TakenAlert({
  taken: { number, now },
  isOwn,
  onDismiss,
}: {
  taken: Taken;
  /** Somebody here tried in vain. */
  isOwn: boolean;
  onDismiss: () => void;
}) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const org = named(now.handlingOrg) || say('nobody');
  return (
    <Alert
      type="warning"
      showIcon
      title={say(isOwn ? 'taken' : 'gone', { number, stage: named(now.stage), org })}
      action={<Button onClick={onDismiss}>{say('dismiss')}</Button>}
    />
  );
}

function nextOf(rows: readonly BoardMatter[], number: string): string | undefined {
  const at = rows.findIndex((row) => row.number === number);
  return (rows[at + 1] ?? rows[at - 1])?.number;
}

/** After a dispatch the keys go on in the list. */
function useFocusBack(last: Given | undefined, list: { current: HTMLUListElement | null }) {
  useEffect(() => {
    if (last) list.current?.focus();
  }, [last, list]);
}

type DeedsState = ReturnType<typeof useDeeds>;
const GIVEN_SHOWN = 5;

/** What was done from here, what others did first, and what was refused. */
function useDeeds(onGiven: (number: string) => void) {
  const give = useGive();
  const [given, setGiven] = useState<readonly Given[]>([]);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const run = (giving: Parameters<typeof give.mutate>[0]) =>
    give.mutate(giving, {
      onSuccess: (done) => {
        setGiven((all) =>
          [done, ...all.filter((one) => one.number !== done.number)].slice(0, GIVEN_SHOWN),
        );
        onGiven(done.number);
      },
      onError: (error) => {
        if (!(error instanceof TakenProblem)) return;
        setTaken((all) => [error.taken, ...all]);
        onGiven(error.taken.number);
      },
    });
  return {
    give: run,
    giveRow: (row: BoardMatter, org: Load['org']) =>
      run({
        number: row.number,
        version: row.version,
        action: 'dispatch',
        org,
        supporting: [],
        words: '',
      }),
    isBusy: give.isPending,
    last: given[0],
    given,
    taken,
    problem: give.error instanceof Problem ? give.error : null,
    dismiss: (number: string) => setTaken((all) => all.filter((one) => one.number !== number)),
  };
}

function Deeds({ deeds, onAgain }: { deeds: DeedsState; onAgain: (given: Given) => void }) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const { given, taken, problem } = deeds;
  return (
    <div className="dispatch-deeds" aria-live="polite">
      <ProblemNotice error={problem} />
      {taken.map((one) => (
        <TakenAlert
          key={one.number}
          taken={one}
          isOwn
          onDismiss={() => deeds.dismiss(one.number)}
        />
      ))}
      {given.map((one) => (
        <Alert
          key={one.number}
          type="success"
          showIcon
          title={say('given', { number: one.number, org: named(one.org) })}
          description={one === given[0] ? say('givenHelp') : undefined}
          action={<Button onClick={() => onAgain(one)}>{say('change')}</Button>}
        />
      ))}
    </div>
  );
}
