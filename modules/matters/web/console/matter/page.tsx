/** One matter on one screen: the story, the people, the clocks, the work, what may be done now. */
import { CatchBoundary } from '@tanstack/react-router';
import { App } from 'antd';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { matterPanels } from '../../../../../web/console/matter-panels.ts';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { useLive } from '../../../../../web/live.ts';
import { useParam } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { ActDrawer, type Begun } from './act-drawer.tsx';
import { ActionsPanel } from './actions.tsx';
import { AttachmentsPanel } from './attachments.tsx';
import { ClocksPanel } from './clocks.tsx';
import { Company } from './company.tsx';
import type { Action, Values } from './form-rules.ts';
import { MatterHead } from './head.tsx';
import { LinksPanel } from './links.tsx';
import { LogPanel } from './log.tsx';
import { Panel } from './parts.tsx';
import { PeoplePanel } from './people.tsx';
import { PlacePanel } from './place.tsx';
import { PublicityPanel } from './publicity.tsx';
import { useMatter, useReadAgain } from './reads.ts';
import { RepliesPanel } from './replies.tsx';
import { RequestsPanel, SupervisionPanel } from './requests.tsx';
import { StoryPanel } from './story.tsx';
import { matterTexts } from './texts.ts';
import { MatterUnseen } from './unseen.tsx';
import { goToPanel, useKeys } from './use-keys.ts';
import { WorkPanel } from './work.tsx';
import './page.css';

export function MatterPage() {
  const number = useParam('number');
  return (
    <CatchBoundary getResetKey={() => number} errorComponent={MatterUnseen}>
      {/* Another number is another page: nothing begun or opened on one is carried to the next. */}
      <OneMatter key={number} number={number} />
    </CatchBoundary>
  );
}

function OneMatter({ number }: { number: string }) {
  const matter = useMatter(number);
  const readAgain = useReadAgain(number);
  useNews(number, readAgain);
  const { begun, begin, close } = useBegun(number);
  const begunByName = useCallback(
    (name: string, values?: Values) => {
      const action = matter.allowedActions.find((one) => one.action === name && one.why === null);
      if (action) begin(action, values);
    },
    [matter, begin],
  );
  useMatterKeys(begunByName, matter.allowedActions.find((one) => one.isPrimary)?.action ?? null);
  return (
    <div className={begun ? 'matter matter-acting' : 'matter'}>
      <MatterHead matter={matter} onRefresh={() => void readAgain()} />
      <Company number={number} />
      <div className="matter-columns">
        <div className="matter-side">
          <ActionsPanel matter={matter} onAct={begin} />
          <ClocksPanel matter={matter} />
          <WorkPanel matter={matter} />
          <RequestsPanel matter={matter} onAct={begin} />
          <SupervisionPanel matter={matter} onAct={begin} />
        </div>
        <div className="matter-main">
          <StoryPanel matter={matter} />
          <PeoplePanel matter={matter} />
          <PlacePanel matter={matter} />
          <AttachmentsPanel matter={matter} />
          <Suspense fallback={<ConsoleWaiting />}>
            <PublicityPanel matter={matter} onChange={() => void readAgain()} />
          </Suspense>
          <RepliesPanel matter={matter} />
          {matterPanels.map(({ id, Content }) => (
            <Suspense key={id} fallback={<ConsoleWaiting />}>
              <Content matter={matter} onAct={begunByName} Panel={Panel} />
            </Suspense>
          ))}
          <LinksPanel matter={matter} onAct={begin} />
          <LogPanel matter={matter} />
        </div>
      </div>
      <ActDrawer matter={matter} begun={begun} onClose={close} onStart={begunByName} />
    </div>
  );
}

/** Reads again when somebody acted, and after the line to the server was lost. */
function useNews(number: string, readAgain: () => Promise<void>): void {
  const { seq } = useMatter(number);
  useLive({
    matter: (news) => {
      if (news.number === number && news.seq > seq) void readAgain();
    },
    hello: ({ isResumed }) => void (isResumed || readAgain()),
    reset: () => void readAgain(),
  });
}

/** The form that is open, and the state of the matter when it was begun. */
function useBegun(number: string) {
  const { seq, version } = useMatter(number);
  const [begun, setBegun] = useState<Begun | null>(null);
  const begin = useCallback(
    (action: Action, values: Values = {}) => setBegun({ action, values, seen: { seq, version } }),
    [seq, version],
  );
  return { begun, begin, close: useCallback(() => setBegun(null), []) };
}

function useMatterKeys(begin: (action: string) => void, primary: string | null): void {
  const say = useTexts(matterTexts);
  const { modal } = App.useApp();
  const keys = useMemo(
    () => ({
      ...(primary && { a: () => begin(primary) }),
      r: () => begin('reply'),
      n: () => begin('note'),
      j: () => goToPanel(1),
      k: () => goToPanel(-1),
      '?': () => void modal.info({ title: say('keys'), content: say('keysHelp') }),
    }),
    [begin, primary, modal, say],
  );
  useKeys(keys);
}
