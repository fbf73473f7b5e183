/** What was filled in to book a turn: what is wrong with it, and what is sent. Pure. */
export const NEW = 'new';

export type Booking = {
  at: string | null;
  /** A number of one's own, or something new. */
  about: string;
  subject: string;
  topic: string;
  name: string;
  /** One name a line. */
  others: string;
};

/** Besides whoever books (信访工作条例 art. 20). */
const OTHERS_MAX = 4;

type Fault = {
  id: 'slot' | 'subject' | 'name' | 'others';
  text: 'slotWrong' | 'subjectWrong' | 'nameWrong' | 'othersWrong';
};

export function faultsOf(booking: Booking): Fault[] {
  const faults: Fault[] = [];
  if (booking.at === null) faults.push({ id: 'slot', text: 'slotWrong' });
  const isBare = booking.about === NEW && booking.subject.trim().length < 2;
  if (isBare) faults.push({ id: 'subject', text: 'subjectWrong' });
  if (booking.name.trim() === '') faults.push({ id: 'name', text: 'nameWrong' });
  if (othersOf(booking).length > OTHERS_MAX) faults.push({ id: 'others', text: 'othersWrong' });
  return faults;
}

export function othersOf({ others }: Pick<Booking, 'others'>): string[] {
  return others
    .split(/[\n,，、;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function bodyOf(booking: Booking) {
  const representatives = othersOf(booking);
  return {
    at: booking.at ?? '',
    name: booking.name.trim(),
    people: 1 + representatives.length,
    representatives,
    ...(booking.topic !== '' && { topic: booking.topic }),
    ...(booking.about === NEW ? { subject: booking.subject.trim() } : { number: booking.about }),
  };
}
