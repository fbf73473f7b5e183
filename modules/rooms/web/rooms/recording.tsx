/** Recording: asked, answered by each, made in the mediator's browser, stopped by a word. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { addressOf, api, headersOf, reach, readAnswer } from '../../../../web/api.ts';
import { useMarks, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Notice } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import { leadTexts } from './lead-texts.ts';
import type { OwnMedia } from './media.ts';
import { type Recorder, recordingType, startRecorder } from './recorder.ts';
import type { Participant, RoomState } from './room-page.tsx';
import { roomTexts } from './texts.ts';
import type { Live } from './use-mesh.ts';

type Of = { room: string; state: RoomState; me: Participant; media: OwnMedia; mesh: Live };

export function RecordingPart(of: Of) {
  const say = useTexts(roomTexts);
  const { state, me } = of;
  if (me.side === 'mediator') return <LeadRecording {...of} />;
  if (state.recording.state === 'none') return null;
  return (
    <RoomCard id="recording" title={say('recording')}>
      <Answer {...of} />
    </RoomCard>
  );
}

function Answer({ room, state, me }: Of) {
  const say = useTexts(roomTexts);
  const answer = useMutation({
    mutationFn: (given: 'yes' | 'no') =>
      api('POST /api/rooms/{room}/recording-answer', { params: { room }, body: { answer: given } }),
  });
  const isOn = state.recording.state === 'running';
  return (
    <>
      <div role="status">
        {isOn ? <Notice tone="bad">{say('recordingOn')}</Notice> : <p>{say('recordingAsked')}</p>}
      </div>
      <ProblemNote error={answer.error} />
      <div className="room-row">
        {me.recording !== 'yes' && (
          <Button look="plain" onClick={() => answer.mutate('yes')}>
            {say('agree')}
          </Button>
        )}
        {me.recording !== 'no' && (
          <Button look="plain" onClick={() => answer.mutate('no')}>
            {me.recording === 'yes' ? say('withdraw') : say('refuse')}
          </Button>
        )}
      </div>
    </>
  );
}

function LeadRecording({ room, state, media, mesh }: Of) {
  const say = useTexts(roomTexts);
  const lead = useTexts(leadTexts);
  const marks = useMarks();
  const recorder = useRecorder({ room, state, media, mesh });
  const ask = useMutation({
    mutationFn: (step: 'ask' | 'stop') =>
      api('POST /api/rooms/{room}/recording', { params: { room }, body: { step } }),
  });
  const note = useMutation({
    mutationFn: (participant: string) =>
      api('POST /api/rooms/{room}/participants/{participant}/recording-answer', {
        params: { room, participant },
        body: { answer: 'yes' },
      }),
  });
  const present = state.participants.filter(
    (one) => one.isAdmitted && (one.isHere || one.isOnSite),
  );
  const open = present.filter((one) => one.recording === null);
  const refused = present.filter((one) => one.recording === 'no');
  const named = (all: readonly Participant[]) => marks.list(all.map(({ name }) => name));
  const { state: now } = state.recording;
  return (
    <RoomCard id="recording" title={say('recording')}>
      <ProblemNote error={ask.error ?? note.error ?? recorder.error} />
      {now === 'running' && <Badge tone="bad">{say('recordingOn')}</Badge>}
      {now === 'asked' && open.length > 0 && <p>{lead('waitConsent', { names: named(open) })}</p>}
      {now === 'asked' && refused.length > 0 && <p>{lead('refused', { names: named(refused) })}</p>}
      <div className="room-row">
        {now === 'none' && (
          <Button look="plain" onClick={() => ask.mutate('ask')}>
            {lead('askRecord')}
          </Button>
        )}
        {now === 'asked' &&
          open
            .filter(({ isOnSite }) => isOnSite)
            .map(({ id, name }) => (
              <Button key={id} look="plain" onClick={() => note.mutate(id)}>
                {lead('noteYes', { name })}
              </Button>
            ))}
        {now === 'asked' && open.length === 0 && refused.length === 0 && (
          <Button onClick={() => void recorder.begin()}>{lead('begin')}</Button>
        )}
        {now !== 'none' && (
          <Button look="bad" onClick={() => ask.mutate('stop')}>
            {lead('stop')}
          </Button>
        )}
      </div>
      {recorder.isMissing && <Notice tone="warn">{lead('cannotRecord')}</Notice>}
    </RoomCard>
  );
}

/** Made here, sent in parts in their order; it ends when the room says that it is over. */
function useRecorder({ room, state, media, mesh }: Omit<Of, 'me'>) {
  const running = useRef<{ id: string; recorder: Recorder } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isMissing, setMissing] = useState(false);
  const streams = [...mesh.streams.values(), ...(media.stream ? [media.stream] : [])];
  const stop = () => {
    running.current?.recorder.stop();
    running.current = null;
  };
  const begin = async () => {
    const type = recordingType();
    setMissing(type === null);
    setError(null);
    if (type === null) return;
    try {
      const { id } = await api('POST /api/rooms/{room}/recordings', {
        params: { room },
        body: { mediaType: type },
      });
      const send = partSender(room, id, (fault) => {
        setError(fault);
        stop();
      });
      running.current = { id, recorder: startRecorder(type, streams, send) };
    } catch (fault) {
      setError(fault);
    }
  };
  const isOn = state.recording.id !== null && state.recording.id === running.current?.id;
  const hasEnded = state.recording.state !== 'running';
  useEffect(() => {
    if (hasEnded && !isOn) {
      running.current?.recorder.stop();
      running.current = null;
    }
  }, [hasEnded, isOn]);
  const follow = useEffectEvent(() => running.current?.recorder.setStreams(streams));
  const heard = streams.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: who is heard is all in their ids.
  useEffect(() => follow(), [heard]);
  useEffect(() => () => running.current?.recorder.stop(), []);
  return { begin, error, isMissing };
}

const TRIES = 5;
const PAUSE_MS = 2000;

function partSender(room: string, recording: string, onFault: (error: unknown) => void) {
  let part = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (blob: Blob) => {
    const mine = part;
    part += 1;
    last = last.then(() => sendPart({ room, recording }, mine, blob)).catch(onFault);
  };
}

async function sendPart(
  params: { room: string; recording: string },
  part: number,
  blob: Blob,
): Promise<void> {
  const address = addressOf('/api/rooms/{room}/recordings/{recording}/parts', params, { part });
  for (let tries = 1; ; tries += 1) {
    try {
      const headers = { ...headersOf(false), 'content-type': 'application/octet-stream' };
      await readAnswer(await reach(address, { method: 'POST', headers, body: blob }));
      return;
    } catch (error) {
      if (tries === TRIES || !(error instanceof Error) || error.message !== 'NETWORK') throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
