/** Large type, light and dark, the language: in the head of every face for residents. */
import { sharedTexts } from '../shared-texts.ts';
import { useLanguage, useTexts } from '../texts.ts';
import { chooseLarge, chooseTheme, useLook } from '../theme.ts';
import './look-switches.css';

export function LookSwitches() {
  const say = useTexts(sharedTexts);
  const [language, choose] = useLanguage();
  const { isLarge, isDark } = useLook();
  return (
    <div className="look-switches">
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
