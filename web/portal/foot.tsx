/** The portal's foot: the way in and out, what else is public, the doors of the staff. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { portalPaths } from '../paths.ts';
import { useSessionIfKnown, useSignOut } from '../session.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { Notice } from '../ui/parts.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { portalTexts } from './texts.ts';

export function Foot({ onSignedOut }: { onSignedOut: () => void }) {
  const say = useTexts(portalTexts);
  const shared = useTexts(sharedTexts);
  const session = useSessionIfKnown();
  const signOut = useSignOut('residents');
  const [error, setError] = useState<unknown>(null);
  const leave = async () => {
    setError(null);
    try {
      await signOut();
      onSignedOut();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      {error !== null && (
        <div className="portal-foot-fault">
          <ProblemNote error={error} />
          <p>{say('stillSignedIn')}</p>
        </div>
      )}
      {session?.kind === 'resident' && (
        <button type="button" className="button button-link" onClick={() => void leave()}>
          {shared('signOut')}
        </button>
      )}
      {session && session.kind !== 'resident' && (
        <Link to={portalPaths.signIn}>{shared('signIn')}</Link>
      )}
      <Link to={portalPaths.figures}>{say('figures')}</Link>
      <Link to={portalPaths.listed}>{say('listed')}</Link>
      <a href="/console/">{say('forStaff')}</a>
      <a href="/field/">{say('forGridWorkers')}</a>
    </>
  );
}

/** What signing out left behind on this device, and what not. */
export function SignedOut() {
  const say = useTexts(portalTexts);
  return (
    <div role="status">
      <Notice tone="good">
        <p>
          <strong>{say('signedOut')}</strong>
        </p>
        <p>{say('signedOutLeaves')}</p>
      </Notice>
    </div>
  );
}
