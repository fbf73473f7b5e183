/** What modules put on the portal's page of an own matter, below the answers. */
import { type ComponentType, lazy } from 'react';

export const ownMatterPanels: readonly {
  id: string;
  /** Of which kind of matter it speaks; absent: of every one. */
  kind?: string;
  Content: ComponentType<{ number: string }>;
}[] = [
  {
    id: 'mediators',
    Content: lazy(async () => ({
      default: (await import('../../modules/roster/web/portal/choice.tsx')).OwnMediators,
    })),
  },
  {
    id: 'channel-wish',
    kind: 'dispute',
    Content: lazy(async () => ({
      default: (await import('../../modules/invitations/web/portal/own-wish.tsx')).OwnWish,
    })),
  },
  {
    id: 'dates',
    Content: lazy(async () => ({
      default: (await import('../../modules/agenda/web/portal/dates.tsx')).OwnDates,
    })),
  },
  {
    id: 'agreement',
    kind: 'dispute',
    Content: lazy(async () => ({
      default: (await import('../../modules/agreements/web/portal/panel.tsx')).AgreementCard,
    })),
  },
  {
    id: 'petition-care',
    kind: 'petition',
    Content: lazy(async () => ({
      default: (await import('../../modules/petitions/web/portal/care.tsx')).PetitionCare,
    })),
  },
  {
    id: 'papers',
    Content: lazy(async () => ({
      default: (await import('../../modules/papers/web/portal/delivered.tsx')).DeliveredPapers,
    })),
  },
];
