/**
 * Panels that modules put on the console's matter page, each loaded when a matter is first opened.
 * The page hands them the matter, its own frame for a panel, and a way to begin an action.
 */
import { type ComponentType, lazy, type ReactNode } from 'react';
import type { Answer } from '../api.ts';

export type MatterPanelProps = {
  matter: Answer<'GET /api/matters/{number}'>;
  /** Opens the form of an action beside the page, when the action is open. */
  onAct: (action: string, values?: Readonly<Record<string, unknown>>) => void;
  Panel: ComponentType<{
    id: string;
    title: string;
    empty?: string | false | null;
    children?: ReactNode;
  }>;
};

export const matterPanels: readonly { id: string; Content: ComponentType<MatterPanelProps> }[] = [
  {
    id: 'mediators',
    Content: lazy(async () => ({
      default: (await import('../../modules/roster/web/console/panel.tsx')).MediatorsPanel,
    })),
  },
  {
    id: 'invitations',
    Content: lazy(async () => ({
      default: (await import('../../modules/invitations/web/console/panel.tsx')).InvitationsPanel,
    })),
  },
  {
    id: 'dates',
    Content: lazy(async () => ({
      default: (await import('../../modules/agenda/web/console/panel.tsx')).DatesPanel,
    })),
  },
  {
    id: 'agreement',
    Content: lazy(async () => ({
      default: (await import('../../modules/agreements/web/console/panel.tsx')).AgreementPanel,
    })),
  },
  {
    id: 'petition-care',
    Content: lazy(async () => ({
      default: (await import('../../modules/petitions/web/console/panel.tsx')).CarePanel,
    })),
  },
  {
    id: 'papers',
    Content: lazy(async () => ({
      default: (await import('../../modules/papers/web/console/panel.tsx')).PapersPanel,
    })),
  },
  {
    id: 'sessions',
    Content: lazy(async () => ({
      default: (await import('../../modules/rooms/web/console/panel.tsx')).SessionsPanel,
    })),
  },
];
