/** The access and administration log for the auditor. Each look is a line of its own. */
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Empty, Input, Select, Space, Table, Tag } from 'antd';
import { type Answer, api, read } from '../../../../web/api.ts';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { hasWords, journalTexts } from './journal-texts.ts';
import { identityPageTexts } from './texts.ts';
import './people.css';

type Line = Answer<'GET /api/journal'>['items'][number];

export function JournalPage() {
  const say = useTexts(identityPageTexts);
  return (
    <>
      <ConsoleTitle name={say('journal')} />
      <p className="admin-soft">{say('journalHelp')}</p>
      <Filters />
      <Lines />
    </>
  );
}

/** What a verb of the log means: what the endpoint does that writes it. */
function useVerbs(): ReadonlyMap<string, string> {
  const named = useNamed();
  const { endpoints } = useSuspenseQuery(read('GET /api/permissions', {})).data;
  const written = endpoints.filter(({ journal }) => journal.includes('.'));
  // Several may write one verb (each way to sign in): the first in the list names it.
  return new Map(written.toReversed().map((one) => [one.journal, named(one)]));
}

function Filters() {
  const say = useTexts(identityPageTexts);
  const { counties = [] } = useSession();
  const [search, change] = useSearchState();
  const verbs = useVerbs();
  return (
    <>
      <Space wrap className="admin-bar">
        <Select
          aria-label={say('whichLog')}
          value={search.of ?? ''}
          onChange={(of) => change({ of })}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: say('noCounty') },
            ...counties.map((county) => ({ value: county, label: say('ofCounty', { county }) })),
          ]}
        />
        <Select
          aria-label={say('verb')}
          value={search.verb ?? ''}
          onChange={(verb) => change({ verb })}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          style={{ minWidth: '14rem' }}
          options={[
            { value: '', label: say('allVerbs') },
            ...[...verbs].map(([value, words]) => ({ value, label: `${words} · ${value}` })),
          ]}
        />
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            {say(end)}{' '}
            <Input
              type="date"
              style={{ width: 'auto' }}
              value={search[end] ?? ''}
              onChange={(event) => change({ [end]: event.target.value })}
            />
          </label>
        ))}
      </Space>
      <Chosen />
    </>
  );
}

/** Filters that came from a line, each to be taken off. */
function Chosen() {
  const say = useTexts(identityPageTexts);
  const [search, change] = useSearchState();
  const tags = [
    search.post && { key: 'post', words: say('thisPost', { name: search.postName ?? '' }) },
    search.org && { key: 'org', words: say('thisOrg', { name: search.orgName ?? '' }) },
  ].filter((tag) => typeof tag === 'object');
  return (
    <Space wrap>
      {tags.map(({ key, words }) => (
        <Button
          key={key}
          size="small"
          aria-label={say('clearFilter', { what: words })}
          onClick={() => change({ [key]: undefined, [`${key}Name`]: undefined })}
        >
          {words} ✕
        </Button>
      ))}
    </Space>
  );
}

function Lines() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const [search] = useSearchState();
  const pages = useInfiniteQuery({
    queryKey: ['journal', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) => readLines(search, pageParam),
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });
  if (pages.isPending) return <ConsoleWaiting />;
  if (pages.error)
    return <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  const lines = pages.data.pages.flatMap((page) => page.items);
  const empty = pages.hasNextPage ? say('searchedOn') : say('noLines');
  return (
    <>
      <LineTable lines={lines} empty={empty} />
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {admin('older')}
        </Button>
      )}
    </>
  );
}

const day = (date: string) => new Date(`${date}T00:00:00+08:00`);

function readLines(search: Readonly<Record<string, string | undefined>>, after: string) {
  const { of, verb, from, to, post, org } = search;
  const until = to ? new Date(day(to).getTime() + 86_400_000) : null;
  return api('GET /api/journal', {
    query: {
      limit: 50,
      ...(of && { county: of }),
      ...(verb && { verb }),
      ...(from && { from: day(from).toISOString() }),
      ...(until && { to: until.toISOString() }),
      ...(post && { post }),
      ...(org && { org }),
      ...(after && { after }),
    },
  });
}

function LineTable({ lines, empty }: { lines: Line[]; empty: string }) {
  const say = useTexts(identityPageTexts);
  const verbs = useVerbs();
  const words = useWords();
  const time = useTime();
  return (
    <Scrollable label={say('journal')}>
      <Table<Line>
        size="small"
        rowKey="id"
        dataSource={lines}
        pagination={false}
        locale={{ emptyText: <Empty description={empty} /> }}
        columns={[
          { title: say('at'), render: (_, line) => time(line.at, 'full') },
          { title: say('verb'), render: (_, line) => <Verb verb={line.verb} words={verbs} /> },
          { title: say('who'), render: (_, line) => <Who line={line} /> },
          { title: say('purpose'), render: (_, { purpose }) => purpose && words(purpose) },
          {
            title: say('detail'),
            render: (_, { detail }) => <Detail detail={detail} />,
          },
        ]}
      />
    </Scrollable>
  );
}

function Verb({ verb, words }: { verb: string; words: ReadonlyMap<string, string> }) {
  const known = words.get(verb);
  return known === undefined ? (
    <Tag>{verb}</Tag>
  ) : (
    <>
      <div>{known}</div>
      <small className="admin-soft">{verb}</small>
    </>
  );
}

function useWords(): (name: string) => string {
  const say = useTexts(journalTexts);
  return (name) => (hasWords(name) ? say(name) : name);
}

/** Name by name: what only a machine tells apart stands in one line each, as it was written. */
function Detail({ detail }: Pick<Line, 'detail'>) {
  const words = useWords();
  const known: object = typeof detail === 'object' && detail !== null ? detail : {};
  const valueOf = (name: string, value: unknown) => {
    if (typeof value !== 'string') return JSON.stringify(value);
    return name === 'by' ? words(value) : value;
  };
  return (
    <dl className="journal-detail">
      {Object.entries(known).map(([name, value]) => (
        <div key={name}>
          <dt>{words(name)}</dt>
          <dd>{valueOf(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Who({ line }: { line: Line }) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const [, change] = useSearchState();
  const { post, org, postName, orgName } = line;
  return (
    <>
      <span>{useActorWords(line)}</span>
      {post && (
        <Button
          type="link"
          size="small"
          title={say('onlyPost')}
          onClick={() => change({ post, postName: postName ?? post })}
        >
          {postName ?? post}
        </Button>
      )}
      {org && orgName && (
        <Button
          type="link"
          size="small"
          title={say('onlyOrg')}
          onClick={() => change({ org, orgName: named(orgName) })}
        >
          {named(orgName)}
        </Button>
      )}
    </>
  );
}

function useActorWords({ actor }: Line): string {
  const say = useTexts(identityPageTexts);
  const [kind, id = ''] = actor.split(':');
  if (kind === 'resident') return say('byResident');
  if (kind === 'machine') return say('byMachine');
  if (kind === 'system') return say('bySystem', { task: id });
  return kind === 'staff' ? '' : say('byNobody');
}
