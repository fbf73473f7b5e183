/** The item that a form was opened on: as it was then, whatever becomes of it while one writes. */
import { useState } from 'react';
import type { Item } from './queue/item.ts';
import { mayEdit } from './queue/rules.ts';
import { useField } from './state.ts';

/** Null: there is none, it is another account's, or it was sent. */
export function useEdited(id: string | undefined): Item | null {
  const { items, shift } = useField();
  const [item] = useState(() => {
    const found = items.find((one) => one.id === id);
    return found && found.account === shift?.account && mayEdit(found) ? found : null;
  });
  return item;
}
