/** Many acts of one transaction: what they write goes out by the hundred (decision 0037). */
import { gathered, type Tx } from '../../../platform/db/index.ts';

export function writtenTogether<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return gathered(tx, work);
}
