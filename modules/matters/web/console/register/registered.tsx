/** The number, and the next one by a press of Enter. */
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { registerTexts } from './texts.ts';

type Registration = Answer<'POST /api/reports'>;

export function Registered({ answer, onAgain }: { answer: Registration; onAgain: () => void }) {
  const say = useTexts(registerTexts);
  const named = useNamed();
  const time = useTime();
  const { number, route, emergency, dueAt } = answer;
  return (
    <section className="register-done" role="status">
      <h2>{say('done')}</h2>
      <p className="register-number">
        {number} <Copy number={number} />
      </p>
      {emergency && <Alert type="error" showIcon title={say('emergency', { number: emergency })} />}
      <p>{say('tell', { number })}</p>
      {route && <p>{named(route)}</p>}
      {dueAt && <p>{say('due', { name: say('owner'), at: time(dueAt) })}</p>}
      <div className="register-line">
        <Button type="primary" autoFocus onClick={onAgain}>
          {say('again')}
        </Button>
        <Link to={consolePaths.matter(number)}>{say('open')}</Link>
      </div>
    </section>
  );
}

function Copy({ number }: { number: string }) {
  const say = useTexts(registerTexts);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(number);
    setCopied(true);
  };
  return (
    <Button size="small" onClick={() => void copy()}>
      {isCopied ? say('copied') : say('copy')}
    </Button>
  );
}
