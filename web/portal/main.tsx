/** The residents' portal at `/`. */
import { speakAsResident } from '../api.ts';
import { showFace } from '../router.tsx';
import '../theme.ts';
import { PageBroken, PageMissing, PageWaiting } from '../ui/states.tsx';
import { PortalFrame } from './frame.tsx';
import { portalPages } from './pages.ts';

speakAsResident();
showFace(
  {
    base: '/',
    pages: portalPages,
    Frame: PortalFrame,
    Waiting: PageWaiting,
    Broken: PageBroken,
    Missing: PageMissing,
  },
  ({ children }) => children,
);
