/** Small parts of the pages of administration. They know no module. */
import { useBlocker } from '@tanstack/react-router';
import { Alert, Button, type ButtonProps, Modal, Select, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useSearchState } from '../../router.tsx';
import { useMay, useSession } from '../../session.ts';
import { useTexts } from '../../texts.ts';
import { adminTexts } from './texts.ts';
import './admin.css';

/** Wide tables scroll by themselves, with the keyboard too, so that the page never does. */
export function Scrollable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // What scrolls must be reached by the keyboard.
    <div className="admin-scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** The county whose rules are looked after: in the address, else the first of the post's. */
export function useAdminCounty(): { county: string; counties: readonly string[] } {
  const { counties = [] } = useSession();
  const [search] = useSearchState();
  const asked = search.county;
  const county = asked !== undefined && counties.includes(asked) ? asked : (counties[0] ?? '');
  return { county, counties };
}

export function CountySelect() {
  const say = useTexts(adminTexts);
  const { county, counties } = useAdminCounty();
  const [, change] = useSearchState();
  if (counties.length < 2) return null;
  return (
    <Select
      aria-label={say('county')}
      value={county}
      onChange={(next) => change({ county: next })}
      options={counties.map((code) => ({ value: code, label: code }))}
      showSearch
    />
  );
}

/** What a page about a county's rules shows to a post that reaches none. */
export function NeedsCounty({ children }: { children: (county: string) => ReactNode }) {
  const say = useTexts(adminTexts);
  const { county } = useAdminCounty();
  if (county === '') return <Alert type="info" title={say('noCounty')} />;
  return children(county);
}

/** A button that says why it is closed instead of vanishing. */
export function GuardedButton({
  permission,
  why,
  ...rest
}: ButtonProps & { permission: string; why?: string | null | undefined }) {
  const say = useTexts(adminTexts);
  const may = useMay();
  const reason = may(permission) ? why : say('noRight', { permission });
  if (!reason) return <Button {...rest} />;
  // The words stand beside their button, within a landmark.
  return (
    <Tooltip title={reason} getPopupContainer={(button) => button.parentElement ?? document.body}>
      <Button {...rest} disabled={false} aria-disabled className="admin-closed" onClick={undefined}>
        {rest.children}
        <span className="admin-only-heard"> ({reason})</span>
      </Button>
    </Tooltip>
  );
}

/** Asks before what was written is lost, by a link, by the browser's own buttons, or by closing. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const say = useTexts(adminTexts);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title={say('leaveTitle')}
      okText={say('leave')}
      okButtonProps={{ danger: true }}
      cancelText={say('stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {say('leaveText')}
    </Modal>
  );
}
