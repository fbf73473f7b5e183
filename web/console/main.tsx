/** The staff console at `/console/`. */
import { showFace } from '../router.tsx';
import { ConsoleFrame } from './frame.tsx';
import { consolePages } from './pages.tsx';
import { ConsoleBroken, ConsoleMissing, ConsoleWaiting } from './states.tsx';
import { ConsoleTheme } from './theme.tsx';

showFace(
  {
    base: '/console',
    pages: consolePages,
    Frame: ConsoleFrame,
    Waiting: ConsoleWaiting,
    Broken: ConsoleBroken,
    Missing: ConsoleMissing,
  },
  ConsoleTheme,
);
