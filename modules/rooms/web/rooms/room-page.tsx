/** The room of a known device: waiting, inside, or over; always told in plain words. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice, PageTitle, Waiting } from '../../../../web/ui/parts.tsx';
import { CentrePhone } from './centre-phone.tsx';
import { countyOf } from './county-of.ts';
import { Inside } from './inside.tsx';
import { forget } from './kept.ts';
import { SessionTimes } from './link-page.tsx';
import { useRoomLive } from './live.ts';
import { Lobby } from './lobby.tsx';
import { useOwnMedia } from './media.ts';
import { useTalk } from './talk.ts';
import { roomTexts } from './texts.ts';
import { isLasting, isOver, Trouble } from './trouble.tsx';
import { useMesh } from './use-mesh.ts';

export type RoomState = Answer<'GET /api/rooms/{room}'>;
export type Participant = RoomState['participants'][number];

export function RoomPage({ room }: { room: string }) {
  const say = useTexts(roomTexts);
  const [visit, setVisit] = useState(0);
  const [hasLeft, setLeft] = useState(false);
  if (hasLeft) {
    const comeBack = () => {
      setVisit(visit + 1);
      setLeft(false);
    };
    return (
      <Still title={say('leftTitle')} words={say('left')}>
        <Button onClick={comeBack}>{say('comeBack')}</Button>
      </Still>
    );
  }
  return (
    <Visit
      key={visit}
      room={room}
      onLeft={() => setLeft(true)}
      onAgain={() => setVisit(visit + 1)}
    />
  );
}

/** Whoever is silent for longer than two of these counts as away. */
const ALIVE_EVERY_MS = 10_000;

type VisitOf = { room: string; onLeft: () => void; onAgain: () => void };

function Visit({ room, onLeft, onAgain }: VisitOf) {
  const say = useTexts(roomTexts);
  const { asked, status, ...parts } = useVisit(room);
  if (status === 'taken') {
    return (
      <Still title={say('takenTitle')} words={say('taken')}>
        <Button onClick={onAgain}>{say('takeBackHere')}</Button>
        <p>{say('takenBack')}</p>
        <CentrePhone county={countyOf(room)} />
      </Still>
    );
  }
  const { data: state, error } = asked;
  // Ended, cancelled, put out: that is the answer even where the room was open a moment ago. A
  // server that only stumbles does not take the room from before anybody's eyes.
  if (error && (!state || isLasting(error))) {
    const retry = () => void asked.refetch();
    return <Trouble error={error} county={countyOf(room)} onRetry={retry} />;
  }
  if (!state) return <Waiting words={say('waiting')} />;
  const leave = async () => {
    await api('POST /api/rooms/{room}/departure', { params: { room } }).catch(() => undefined);
    onLeft();
  };
  const shared = { room, state, status, ...parts };
  const isLost = status === 'lost' || error !== null;
  return (
    <>
      <div role="status">{isLost && <Notice tone="warn">{say('lost')}</Notice>}</div>
      {state.step === 'device' && (
        <Still title={say('title')} words={say('secondWaits')}>
          <SessionTimes session={state.session} />
        </Still>
      )}
      {state.step === 'lobby' && <Lobby {...shared} />}
      {state.step === 'inside' && <Inside {...shared} onLeave={() => void leave()} />}
    </>
  );
}

/** Everything that goes on while a page of the room is open; `page` is a name of its own. */
function useVisit(room: string) {
  const [page] = useState(newKey);
  const asked = useQuery({
    ...read('GET /api/rooms/{room}', { params: { room } }),
    refetchInterval: ALIVE_EVERY_MS,
    refetchIntervalInBackground: true,
  });
  const talk = useTalk(room, asked.data?.step === 'inside');
  const media = useOwnMedia();
  const mesh = useMesh({ room, page, state: asked.data, media });
  const heard = useRef(talk);
  heard.current = talk;
  const status = useRoomLive(room, page, {
    onRemark: (remark) => heard.current.hear(remark),
    onSignal: mesh.receive,
    onLive: () => heard.current.catchUp(),
  });
  const { dataUpdatedAt, error } = asked;
  useEffect(() => {
    // The server answers again: what waited goes, whether or not the line was seen to break.
    const isWaiting = heard.current.unsent.some(({ refusal }) => refusal === null);
    if (dataUpdatedAt > 0 && isWaiting) heard.current.catchUp();
  }, [dataUpdatedAt]);
  useEffect(() => {
    if (isOver(error)) forget(room);
  }, [error, room]);
  return { asked, talk, media, mesh, status };
}

function Still({
  title,
  words,
  children,
}: {
  title: string;
  words: string;
  children?: React.ReactNode;
}) {
  return (
    <div className="room-narrow">
      <PageTitle name={title}>{title}</PageTitle>
      <Notice>{words}</Notice>
      {children}
    </div>
  );
}
