/** 挂牌督办公示: what a centre lists in public. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../../../../web/api.ts';
import { useCounty } from '../../../../../web/county.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { CountyChoice } from '../../../../../web/portal/county-choice.tsx';
import { serverNow } from '../../../../../web/server-clock.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Empty, PageTitle } from '../../../../../web/ui/parts.tsx';
import { ListedCard } from '../../listed/card.tsx';
import { listedTexts } from '../../listed/texts.ts';

export function ListedPage() {
  const say = useTexts(listedTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <p>{say('intro')}</p>
      {county ? <Listings county={county.county} /> : <CountyChoice />}
      <p>
        <Link to={portalPaths.board}>{say('toBoard')}</Link>
      </p>
    </>
  );
}

function Listings({ county }: { county: string }) {
  const say = useTexts(listedTexts);
  const { items } = useSuspenseQuery(read('GET /api/public/listed', { query: { county } })).data;
  const now = serverNow();
  if (items.length === 0) return <Empty>{say('none')}</Empty>;
  return items.map((listing) => (
    <ListedCard key={`${listing.number} ${listing.issuedAt}`} listing={listing} now={now} />
  ));
}
