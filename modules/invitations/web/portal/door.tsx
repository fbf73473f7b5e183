/** What a link opens: who invites, and the code to the phone that stands on the matter. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { CodeField, isCode } from '../../../../web/ui/code-field.tsx';
import { Button, Notice, Waiting } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { invitationTexts } from '../texts.ts';

type Entering = { link: string; onEntered: (invitation: string) => void };

export function Door({ link, onEntered }: Entering) {
  const say = useTexts(invitationTexts);
  const named = useNamed();
  const linked = useQuery({
    queryKey: ['invitation-link', link],
    queryFn: ({ signal }) => api('POST /api/invitations/links', { body: { link } }, { signal }),
  });
  if (linked.error) {
    return <ProblemNote error={linked.error} onRetry={() => void linked.refetch()} />;
  }
  if (!linked.data) return <Waiting words={say('waiting')} />;
  const { side, phone, org } = linked.data;
  return (
    <section className="card">
      {org && <p>{say('from', { org: named(org) })}</p>}
      <p>{say(side === 'applicant' ? 'asApplicant' : 'asRespondent')}</p>
      <p className="muted">{say('onlyYou')}</p>
      <Notice>{say('codeTo', { phone })}</Notice>
      <WithCode link={link} onEntered={onEntered} />
    </section>
  );
}

function WithCode({ link, onEntered }: Entering) {
  const say = useTexts(invitationTexts);
  const send = useMutation({
    mutationFn: () => api('POST /api/invitations/codes', { body: { link } }),
  });
  const enter = useMutation({
    mutationFn: (code: string) => api('POST /api/invitations/entries', { body: { link, code } }),
    onSuccess: ({ invitation }) => onEntered(invitation),
  });
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = isCode(code);
    setWrong(!isRight);
    if (isRight) enter.mutate(code);
  };
  return (
    <>
      <ProblemNote error={send.error ?? enter.error} />
      <Button
        isWide
        look={send.data ? 'plain' : 'main'}
        disabled={send.isPending}
        onClick={() => send.mutate()}
      >
        {say('sendCode')}
      </Button>
      {send.data && (
        <form onSubmit={submit} noValidate>
          {send.data.shownCode && <Notice>{say('demoCode', { code: send.data.shownCode })}</Notice>}
          <CodeField
            label={say('code')}
            hint={say('codeSent', { minutes: send.data.validMinutes })}
            error={isWrong ? say('codeWrong') : null}
            value={code}
            onChange={setCode}
          />
          <Button type="submit" isWide disabled={enter.isPending}>
            {say('enter')}
          </Button>
        </form>
      )}
    </>
  );
}
