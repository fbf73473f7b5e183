/** The portal's sign-in as a page; `next` in the address says where to go on. */
import { useNavigate } from '@tanstack/react-router';
import { portalPaths } from '../paths.ts';
import { useSearchState } from '../router.tsx';
import { useTexts } from '../texts.ts';
import { PageTitle } from '../ui/parts.tsx';
import { PhoneSignIn } from './phone-sign-in.tsx';
import { portalTexts } from './texts.ts';

export function SignInPage() {
  const say = useTexts(portalTexts);
  const [{ next }] = useSearchState();
  const navigate = useNavigate();
  // Only addresses of our own: `//elsewhere` would leave the portal.
  const target = next && /^\/(?!\/)/.test(next) ? next : portalPaths.my;
  return (
    <>
      <PageTitle name={say('signInTitle')}>{say('signInTitle')}</PageTitle>
      <PhoneSignIn onDone={() => void navigate({ to: target })} />
    </>
  );
}
