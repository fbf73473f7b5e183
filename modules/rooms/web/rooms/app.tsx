/** The room by its address: a link that has to prove itself, or a device that is known already. */
import { useEffect, useState } from 'react';
import { useTexts } from '../../../../web/texts.ts';
import { Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { LinkPage } from './link-page.tsx';
import { RoomPage } from './room-page.tsx';
import { roomTexts } from './texts.ts';
import './rooms.css';

const KNOWN = /^[0-9A-Za-z]{1,12}-[0-9a-f]{8}-[0-9a-f-]{27}$/;
const LINK = /^[0-9A-Za-z]{1,12}-[\w-]{22}$/;

const nameIn = () => decodeURIComponent(location.pathname.split('/')[2] ?? '');

export function RoomsApp() {
  const say = useTexts(roomTexts);
  const [name, setName] = useState(nameIn);
  useEffect(() => {
    const follow = () => setName(nameIn());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  if (KNOWN.test(name)) return <RoomPage key={name} room={name} />;
  if (!LINK.test(name)) {
    return (
      <>
        <PageTitle name={say('title')}>{say('title')}</PageTitle>
        <Notice tone="warn">{say('noLink')}</Notice>
      </>
    );
  }
  const entered = (room: string) => {
    // The secret leaves the address: who looks over a shoulder, or at the history, finds none.
    history.replaceState(null, '', `/rooms/${room}`);
    setName(room);
  };
  return <LinkPage link={name} onEntered={entered} />;
}
