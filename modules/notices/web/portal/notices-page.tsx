/** All notices that hold now. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../../../web/api.ts';
import { useCounty } from '../../../../web/county.ts';
import { useTime } from '../../../../web/dates.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useLanguage, useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Empty, PageTitle } from '../../../../web/ui/parts.tsx';
import { noticesTexts } from '../texts.ts';

type Notice = Answer<'GET /api/public/notices'>['items'][number];

export function NoticesPage() {
  const say = useTexts(noticesTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('notices')}>{say('notices')}</PageTitle>
      {county ? <NoticesOf county={county.county} /> : <CountyChoice />}
    </>
  );
}

function NoticesOf({ county }: { county: string }) {
  const say = useTexts(noticesTexts);
  const shared = useTexts(sharedTexts);
  const list = useSuspenseInfiniteQuery({
    queryKey: ['notices', county],
    queryFn: ({ pageParam }) =>
      api('GET /api/public/notices', {
        query: { county, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const notices = list.data.pages.flatMap(({ items }) => items);
  if (notices.length === 0) return <Empty>{say('none')}</Empty>;
  return (
    <>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
      {list.hasNextPage && (
        <Button look="plain" isWide onClick={() => void list.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
    </>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const say = useTexts(noticesTexts);
  const named = useNamed();
  const time = useTime();
  const [language] = useLanguage();
  const isUntranslated = language === 'en' && (notice.title.en === null || notice.text.en === null);
  return (
    <article className="card" id={notice.id} aria-labelledby={`${notice.id}-title`}>
      <h2 id={`${notice.id}-title`}>{named(notice.title)}</h2>
      <p className="muted">
        {named(notice.org)} · {notice.town?.name ?? say('wholeCounty')} ·{' '}
        {say('until', { from: time(notice.fromAt, 'day'), to: time(notice.toAt, 'day') })}
      </p>
      {isUntranslated && <Badge>{say('onlyChinese')}</Badge>}
      {paragraphs(named(notice.text)).map(({ at, text }) => (
        <p key={at}>{text}</p>
      ))}
    </article>
  );
}

const paragraphs = (text: string) =>
  text
    .split(/\n+/)
    .filter((part) => part.trim() !== '')
    .map((part, at) => ({ at, text: part }));
