/** What the server would make of the draft, asked while it is being written. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { readKept } from '../../../../web/kept.ts';
import { type Category, type Draft, placeOf } from './draft.ts';

export type Preview = Answer<'POST /api/reports/preview'>;

const SETTLED_MS = 500;
const WORDS_MIN = 2;

/** The preview of the words as they settle; nothing without a place or a network. */
export function usePreview(draft: Draft) {
  const text = useSettled(draft.text.trim());
  const isAsked = text.length >= WORDS_MIN && draft.place !== null;
  return useQuery({
    ...previewOf({ ...draft, text }),
    enabled: isAsked,
    placeholderData: isAsked ? keepPreviousData : undefined,
  });
}

/** The question as it stands, for who cannot wait until the words have settled. */
export function previewOf({ text, place, category }: Draft) {
  const body = { text: text.trim(), ...placeOf(place), ...(category && { category }) };
  return queryOptions({
    queryKey: ['preview', body],
    queryFn: ({ signal }) => api('POST /api/reports/preview', { body }, { signal }),
    // Without a network it fails at once, and the report goes on.
    retry: false,
  });
}

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The county of the draft's own place: its categories are asked, not those of the page. */
export function useCategories(county: string): readonly Category[] {
  const query = useQuery({
    ...readKept('GET /api/categories', { query: { county } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query.data?.items ?? [];
}

export function questionsOf(categories: readonly Category[], code: string | null) {
  return categories.find((category) => category.code === code)?.form ?? {};
}
