/** Waiting to be let in: what to have at hand, what to know, and the door where one is seen. */
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { SessionTimes } from './link-page.tsx';
import type { OwnMedia } from './media.ts';
import { OwnMediaPart } from './own-media.tsx';
import type { RoomState } from './room-page.tsx';
import { roomTexts } from './texts.ts';
import { Tiles } from './tiles.tsx';
import type { Live } from './use-mesh.ts';

export function Lobby({
  room,
  state,
  media,
  mesh,
}: {
  room: string;
  state: RoomState;
  media: OwnMedia;
  mesh: Live;
}) {
  const say = useTexts(roomTexts);
  const me = state.participants.find(({ id }) => id === state.me);
  const mediator = state.participants.find(({ side }) => side === 'mediator');
  if (!me) return null;
  const isAtDoor = me.chamber === 'door';
  return (
    <div className="room-narrow">
      <PageTitle name={say('lobby')}>{say('lobby')}</PageTitle>
      <SessionTimes session={state.session} />
      <div role="status">
        <Notice tone={isAtDoor || mediator?.isHere ? 'good' : 'info'}>
          {isAtDoor ? say('atDoor') : say(mediator?.isHere ? 'mediatorHere' : 'mediatorAway')}
        </Notice>
      </div>
      {me.hasSecondDevice && <Notice tone="bad">{say('yourSecond')}</Notice>}
      <Duties room={room} isTold={me.isTold} />
      <p>{say('lobbyHelp')}</p>
      <OwnMediaPart media={media} />
      <Tiles participants={state.participants} me={state.me} media={media} mesh={mesh} />
    </div>
  );
}

/** 在线调解规则 art. 17: told before anything is said. */
function Duties({ room, isTold }: { room: string; isTold: boolean }) {
  const say = useTexts(roomTexts);
  const acknowledge = useMutation({
    mutationFn: () => api('POST /api/rooms/{room}/acknowledgement', { params: { room } }),
  });
  return (
    <section className="room-card">
      <h2>{say('duties')}</h2>
      <ul>
        <li>{say('duty1')}</li>
        <li>{say('duty2')}</li>
        <li>{say('duty3')}</li>
        <li>{say('duty4')}</li>
      </ul>
      <ProblemNote error={acknowledge.error} />
      {isTold ? (
        <p className="room-good">{say('acknowledged')}</p>
      ) : (
        <Button isWide disabled={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {say('acknowledge')}
        </Button>
      )}
    </section>
  );
}
