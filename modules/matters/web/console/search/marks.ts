/** A text cut at the places where the words stand. Pure. */

export type Highlight = { from: number; to: number };
export type Piece = { text: string; isMarked: boolean; from: number };

/** Marks come in order and apart; what lies beyond the text is left out. */
export function piecesOf(text: string, marks: readonly Highlight[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, isMarked: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at, to), isMarked, from: at });
    at = Math.max(at, to);
  };
  for (const { from, to } of marks) {
    add(Math.min(from, text.length), false);
    add(Math.min(to, text.length), true);
  }
  add(text.length, false);
  return pieces;
}
