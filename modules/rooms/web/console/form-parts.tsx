/** What every form of a session has: a labelled row, its end, and the page read again after it. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId } from 'react';

export function Row({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="sessions-row">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="sessions-form" onSubmit={submit}>
      {children}
    </form>
  );
}

export function useReadAgain(number: string) {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        (queryKey[1] as { params?: { number?: string } } | undefined)?.params?.number === number,
    });
}
