/** Around the room: its name, large type, light and dark, the language. */
import type { ReactNode } from 'react';
import { sharedTexts } from '../shared-texts.ts';
import { defineTexts, useLanguage, useTexts } from '../texts.ts';
import { chooseLarge, chooseTheme, useLook } from '../theme.ts';
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
        <Switches />
      </header>
      <main id="main" className="rooms-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Switches() {
  const say = useTexts(sharedTexts);
  const [language, choose] = useLanguage();
  const { isLarge, isDark } = useLook();
  return (
    <div className="rooms-switches">
      <button type="button" aria-pressed={isLarge} onClick={() => chooseLarge(!isLarge)}>
        {say('large')}
      </button>
      <button type="button" onClick={() => chooseTheme(isDark ? 'light' : 'dark')}>
        {isDark ? say('light') : say('dark')}
      </button>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        aria-label={say('languageLabel')}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {say('language')}
      </button>
    </div>
  );
}
