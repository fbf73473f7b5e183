/** Reception days of one's organisation: planned, published, cancelled; what it still owes. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useMay, useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Later } from '../../../../web/ui/later.tsx';
import { receptionWords } from '../texts.ts';
import { dayKey, useHostWords, usePlaceWords, useSpanWords } from '../words.tsx';
import { DayForm } from './day-form.tsx';
import { CancelDay, PublishDay } from './day-ways.tsx';
import { Owed } from './owed.tsx';
import { deskTexts } from './texts.ts';
import './reception.css';

export type Planned = Answer<'GET /api/reception/days'>['items'][number];

export function ReceptionDaysPage() {
  const say = useTexts(deskTexts);
  const may = useMay();
  const { counties = [] } = useSession();
  const county = counties[0] ?? '';
  const { data } = useSuspenseQuery(read('GET /api/reception/days', { query: { county } }));
  const [edited, setEdited] = useState<Planned | 'new' | null>(null);
  const last = data.items.find(({ state }) => state !== 'draft') ?? null;
  return (
    <>
      <ConsoleTitle name={say('title')}>
        {may('reception.plan') && (
          <Button type="primary" onClick={() => setEdited('new')}>
            {say('plan')}
          </Button>
        )}
      </ConsoleTitle>
      <p className="reception-soft">{say('lead')}</p>
      {data.items.length === 0 && <p>{say('none')}</p>}
      <ul className="reception-list">
        {data.items.map((day) => (
          <DayLine key={day.id} day={day} onEdit={() => setEdited(day)} />
        ))}
      </ul>
      <Owed county={county} />
      <Drawer
        title={say(edited === 'new' ? 'plan' : 'change')}
        open={edited !== null}
        onClose={() => setEdited(null)}
        size="large"
        destroyOnHidden
      >
        {edited && (
          <Later>
            <DayForm
              county={county}
              day={edited === 'new' ? null : edited}
              last={last}
              onDone={() => setEdited(null)}
            />
          </Later>
        )}
      </Drawer>
    </>
  );
}

function DayLine({ day, onEdit }: { day: Planned; onEdit: () => void }) {
  const say = useTexts(deskTexts);
  const words = useTexts(receptionWords);
  const time = useTime();
  const spanWords = useSpanWords();
  const hostWords = useHostWords();
  const placeWords = usePlaceWords();
  const at = time(day.startsAt);
  const isOver = day.state === 'published' && day.whyNotBook === 'RECEPTION_OVER';
  return (
    <li>
      <div className="reception-line">
        <h2>{spanWords(day)}</h2>
        <span className="reception-mark">{words(day.kind)}</span>
        <span className="reception-mark">{say(isOver ? 'over' : day.state)}</span>
        <span className="reception-soft">
          {say('taken', { places: day.places, taken: day.taken })}
        </span>
      </div>
      <p>{hostWords(day.hosts)}</p>
      <p className="reception-soft">{placeWords(day)}</p>
      {day.cancelReason !== '' && <p>{words('offWhy', { why: day.cancelReason })}</p>}
      <div className="reception-buttons">
        {day.state !== 'draft' && (
          <Link to={consolePaths.receptionDesk(dayKey(day))} aria-label={say('openOf', { at })}>
            {say('open')}
          </Link>
        )}
        {day.may.change && (
          <Button aria-label={say('changeOf', { at })} onClick={onEdit}>
            {say('change')}
          </Button>
        )}
        {day.may.publish && <PublishDay day={day} label={say('publishOf', { at })} />}
        {day.may.cancel && <CancelDay day={day} label={say('cancelOf', { at })} />}
      </div>
    </li>
  );
}
