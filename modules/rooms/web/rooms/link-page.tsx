/** What a link opens: when and where, and the code to the phone that stands on the matter. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { CodeEntry } from '../../../../web/ui/code-entry.tsx';
import { Button, Notice, PageTitle, Waiting } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { countyOf } from './county-of.ts';
import { NotMine } from './not-mine.tsx';
import { roomTexts } from './texts.ts';
import { Trouble } from './trouble.tsx';

type Linked = Answer<'POST /api/rooms/links'>;
type Entering = { link: string; onEntered: (room: string) => void };

export function LinkPage({ link, onEntered }: Entering) {
  const say = useTexts(roomTexts);
  const linked = useQuery({
    queryKey: ['link', link],
    queryFn: ({ signal }) => api('POST /api/rooms/links', { body: { link } }, { signal }),
  });
  if (linked.error) {
    const retry = () => void linked.refetch();
    return <Trouble error={linked.error} county={countyOf(link)} onRetry={retry} />;
  }
  return (
    <div className="room-narrow">
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      {linked.isPending && <Waiting words={say('waiting')} />}
      {linked.data && <Welcome link={link} linked={linked.data} onEntered={onEntered} />}
    </div>
  );
}

function Welcome({ link, linked, onEntered }: Entering & { linked: Linked }) {
  const say = useTexts(roomTexts);
  const { side, phone, hasDevice } = linked;
  const who = { applicant: 'asApplicant', respondent: 'asRespondent' } as const;
  const words = side === 'applicant' || side === 'respondent' ? who[side] : 'asOther';
  return (
    <>
      <SessionTimes session={linked} />
      <p>{say(words)}</p>
      <p className="muted">{say('onlyYou')}</p>
      {hasDevice && <Notice tone="warn">{say('otherDevice')}</Notice>}
      {phone === null ? (
        <WithoutPhone link={link} onEntered={onEntered} />
      ) : (
        <WithCode link={link} phone={phone} onEntered={onEntered} />
      )}
    </>
  );
}

export function SessionTimes({
  session,
}: {
  session: { startsAt: string; endsAt: string; place: string };
}) {
  const say = useTexts(roomTexts);
  const time = useTime();
  return (
    <>
      <p>
        {say('when', { from: time(session.startsAt, 'full'), to: time(session.endsAt, 'clock') })}
      </p>
      {session.place !== '' && <p>{say('place', { place: session.place })}</p>}
    </>
  );
}

function useEnter({ link, onEntered }: Entering) {
  return useMutation({
    mutationFn: (code: string | undefined) =>
      api('POST /api/rooms/entries', { body: { link, ...(code !== undefined && { code }) } }),
    onSuccess: ({ room }) => onEntered(room),
  });
}

function WithoutPhone(entering: Entering) {
  const say = useTexts(roomTexts);
  const enter = useEnter(entering);
  return (
    <>
      <Notice>{say('noPhone')}</Notice>
      <ProblemNote error={enter.error} />
      <Button isWide disabled={enter.isPending} onClick={() => enter.mutate(undefined)}>
        {say('enter')}
      </Button>
    </>
  );
}

function WithCode({ phone, link, onEntered }: Entering & { phone: string }) {
  const say = useTexts(roomTexts);
  const enter = useEnter({ link, onEntered });
  return (
    <>
      <Notice>{say('codeTo', { phone })}</Notice>
      <CodeEntry
        send={() => api('POST /api/rooms/codes', { body: { link } })}
        enter={enter.mutateAsync}
        enterWords={say('enter')}
      />
      <NotMine county={countyOf(link)} />
    </>
  );
}
