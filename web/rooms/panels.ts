/**
 * What modules put into the mediation room, each loaded when it is wanted. A panel reads under
 * `/api/rooms/{room}/<topic>…` and is read again when the room tells that its topic changed.
 */
import { type ComponentType, lazy, type ReactNode } from 'react';
import type { Answer } from '../api.ts';

export type RoomPanelProps = {
  /** As in `/api/rooms/{room}/…`. */
  room: string;
  state: Answer<'GET /api/rooms/{room}'>;
  /** The reader, among the participants of `state`. */
  me: Answer<'GET /api/rooms/{room}'>['participants'][number];
  Panel: ComponentType<{ id: string; title: string; children?: ReactNode }>;
};

export const roomPanels: readonly { id: string; Content: ComponentType<RoomPanelProps> }[] = [
  {
    id: 'agreement',
    Content: lazy(async () => ({
      default: (await import('../../modules/agreements/web/rooms/panel.tsx')).RoomAgreement,
    })),
  },
];
