/**
 * What a supervisor can do with one matter: open actions come from the server, a closed one says
 * why. Issuing has a form of its own, because it shows what the public will read.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { ActDrawer, type Begun } from '../matter/act-drawer.tsx';
import type { Action, Matter } from '../matter/form-rules.ts';
import { SuperviseForm } from './supervise-form.tsx';
import { deskTexts } from './texts.ts';

const offered = [
  'replySupervision',
  'closeSupervision',
  'withdrawSupervision',
  'remind',
  'designate',
  'decideObjection',
  'decideSuspension',
  'decideExtension',
  'note',
];

export function DeskDrawer({ number, onClose }: { number: string | null; onClose: () => void }) {
  const say = useTexts(deskTexts);
  return (
    <Drawer
      open={number !== null}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={say('drawer', { number: number ?? '' })}
    >
      {number && <Inside number={number} />}
    </Drawer>
  );
}

function Inside({ number }: { number: string }) {
  const matter = useQuery(read('GET /api/matters/{number}', { params: { number } }));
  if (matter.isPending) return <ConsoleWaiting />;
  if (!matter.data) return <ProblemNotice error={matter.error} />;
  return <Acts matter={matter.data} />;
}

function Acts({ matter }: { matter: Matter }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const [begun, setBegun] = useState<Begun | null>(null);
  const client = useQueryClient();
  const readAgain = () => {
    setBegun(null);
    for (const name of ['GET /api/supervision', 'GET /api/supervision/counts'])
      void client.invalidateQueries({ queryKey: [name] });
  };
  const find = (name: string) => matter.allowedActions.find(({ action }) => action === name);
  const start = (action: Action) =>
    setBegun({ action, values: {}, seen: { version: matter.version, seq: matter.seq } });
  const supervise = find('supervise');
  const others = offered.flatMap((name) => find(name) ?? []);
  return (
    <div className="desk-drawer">
      <h3>{matter.title}</h3>
      <p className="desk-facts">
        {[matter.category, matter.stage, matter.handlingOrg]
          .flatMap((one) => named(one) || [])
          .join(' · ')}
        {' · '}
        <Link to={consolePaths.matter(matter.number)}>{say('whole')}</Link>
      </p>
      {supervise?.why === null && <SuperviseForm matter={matter} onDone={readAgain} />}
      <h3>{say('what')}</h3>
      <ul className="desk-acts">
        {[...(supervise && supervise.why !== null ? [supervise] : []), ...others].map((action) => (
          <li key={action.action}>
            <Button disabled={action.why !== null} onClick={() => start(action)}>
              {named(action)}
            </Button>
            {action.why !== null && (
              <span className="desk-facts">{say('notOpen', { why: named(action.whyText) })}</span>
            )}
          </li>
        ))}
      </ul>
      {find('closeSupervision')?.why === null && <p className="desk-facts">{say('judgeHelp')}</p>}
      <ActDrawer
        matter={matter}
        begun={begun}
        onClose={readAgain}
        onStart={(name) => {
          const action = find(name);
          if (action) start(action);
        }}
      />
    </div>
  );
}
