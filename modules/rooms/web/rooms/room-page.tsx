/** The room of a known device: waiting, inside, or over; always told in plain words. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Answer, api, Problem, read } from '../../../../web/api.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice, PageTitle, Waiting } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { Inside } from './inside.tsx';
import { SessionTimes } from './link-page.tsx';
import { useRoomLive } from './live.ts';
import { Lobby } from './lobby.tsx';
import { useOwnMedia } from './media.ts';
import { useTalk } from './talk.ts';
import { roomTexts } from './texts.ts';
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
  return <Visit key={visit} room={room} onLeft={() => setLeft(true)} />;
}

/** Whoever is silent for longer than two of these counts as away. */
const ALIVE_EVERY_MS = 10_000;

function Visit({ room, onLeft }: { room: string; onLeft: () => void }) {
  const say = useTexts(roomTexts);
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
  const { dataUpdatedAt } = asked;
  useEffect(() => {
    // The server answers again: what waited goes, whether or not the line was seen to break.
    const isWaiting = heard.current.unsent.some(({ refusal }) => refusal === null);
    if (dataUpdatedAt > 0 && isWaiting) heard.current.catchUp();
  }, [dataUpdatedAt]);
  if (status === 'taken') return <Still title={say('takenTitle')} words={say('taken')} />;
  // A refusal is the answer even where the room was open a moment ago: ended, cancelled, put out.
  if (asked.error instanceof Problem && asked.error.code !== 'NETWORK') {
    return (
      <div className="room-narrow">
        <PageTitle name={say('title')}>{say('title')}</PageTitle>
        <ProblemNote error={asked.error} />
      </div>
    );
  }
  const state = asked.data;
  if (!state) {
    return asked.error ? (
      <ProblemNote error={asked.error} onRetry={() => void asked.refetch()} />
    ) : (
      <Waiting words={say('waiting')} />
    );
  }
  const leave = async () => {
    await api('POST /api/rooms/{room}/departure', { params: { room } }).catch(() => undefined);
    onLeft();
  };
  const shared = { room, state, status, talk, media, mesh };
  return (
    <>
      <div role="status">{status === 'lost' && <Notice tone="warn">{say('lost')}</Notice>}</div>
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
