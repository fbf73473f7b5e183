/** Around the room: its name, large type, light and dark, the language. */
import type { ReactNode } from 'react';
import { sharedTexts } from '../shared-texts.ts';
import { defineTexts, useTexts } from '../texts.ts';
import { LookSwitches } from '../ui/look-switches.tsx';
import './frame.css';

const frameTexts = defineTexts('rooms-frame', {
  name: { zh: '邻里调解室', en: 'Linli mediation room' },
});

export function RoomsFrame({ children }: { children: ReactNode }) {
  const say = useTexts(frameTexts);
  const shared = useTexts(sharedTexts);
  return (
    <>
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="rooms-head">
        <strong>{say('name')}</strong>
        <LookSwitches />
      </header>
      <main id="main" className="rooms-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
