/** A code asked for, sent to a known phone, and given back: how one comes in by a link. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { defineTexts, useTexts } from '../texts.ts';
import { CodeField, isCode } from './code-field.tsx';
import { Button, Notice } from './parts.tsx';
import { ProblemNote } from './problem.tsx';
import { SendCode } from './send-code.tsx';

const codeEntryTexts = defineTexts('codeEntry', {
  sendCode: { zh: '发送验证码', en: 'Send the code' },
  code: { zh: '验证码（6 位数字）', en: 'Code (6 digits)' },
  codeWrong: { zh: '请填 6 位数字', en: 'Give 6 digits' },
  demoCode: { zh: '演示：验证码是 {code}', en: 'Demo: the code is {code}' },
  codeSent: { zh: '已发送，{minutes} 分钟内有效。', en: 'Sent; good for {minutes} minutes.' },
});

type Sent = { validMinutes: number; shownCode?: string | undefined };
type Entry = {
  send: () => Promise<Sent>;
  /** Throws a Problem when the code is not the one. */
  enter: (code: string) => Promise<unknown>;
  enterWords: string;
};

export function CodeEntry({ send, enter, enterWords }: Entry) {
  const say = useTexts(codeEntryTexts);
  const sending = useMutation({ mutationFn: send });
  const entering = useMutation({ mutationFn: enter });
  return (
    <>
      <ProblemNote error={entering.error} />
      <SendCode
        isWide
        look={sending.data ? 'plain' : 'main'}
        error={sending.error}
        disabled={sending.isPending}
        onClick={() => sending.mutate()}
      >
        {say('sendCode')}
      </SendCode>
      {sending.data && (
        <CodeForm
          sent={sending.data}
          isBusy={entering.isPending}
          onCode={(code) => entering.mutate(code)}
          enterWords={enterWords}
        />
      )}
    </>
  );
}

function CodeForm({
  sent,
  isBusy,
  onCode,
  enterWords,
}: {
  sent: Sent;
  isBusy: boolean;
  onCode: (code: string) => void;
  enterWords: string;
}) {
  const say = useTexts(codeEntryTexts);
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = isCode(code);
    setWrong(!isRight);
    if (isRight) onCode(code);
  };
  return (
    <form onSubmit={submit} noValidate className="code-entry">
      {sent.shownCode && <Notice>{say('demoCode', { code: sent.shownCode })}</Notice>}
      <CodeField
        label={say('code')}
        hint={say('codeSent', { minutes: sent.validMinutes })}
        error={isWrong ? say('codeWrong') : null}
        value={code}
        onChange={setCode}
      />
      <Button type="submit" isWide disabled={isBusy}>
        {enterWords}
      </Button>
    </form>
  );
}
