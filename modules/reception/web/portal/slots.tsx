/** The slots of a day that are still free, each large enough for a thumb. */
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Choices } from '../../../../web/ui/parts.tsx';
import { receptionWords } from '../texts.ts';

type Slot = { at: string; endsAt: string; free: number };

export function SlotChoice(field: {
  id: string;
  legend: string;
  slots: readonly Slot[];
  value: string | null;
  error?: string | null;
  onChange: (at: string) => void;
}) {
  const say = useTexts(receptionWords);
  const time = useTime();
  const options = field.slots
    .filter(({ free, at }) => free > 0 || at === field.value)
    .map(({ at, endsAt, free }) => ({
      value: at,
      label: `${time(at, 'clock')} – ${time(endsAt, 'clock')}`,
      hint: say('slotLeft', { count: free }),
    }));
  const { id, legend, value, error, onChange } = field;
  return <Choices {...{ id, legend, value, error, onChange, options }} />;
}
