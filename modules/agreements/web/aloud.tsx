/** Reading aloud by the browser's own voice, and large type; said plainly where none is. */
import { useEffect, useState } from 'react';
import { useTexts } from '../../../web/texts.ts';
import { Button, Notice } from '../../../web/ui/parts.tsx';
import { agreementTexts } from './texts.ts';

export function Aloud({
  words,
  isLarge,
  onLarge,
}: {
  words: readonly string[];
  isLarge: boolean;
  onLarge: (isLarge: boolean) => void;
}) {
  const say = useTexts(agreementTexts);
  const voice = useVoice(words);
  return (
    <>
      <div className="agreement-tools">
        <Button look="plain" onClick={voice.toggle} aria-pressed={voice.isReading}>
          {say(voice.isReading ? 'stopReading' : 'readAloud')}
        </Button>
        <Button look="plain" onClick={() => onLarge(!isLarge)} aria-pressed={isLarge}>
          {say(isLarge ? 'plain' : 'large')}
        </Button>
      </div>
      <div aria-live="polite">
        {voice.isMissing && <Notice tone="warn">{say('noVoice')}</Notice>}
      </div>
    </>
  );
}

/** The text is Chinese, whatever the page speaks. */
function useVoice(words: readonly string[]) {
  const [isReading, setReading] = useState(false);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  const stop = () => {
    globalThis.speechSynthesis?.cancel();
    setReading(false);
  };
  const begin = async () => {
    const synthesis = globalThis.speechSynthesis;
    setMissing(false);
    if (!synthesis || !(await hasVoice(synthesis))) {
      setMissing(true);
      return;
    }
    setReading(true);
    for (const [at, text] of words.entries()) {
      const part = new SpeechSynthesisUtterance(text);
      part.lang = 'zh-CN';
      part.rate = 0.9;
      if (at === words.length - 1) part.addEventListener('end', () => setReading(false));
      part.addEventListener('error', () => setReading(false));
      synthesis.speak(part);
    }
  };
  return { isReading, isMissing, toggle: isReading ? stop : () => void begin() };
}

const VOICES_MS = 1500;

/** Some browsers fetch their voices when first asked, and say when they are there. */
function hasVoice(synthesis: SpeechSynthesis): Promise<boolean> {
  const isThere = () => synthesis.getVoices().length > 0;
  if (isThere()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = () => {
      synthesis.removeEventListener('voiceschanged', answer);
      clearTimeout(timer);
      resolve(isThere());
    };
    const timer = setTimeout(answer, VOICES_MS);
    synthesis.addEventListener('voiceschanged', answer);
  });
}
