/** Search by words or number, with the words marked. What is asked is logged nowhere. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useMay } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { ExportDialog } from '../queue/export.tsx';
import { Due, Mark } from '../queue/row.tsx';
import { queueTexts } from '../queue/texts.ts';
import { type Highlight, piecesOf } from './marks.ts';
import { searchTexts } from './texts.ts';
import '../queue/queue.css';
import './search.css';

type Found = Answer<'GET /api/matters/search'>['items'][number];
const PAGE = 30;

export function SearchPage() {
  const say = useTexts(searchTexts);
  const [search, change] = useSearchState();
  const words = search.q ?? '';
  return (
    <>
      <ConsoleTitle name={say('title')} />
      <div className="queue-main">
        <search className="queue-filters is-open">
          <Input.Search
            key={words}
            defaultValue={words}
            aria-label={say('words')}
            placeholder={say('words')}
            enterButton={say('find')}
            autoFocus={words === ''}
            allowClear
            onSearch={(next) => change({ q: next.trim() || undefined })}
          />
          <PlaceChoice />
          <StateChoice />
        </search>
        <p className="queue-soft">{say('help')}</p>
        {words !== '' && <Results words={words} />}
      </div>
    </>
  );
}

function StateChoice() {
  const say = useTexts(searchTexts);
  const [search, change] = useSearchState();
  return (
    <Radio.Group
      aria-label={say('state')}
      optionType="button"
      buttonStyle="solid"
      value={search.isOpen ?? ''}
      onChange={({ target }) => change({ isOpen: target.value || undefined })}
      options={[
        { value: '', label: say('any') },
        { value: 'true', label: say('open') },
        { value: 'false', label: say('closed') },
      ]}
    />
  );
}

function useFilters() {
  const [{ isOpen }] = useSearchState();
  const { county, town } = usePlaceChosen();
  const state = isOpen === 'true' || isOpen === 'false' ? isOpen : undefined;
  return { county, ...(town && { town }), ...(state && ({ isOpen: state } as const)) };
}

function Results({ words }: { words: string }) {
  const say = useTexts(searchTexts);
  const queue = useTexts(queueTexts);
  const may = useMay();
  const filters = useFilters();
  const [isExporting, setExporting] = useState(false);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery({
      queryKey: ['search', words, filters],
      queryFn: ({ pageParam, signal }) =>
        api(
          'GET /api/matters/search',
          { query: { q: words, ...filters, limit: PAGE, ...(pageParam && { after: pageParam }) } },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.next,
    });
  if (isPending) return <ConsoleWaiting />;
  if (error) return <ProblemNotice error={error} />;
  const items = data.pages.flatMap((page) => page.items);
  const count = items.length;
  if (count === 0 && !hasNextPage) return <p className="queue-nothing">{say('none', { words })}</p>;
  const { isOpen, ...rest } = filters;
  return (
    <>
      <div className="queue-bar">
        <p className="queue-news" role="status">
          {hasNextPage ? say('foundMore', { count }) : say('found', { count })}
        </p>
        {may('matter.export') && (
          <Button onClick={() => setExporting(true)}>{queue('export')}</Button>
        )}
      </div>
      <ul className="queue-found">
        {items.map((one) => (
          <li key={one.number}>
            <FoundMatter found={one} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      )}
      {isExporting && (
        <ExportDialog
          asked={{ q: words, ...rest, ...(isOpen && { isOpen: isOpen === 'true' }) }}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

function FoundMatter({ found }: { found: Found }) {
  const say = useTexts(searchTexts);
  const queue = useTexts(queueTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <article>
      <h2>
        <Link to={consolePaths.matter(found.number)}>
          <Marked text={found.title} marks={found.titleMarks} />
        </Link>
      </h2>
      <p>
        <Marked text={found.excerpt} marks={found.excerptMarks} />
      </p>
      <div className="queue-facts">
        <span className="queue-number">{found.number}</span>
        <span>{named(found.category)}</span>
        <span>{named(found.stage)}</span>
        <span>{named(found.handlingOrg)}</span>
        <span>{say('received', { at: time(found.receivedAt) })}</span>
        {found.urgency === 'urgent' && <Mark tone="bad">{queue('urgent')}</Mark>}
        {found.isOpen ? <Due row={found} /> : <Mark>{say('closed')}</Mark>}
      </div>
    </article>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly Highlight[] }) {
  return piecesOf(text, marks).map((piece) =>
    piece.isMarked ? (
      <mark key={piece.from}>{piece.text}</mark>
    ) : (
      <span key={piece.from}>{piece.text}</span>
    ),
  );
}
