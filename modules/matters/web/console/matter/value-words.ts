/** What stands in a field, in words: a choice by its label, an organisation by its name. */
import { useQuery } from '@tanstack/react-query';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { type Field, isEmpty, type Matter, type WaitingFile } from './form-rules.ts';
import { useJoined } from './parts.tsx';
import { countyOf, orgsQuery } from './reads.ts';
import { matterTexts } from './texts.ts';

export function useValueWords(matter: Matter): (field: Field, value: unknown) => string {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const joined = useJoined();
  const orgs = useQuery(orgsQuery(countyOf(matter.number))).data ?? [];
  const orgName = (id: unknown) => {
    const org = orgs.find((one) => one.id === id);
    return org ? named({ zh: org.nameZh, en: org.nameEn }) : String(id);
  };
  return (field, value) => {
    if (typeof value === 'boolean') return value ? say('yes') : '';
    if (isEmpty(value)) return '';
    const choice = field.choices?.find((one) => one.code === value);
    if (choice) return named(choice);
    if (field.picks === 'org') return orgName(value);
    if (!Array.isArray(value)) return String(value);
    if (field.picks === 'orgs') return joined(value.map(orgName));
    return joined(value.map((one) => (one as WaitingFile).name ?? String(one)));
  };
}
