/** 我要办理: plainly what there is: where the counter is, when it is open, whom to call. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../../../web/api.ts';
import { useConnectionLost } from '../../../../web/connection.ts';
import { useCounty } from '../../../../web/county.ts';
import { useTime } from '../../../../web/dates.ts';
import { readKept } from '../../../../web/kept.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { useLanguage, useNamed, useTexts } from '../../../../web/texts.ts';
import { Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { noticesTexts } from '../texts.ts';

type Centre = Answer<'GET /api/public/centre'>;

export function ServicesPage() {
  const say = useTexts(noticesTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('services')}>{say('services')}</PageTitle>
      <p>{say('servicesHint')}</p>
      {county ? <CentreFacts county={county.county} /> : <CountyChoice />}
    </>
  );
}

function CentreFacts({ county }: { county: string }) {
  const say = useTexts(noticesTexts);
  const centre = useSuspenseQuery(readKept('GET /api/public/centre', { query: { county } })).data;
  const isLost = useConnectionLost();
  return (
    <>
      {/* Whether it is open only the server knows. */}
      {!isLost && <Opening centre={centre} />}
      <section className="card">
        <h2>{say('centre')}</h2>
        <Office office={centre.centre} />
        <h3>{say('hours')}</h3>
        <Hours centre={centre} />
      </section>
      {centre.offices.length > 0 && <Towns offices={centre.offices} />}
      <Emergencies centre={centre} />
      <p>
        <Link to={portalPaths.mediators}>{say('mediators')}</Link>
      </p>
      <p>
        <Link to={portalPaths.reception}>{say('reception')}</Link>
      </p>
      <p>
        <Link to={portalPaths.notices}>{say('notices')}</Link>
      </p>
      <p>
        {say('notListed')} <Link to={portalPaths.report}>{say('report')}</Link>
      </p>
    </>
  );
}

function Opening({ centre }: { centre: Centre }) {
  const say = useTexts(noticesTexts);
  const time = useTime();
  const named = useNamed();
  const opens = centre.opensAt ? say('opensAt', { at: time(centre.opensAt, 'short') }) : '';
  return (
    <Notice tone={centre.isOpen ? 'good' : 'warn'}>
      <p>
        {centre.today.name && say('today', { name: centre.today.name })}
        {centre.isOpen
          ? say('openNow', { at: time(centre.closesAt, 'clock') })
          : `${say('closedNow')} ${opens}`}
      </p>
      {!centre.isOpen && <p>{named(centre.outOfHours)}</p>}
    </Notice>
  );
}

function Hours({ centre }: { centre: Centre }) {
  const say = useTexts(noticesTexts);
  const [language] = useLanguage();
  const spans = centre.hours
    .map(([from, to]) => `${from}–${to}`)
    .join(language === 'zh' ? '、' : ', ');
  const days = centre.weekend
    .map((day) => say(weekdayOf(day)))
    .join(language === 'zh' ? '、' : ', ');
  return (
    <>
      <p>{say('hoursOf', { spans })}</p>
      <p className="muted">{say('daysOff', { days })}</p>
    </>
  );
}

const weekdays = [
  'weekday1',
  'weekday2',
  'weekday3',
  'weekday4',
  'weekday5',
  'weekday6',
  'weekday7',
] as const;
const weekdayOf = (day: number) => weekdays[day - 1] ?? 'weekday7';

type OfficeFacts = { zh: string; en: string | null; phone: string | null };

function Office({ office }: { office: OfficeFacts }) {
  const say = useTexts(noticesTexts);
  const named = useNamed();
  return (
    <p>
      {named(office)}
      <br />
      {office.phone ? (
        <a href={`tel:${office.phone}`}>
          {say('phone')} {office.phone}
        </a>
      ) : (
        <span className="muted">{say('noPhone')}</span>
      )}
    </p>
  );
}

function Towns({ offices }: { offices: Centre['offices'] }) {
  const say = useTexts(noticesTexts);
  return (
    <section className="card">
      <h2>{say('towns')}</h2>
      <ul className="plain-list">
        {offices.map((office) => (
          <li key={office.id}>
            <Office office={office} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Emergencies({ centre }: { centre: Centre }) {
  const say = useTexts(noticesTexts);
  const named = useNamed();
  return (
    <section className="card">
      <h2>{say('emergencies')}</h2>
      <ul className="plain-list">
        {centre.emergencies.map((one) => (
          <li key={one.number}>
            <a href={`tel:${one.number}`}>{one.number}</a> {named(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
