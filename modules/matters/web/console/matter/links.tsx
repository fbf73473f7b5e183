/** Sub-matters, duplicates and other links, and what lies nearby and says the same. */

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense } from 'react';
import { read } from '../../../../../web/api.ts';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { linkKindWords } from '../../../contract/words.ts';
import type { Action, Matter, Values } from './form-rules.ts';
import { Mark, Panel, Quiet, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

type Start = (action: Action, values?: Values) => void;

export function LinksPanel({ matter, onAct }: { matter: Matter; onAct: Start }) {
  const say = useTexts(matterTexts);
  return (
    <Panel id="links" title={say('links')} empty={matter.links.length === 0 && say('noLinks')}>
      <ul className="matter-list">
        {matter.links.map((link) => (
          <LinkRow key={`${link.kind} ${link.number} ${link.state}`} link={link} />
        ))}
      </ul>
      {matter.isOpen && matter.point && (
        <>
          <h3>{say('near')}</h3>
          <Suspense fallback={<ConsoleWaiting />}>
            <Near matter={matter} onAct={onAct} />
          </Suspense>
        </>
      )}
    </Panel>
  );
}

/** The other matter may lie out of sight: then its number is all that is said. */
function LinkRow({ link }: { link: Matter['links'][number] }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const word = useWord();
  const { number } = link;
  const { data } = useQuery(read('GET /api/matters/{number}', { params: { number } }));
  return (
    <li className={link.state === 'ended' ? 'matter-soft' : ''}>
      <div className="matter-row">
        <Mark>{word(linkKindWords, link.kind)}</Mark>
        {data ? <Link to={consolePaths.matter(number)}>{number}</Link> : <span>{number}</span>}
        {data && <Mark>{named(data.stage)}</Mark>}
        {link.state === 'ended' && <Mark>{say('ended')}</Mark>}
      </div>
      {data && <div>{data.title}</div>}
    </li>
  );
}

export function nearQuery(number: string) {
  return read('GET /api/matters/{number}/near', { params: { number } });
}

function Near({ matter, onAct }: { matter: Matter; onAct: Start }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { data } = useSuspenseQuery(nearQuery(matter.number));
  const merge = matter.allowedActions.find((one) => one.action === 'merge' && one.why === null);
  if (data.items.length === 0) return <Quiet>{say('noNear')}</Quiet>;
  return (
    <ul className="matter-list">
      {data.items.map((near) => (
        <li key={near.number}>
          <Link to={consolePaths.matter(near.number)}>{near.title}</Link>
          <div className="matter-soft">
            {near.number} · {named(near.why)}
          </div>
          {merge && (
            <Button
              size="small"
              aria-label={say('mergeInto', { number: near.number })}
              onClick={() => onAct(merge, { into: near.number })}
            >
              {say('mergeShort')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
