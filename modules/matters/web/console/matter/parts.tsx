/** Small parts of the matter page: a panel, facts by name, the words of a code. */
import type { ReactNode } from 'react';
import { useMarks, useNamed } from '../../../../../web/texts.ts';
import { type Said, said } from '../../../contract/words.ts';
import './parts.css';

/** A part of the page with a heading of its own; the keys J and K go from one to the next. */
export function Panel({
  id,
  title,
  empty,
  children,
}: {
  id: string;
  title: string;
  /** Said beside the heading when there is nothing to show. */
  empty?: string | false | null;
  children?: ReactNode;
}) {
  return (
    <section className="matter-panel" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header className="matter-panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {empty && <span className="matter-soft">{empty}</span>}
      </header>
      {children}
    </section>
  );
}

export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad';

/** A state in a word or two. Its colours hold AA in both looks: Ant Design's own tags do not. */
export function Mark({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`matter-mark matter-mark-${tone}`}>{children}</span>;
}

export type Fact = readonly [label: string, value: ReactNode];

/** What is known, by name; what is empty is left out. */
export function Facts({ facts }: { facts: readonly (Fact | null)[] }) {
  const shown = facts.filter((fact): fact is Fact => fact !== null && fact[1] !== '');
  return (
    <dl className="matter-facts">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Quiet({ children }: { children: ReactNode }) {
  return <p className="matter-quiet">{children}</p>;
}

/** Names one after the other, as the language separates them. */
export function useJoined(): (names: readonly string[]) => string {
  return useMarks().list;
}

/** What a code of a catalogue is called in the reader's language. */
export function useWord(): (words: Readonly<Record<string, Said>>, code: string) => string {
  const named = useNamed();
  return (words, code) => named(said(words, code));
}
