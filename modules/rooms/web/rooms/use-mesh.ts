/** The live connections of a page, kept to those who are in the same chamber as the room says. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api } from '../../../../web/api.ts';
import type { OwnMedia } from './media.ts';
import { type Mesh, type MeshSignal, openMesh } from './mesh.ts';
import type { RoomState } from './room-page.tsx';

export type Live = {
  streams: ReadonlyMap<string, MediaStream>;
  receive: (signal: MeshSignal) => void;
  /** Cuts all but these off at once: before the server is even asked to move anybody. */
  only: (ids: readonly string[]) => void;
};

export function useMesh({
  room,
  page,
  state,
  media,
}: {
  room: string;
  page: string;
  state: RoomState | undefined;
  media: OwnMedia;
}): Live {
  const [streams, setStreams] = useState<ReadonlyMap<string, MediaStream>>(new Map());
  const mesh = useRef<Mesh | null>(null);
  const waiting = useRef<MeshSignal[]>([]);
  const me = state?.me;
  useEffect(() => {
    if (me === undefined) return;
    // One after the other: a way to somebody means nothing before what it belongs to.
    let last: Promise<void> = Promise.resolve();
    const opened = openMesh({
      me,
      send: (to, data) => {
        last = last.then(() => sendSignal(room, { to, page, data }));
      },
      onChange: () => setStreams(opened.streams()),
    });
    mesh.current = opened;
    for (const signal of waiting.current.splice(0)) opened.receive(signal);
    return () => {
      mesh.current = null;
      opened.close();
    };
  }, [room, page, me]);
  useEffect(() => {
    mesh.current?.setLocal(media.stream);
  }, [media.stream]);
  const peers = state ? peersOf(state) : [];
  const key = peers.map((one) => `${one.id} ${one.page}`).join();
  const keepThese = useEffectEvent(() => {
    if (!state) return;
    mesh.current?.keep(peers, state.iceServers);
    mesh.current?.setLocal(media.stream);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whom it is kept to is all in the key.
  useEffect(() => keepThese(), [key, me]);
  return {
    streams,
    receive: (signal) => {
      if (mesh.current) mesh.current.receive(signal);
      else waiting.current.push(signal);
    },
    only: (ids) => {
      const kept = peers.filter(({ id }) => ids.includes(id));
      mesh.current?.keep(kept, state?.iceServers ?? []);
    },
  };
}

/** Those whose page is open in the same chamber. */
function peersOf({ participants, me }: RoomState): { id: string; page: string }[] {
  const own = participants.find(({ id }) => id === me);
  if (!own || own.chamber === 'lobby') return [];
  return participants.flatMap(({ id, page, isHere, chamber }) =>
    id !== me && page !== null && isHere && chamber === own.chamber ? [{ id, page }] : [],
  );
}

const TRIES = 3;

/** Refused when somebody has just left the chamber: then there is nobody to connect with. */
async function sendSignal(
  room: string,
  body: { to: string; page: string; data: string },
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      await api('POST /api/rooms/{room}/signals', { params: { room }, body });
      return;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'NETWORK') return;
    }
  }
}
