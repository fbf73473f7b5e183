/** The browser of the journeys: Debian's Chromium, which asks nobody outside for anything. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * There is no graphics card in CI. Maps are drawn by one that is imitated; to lay the pages
 * themselves together by it costs a quarter of what a journey costs, and shows the same.
 */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
] as const;
