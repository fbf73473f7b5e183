/** Committees by term: registered and kept up, with what the law asks of them still. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { read } from '../../../../web/api.ts';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { Later } from '../../../../web/ui/later.tsx';
import { rosterWebTexts } from '../texts.ts';
import { CommitteeForm } from './committee-form.tsx';
import { type Committee, LIST } from './committees.ts';
import './roster.css';

export function CommitteesPage() {
  const say = useTexts(rosterWebTexts);
  const { counties = [] } = useSession();
  const { data } = useSuspenseQuery(read(LIST, { query: { county: counties[0] ?? '' } }));
  const [edited, setEdited] = useState<Committee | 'new' | null>(null);
  return (
    <>
      <ConsoleTitle name={say('committees')}>
        <Button type="primary" onClick={() => setEdited('new')}>
          {say('add')}
        </Button>
      </ConsoleTitle>
      <p className="roster-soft">{say('committeesLead')}</p>
      {data.items.length === 0 && <p>{say('committeesNone')}</p>}
      <ul className="roster-list">
        {data.items.map((one) => (
          <Line key={one.id} committee={one} onEdit={() => setEdited(one)} />
        ))}
      </ul>
      <Drawer
        title={say(edited === 'new' ? 'add' : 'change')}
        open={edited !== null}
        onClose={() => setEdited(null)}
        size="large"
        destroyOnHidden
      >
        {edited && (
          <Later>
            <CommitteeForm
              committee={edited === 'new' ? null : edited}
              onDone={() => setEdited(null)}
            />
          </Later>
        )}
      </Drawer>
    </>
  );
}

function Line({ committee, onEdit }: { committee: Committee; onEdit: () => void }) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const marks = useMarks();
  const { faults, fromOn, toOn, channel, level } = committee;
  return (
    <li>
      <h2>{named(committee.org)}</h2>
      <div className="roster-ways">
        <span className="roster-mark">{say(channel)}</span>
        <span className="roster-mark">{say(level === 'industry' ? 'levelIndustry' : level)}</span>
        <span className="roster-soft">
          {toOn ? say('term', { from: fromOn, to: toOn }) : say('termOpen', { from: fromOn })}
        </span>
      </div>
      {faults.length > 0 ? (
        <p className="roster-warn">
          {marks.pair(
            say('faultsOf'),
            marks.list(faults.map((code) => say(code === 'termOpen' ? 'termOpen_' : code))),
          )}
        </p>
      ) : (
        channel === 'people' && <p className="roster-soft">{say('sound')}</p>
      )}
      <p>{marks.list(committee.mediators.map(({ name, seat }) => marks.aside(name, say(seat))))}</p>
      <Button aria-label={say('changeOf', { name: named(committee.org) })} onClick={onEdit}>
        {say('change')}
      </Button>
    </li>
  );
}
