/** One part of the room with its heading. */
import type { ReactNode } from 'react';

export function RoomCard({
  id,
  title,
  children,
}: {
  id: string;
  title: string;
  children?: ReactNode;
}) {
  return (
    <section className="room-card" aria-labelledby={`room-${id}`}>
      <h2 id={`room-${id}`}>{title}</h2>
      {children}
    </section>
  );
}
