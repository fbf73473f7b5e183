/** The grid worker's app at `/field/`. */
import { showFace } from '../router.tsx';
import '../theme.ts';
import { PageBroken, PageMissing, PageWaiting } from '../ui/states.tsx';
import { FieldFrame } from './frame.tsx';
import { fieldPages } from './pages.ts';

showFace(
  {
    base: '/field',
    pages: fieldPages,
    Frame: FieldFrame,
    Waiting: PageWaiting,
    Broken: PageBroken,
    Missing: PageMissing,
  },
  ({ children }) => children,
);
