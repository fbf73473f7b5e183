/** The room by its address: a link that has to prove itself, or a device that is known already. */
import { useEffect, useState } from 'react';
import { useCentre } from './centre-phone.tsx';
import { countyOf } from './county-of.ts';
import { LinkPage } from './link-page.tsx';
import { RoomPage } from './room-page.tsx';
import { Trouble } from './trouble.tsx';
import './rooms.css';

const KNOWN = /^[0-9A-Za-z]{1,12}-[0-9a-f]{8}-[0-9a-f-]{27}$/;
const LINK = /^[0-9A-Za-z]{1,12}-[\w-]{22}$/;

const nameIn = () => decodeURIComponent(location.pathname.split('/')[2] ?? '');

export function RoomsApp() {
  const [name, setName] = useState(nameIn);
  // Asked for while there is a network: whom to call is wanted most when there is none.
  useCentre(countyOf(name));
  useEffect(() => {
    const follow = () => setName(nameIn());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  if (KNOWN.test(name)) return <RoomPage key={name} room={name} />;
  if (!LINK.test(name)) return <Trouble error={null} county={countyOf(name)} />;
  const entered = (room: string) => {
    // The secret leaves the address: who looks over a shoulder, or at the history, finds none.
    history.replaceState(null, '', `/rooms/${room}`);
    setName(room);
  };
  return <LinkPage link={name} onEntered={entered} />;
}
