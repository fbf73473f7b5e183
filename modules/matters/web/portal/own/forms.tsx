/** The forms of a resident's acts. What is typed stays when the server refuses it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../../../../web/api.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Button, Choices, Field, Notice } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { PhotoField } from './photo-field.tsx';
import { type OwnMatter, ownMatter } from './queries.ts';
import { ownTexts } from './texts.ts';

export type FormProps = { matter: OwnMatter; onDone: () => void; onCancel: () => void };

/** Sends an act once however often it is pressed, and reads the matter anew after any answer. */
export function useAct({ matter, onDone }: FormProps, action: string) {
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const { number, version } = matter;
  const needsVersion = matter.actions.find((one) => one.action === action)?.needsVersion;
  return useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      api(
        'POST /api/matters/{number}/actions/{action}',
        { params: { number, action }, body: { ...(needsVersion && { version }), input } },
        { key },
      ),
    onSuccess: () => onDone(),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ownMatter(number).queryKey });
      await client.invalidateQueries({ queryKey: ['GET /api/my/matters'] });
    },
  });
}

type Acting = ReturnType<typeof useAct>;

export function ActForm({
  acting,
  submitWords,
  onSend,
  onCancel,
  cancelWords,
  isBad = false,
  isWaiting = false,
  children,
}: {
  acting: Acting;
  submitWords?: string;
  cancelWords?: string;
  onSend: () => void;
  onCancel: () => void;
  isBad?: boolean;
  isWaiting?: boolean;
  children?: ReactNode;
}) {
  const say = useTexts(ownTexts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={acting.error} />
      {children}
      <div className="actions">
        <Button
          type="submit"
          look={isBad ? 'bad' : 'main'}
          disabled={acting.isPending || isWaiting}
        >
          {acting.isPending ? say('sending') : (submitWords ?? say('send'))}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {cancelWords ?? say('cancel')}
        </Button>
      </div>
    </form>
  );
}

export function WordsField({
  label,
  value,
  onChange,
  error,
  max,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
  max: number;
}) {
  return (
    <Field label={label} error={error}>
      {(tie) => (
        <textarea
          {...tie}
          className="input"
          rows={4}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const LOW = 2;

export function RateForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, 'rate');
  const [score, setScore] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [isMissing, setMissing] = useState(false);
  const options = (['score5', 'score4', 'score3', 'score2', 'score1'] as const).map((key) => ({
    value: key.slice(-1),
    label: say(key),
  }));
  const send = () => {
    setMissing(score === null);
    if (score === null) return;
    acting.mutate({ score: Number(score), ...(words.trim() !== '' && { words: words.trim() }) });
  };
  return (
    <ActForm acting={acting} onSend={send} onCancel={props.onCancel}>
      <Choices
        legend={say('rateQuestion')}
        options={options}
        value={score}
        onChange={setScore}
        error={isMissing && score === null ? say('scoreMissing') : null}
      />
      {score !== null && Number(score) <= LOW && <Notice tone="warn">{say('rateLow')}</Notice>}
      <WordsField label={say('rateWords')} value={words} onChange={setWords} max={1000} />
    </ActForm>
  );
}

export function ReopenForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, 'reopen');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') acting.mutate({ reason: reason.trim() });
  };
  return (
    <ActForm acting={acting} onSend={send} onCancel={props.onCancel} submitWords={say('reopen')}>
      <WordsField
        label={say('reopenWhy')}
        value={reason}
        onChange={setReason}
        error={isMissing ? say('textMissing') : null}
        max={1000}
      />
    </ActForm>
  );
}

export function MessageForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, 'addMessage');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [isUploading, setUploading] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    setMissing(text.trim() === '');
    if (text.trim() === '') return;
    acting.mutate({ text: text.trim(), ...(photos.length > 0 && { beforePhotos: photos }) });
  };
  return (
    <ActForm acting={acting} onSend={send} onCancel={props.onCancel} isWaiting={isUploading}>
      <WordsField
        label={say('messageText')}
        value={text}
        onChange={setText}
        error={isMissing ? say('textMissing') : null}
        max={4000}
      />
      <PhotoField photos={photos} onPhotos={setPhotos} onBusy={setUploading} />
    </ActForm>
  );
}

export function WithdrawForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, 'withdraw');
  const [reason, setReason] = useState('');
  const send = () => acting.mutate(reason.trim() === '' ? {} : { reason: reason.trim() });
  return (
    <ActForm
      acting={acting}
      onSend={send}
      onCancel={props.onCancel}
      submitWords={say('withdrawSure')}
      cancelWords={say('keep')}
      isBad
    >
      <WordsField label={say('withdrawWhy')} value={reason} onChange={setReason} max={500} />
    </ActForm>
  );
}

export function ConfirmForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, 'confirm');
  const [result, setResult] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    setMissing(result === null);
    if (result === null) return;
    acting.mutate({ result, ...(text.trim() !== '' && { text: text.trim() }) });
  };
  return (
    <ActForm acting={acting} onSend={send} onCancel={props.onCancel}>
      <Choices
        legend={say('confirmQuestion')}
        options={[
          { value: 'satisfied', label: say('confirmYes') },
          { value: 'unsatisfied', label: say('confirmNo') },
        ]}
        value={result}
        onChange={setResult}
        error={isMissing && result === null ? say('choiceMissing') : null}
      />
      <WordsField label={say('confirmText')} value={text} onChange={setText} max={1000} />
    </ActForm>
  );
}

export function UnfollowForm(props: FormProps) {
  const say = useTexts(ownTexts);
  const navigate = useNavigate();
  const done = () => void navigate({ to: portalPaths.my });
  const acting = useAct({ ...props, onDone: done }, 'unfollow');
  return (
    <ActForm
      acting={acting}
      onSend={() => acting.mutate({})}
      onCancel={props.onCancel}
      submitWords={say('unfollow')}
    />
  );
}
