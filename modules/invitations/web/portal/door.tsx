/** What a link opens: who invites, and the code to the phone that stands on the matter. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { CodeEntry } from '../../../../web/ui/code-entry.tsx';
import { Notice, Waiting } from '../../../../web/ui/parts.tsx';
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
      <CodeEntry
        send={() => api('POST /api/invitations/codes', { body: { link } })}
        enter={async (code) => {
          const entry = await api('POST /api/invitations/entries', { body: { link, code } });
          onEntered(entry.invitation);
        }}
        enterWords={say('enter')}
      />
    </section>
  );
}
