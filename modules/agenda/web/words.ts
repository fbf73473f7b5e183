/** What a date is called: its title where the pages know it, else its kind. */
import { useTexts } from '../../../web/texts.ts';
import { agendaWebTexts } from './texts.ts';

const titles = [
  'mediation',
  'separateTalk',
  'hearing',
  'jointReception',
  'leaderReception',
  'appointment',
  'siteVisit',
  'signing',
] as const;
const kinds = ['session', 'hearing', 'reception'] as const;

export function useDateWords(): (date: { kind: string | null; title: string | null }) => string {
  const say = useTexts(agendaWebTexts);
  return ({ kind, title }) => {
    const ofKind = kinds.find((one) => one === kind);
    const ofTitle = titles.find((one) => one === title && one !== kind);
    if (!ofKind) return say('taken');
    return ofTitle ? `${say(ofKind)} · ${say(ofTitle)}` : say(ofKind);
  };
}
