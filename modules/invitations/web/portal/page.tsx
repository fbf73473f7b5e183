/** A party's own page without an account: by link and code first, then by this device. */
import { useNavigate } from '@tanstack/react-router';
import { portalPaths } from '../../../../web/paths.ts';
import { useParam } from '../../../../web/router.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { PageTitle } from '../../../../web/ui/parts.tsx';
import { invitationTexts } from '../texts.ts';
import { Door } from './door.tsx';
import { Inside } from './inside.tsx';

/** What a link becomes once the device is known. */
const KNOWN = /^[0-9A-Za-z]{1,12}-[0-9a-f]{8}-[0-9a-f-]{27}$/;

export function InvitationPage() {
  const say = useTexts(invitationTexts);
  const link = useParam('link');
  const navigate = useNavigate();
  if (KNOWN.test(link)) return <Inside invitation={link} />;
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <Door
        link={link}
        // The secret leaves the address: whoever looks at the history finds none.
        onEntered={(known) => void navigate({ to: portalPaths.invitation(known), replace: true })}
      />
    </>
  );
}
