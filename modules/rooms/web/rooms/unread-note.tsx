/** What is new in the talk: said politely, and a way there from anywhere in the room. */
import { useTexts } from '../../../../web/texts.ts';
import { Button } from '../../../../web/ui/parts.tsx';
import { nameOf } from './talk-part.tsx';
import { roomTexts } from './texts.ts';
import type { Reading } from './use-unread.ts';

export function UnreadNote({ reading, isLead }: { reading: Reading; isLead: boolean }) {
  const say = useTexts(roomTexts);
  const { unread, isInView, list, page, turnTo } = reading;
  const pages = [...unread];
  const all = pages.reduce((sum, [, count]) => sum + count, 0);
  const words = pages.map(([one, count]) =>
    say('unreadOn', { page: say(nameOf(one, isLead)), count }),
  );
  const go = () => {
    const [first] = pages;
    if (first && !unread.has(page)) turnTo(first[0]);
    list.current?.scrollIntoView({ block: 'center' });
    list.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <p role="status" className="hidden-text">
        {words.join(say('unreadAnd'))}
      </p>
      {all > 0 && !isInView && (
        <div className="room-new">
          <Button onClick={go}>{say('toUnread', { count: all })}</Button>
        </div>
      )}
    </>
  );
}
