/** Inside the room: who is there, what is said, facts, documents, and what modules bring. */
import { Suspense } from 'react';
import { roomPanels } from '../../../../web/rooms/panels.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { RoomCard } from './card.tsx';
import { FactsPart } from './facts.tsx';
import { LeadPart } from './lead.tsx';
import type { RoomStatus } from './live.ts';
import type { OwnMedia } from './media.ts';
import { OwnMediaPart } from './own-media.tsx';
import { RecordingPart } from './recording.tsx';
import type { Participant, RoomState } from './room-page.tsx';
import { SharesPart } from './shares.tsx';
import type { Talk } from './talk.ts';
import { TalkPart } from './talk-part.tsx';
import { roomTexts } from './texts.ts';
import { Tiles } from './tiles.tsx';
import { UnreadNote } from './unread-note.tsx';
import type { Live } from './use-mesh.ts';
import { useReading } from './use-unread.ts';

export type InsideProps = {
  room: string;
  state: RoomState;
  status: RoomStatus;
  talk: Talk;
  media: OwnMedia;
  mesh: Live;
};

export function Inside(props: InsideProps & { onLeave: () => void }) {
  const say = useTexts(roomTexts);
  const { room, state, talk, media, mesh, onLeave } = props;
  const reading = useReading(room, talk.remarks, state.me);
  const me = state.participants.find(({ id }) => id === state.me);
  if (!me) return null;
  const isLead = me.side === 'mediator';
  return (
    <>
      <div className="room-top">
        <PageTitle name={say('title')}>{say('title')}</PageTitle>
        <span className="muted">{state.number}</span>
        <Button look="plain" onClick={onLeave}>
          {say('leave')}
        </Button>
      </div>
      <Whereabouts me={me} state={state} />
      <UnreadNote reading={reading} isLead={isLead} />
      {me.hasSecondDevice && <Notice tone="bad">{say('yourSecond')}</Notice>}
      <div className="room-grid">
        <div>
          <Tiles participants={state.participants} me={state.me} media={media} mesh={mesh} />
          <OwnMediaPart media={media} />
          <RecordingPart room={room} state={state} me={me} media={media} mesh={mesh} />
          {isLead && <LeadPart {...props} me={me} />}
        </div>
        <div>
          <TalkPart room={room} state={state} me={me} talk={talk} reading={reading} />
          <FactsPart room={room} state={state} me={me} />
          <SharesPart room={room} state={state} isLead={isLead} />
          {roomPanels.map(({ id, Content }) => (
            <Suspense key={id} fallback={null}>
              <Content room={room} state={state} me={me} Panel={RoomCard} />
            </Suspense>
          ))}
        </div>
      </div>
    </>
  );
}

/** Who hears me now: the first thing to know in a dispute. */
function Whereabouts({ me, state }: { me: Participant; state: RoomState }) {
  const say = useTexts(roomTexts);
  const mediator = state.participants.find(({ side }) => side === 'mediator');
  const isCaucus = me.chamber === 'applicant' || me.chamber === 'respondent';
  const isWaiting =
    me.side !== 'mediator' &&
    me.chamber === 'joint' &&
    (mediator?.chamber === 'applicant' || mediator?.chamber === 'respondent');
  const words = isCaucus ? 'youAreCaucus' : isWaiting ? 'othersCaucus' : 'youAreJoint';
  return (
    <div role="status">
      <Notice tone={isCaucus ? 'warn' : 'info'}>{say(words)}</Notice>
    </div>
  );
}
